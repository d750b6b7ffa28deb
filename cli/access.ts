import { dirname, resolve } from "node:path";
import { visible, visibleJson } from "../analysis/show/visible.ts";
import { type PlainPolicy, plainPolicy } from "../language/access/plain.ts";
import {
  type Answer,
  type AskOptions,
  accessGranted,
  newAccess,
  type PolicyPlace,
  publicAccess,
} from "../language/access/questions.ts";
import { readText } from "./disk.ts";
import { type Exit, exit, type Io, messageOf } from "./io.ts";
import { faultLine } from "./outcome.ts";
import { reachOf } from "./reach.ts";

export type AccessQuestion = "no-new-access" | "access-not-granted" | "no-public-access";

export interface AccessFlags {
  readonly policy: string;
  readonly reference?: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly kind: PolicyPlace;
  readonly format: "pretty" | "json";
}

/** Answers whether a policy has access that it should not have: yes, with a request that shows it, no, or cannot tell. */
export function checkAccess(question: AccessQuestion, flags: AccessFlags, io: Io): Exit {
  const policy = read(flags.policy, io);
  const reference = flags.reference === undefined ? undefined : read(flags.reference, io);
  if (!policy || (flags.reference !== undefined && !reference)) return exit.failure;
  if (question === "no-new-access" && !reference) {
    io.stderr.write("parapet: no-new-access compares with a policy: --reference FILE\n");
    return exit.failure;
  }
  const ask = (options: AskOptions): Answer => {
    if (question === "no-public-access") return publicAccess(policy, options);
    if (question === "no-new-access" && reference) return newAccess(reference, policy, flags.kind, options);
    const { actions, resources, kind } = flags;
    return accessGranted(
      policy,
      { ...(actions.length > 0 && { actions }), ...(resources.length > 0 && { resources }) },
      kind,
      options,
    );
  };
  // An action is any text, so that what AWS may add counts too; an example is sought among the actions that there are.
  const answer = ask({});
  const data = answer.kind === "yes" ? io.actions?.() : undefined;
  const known = data && ask({ data });
  const told = known?.kind === "yes" ? known : answer;
  io.stdout.write(flags.format === "json" ? `${visibleJson(answerJson(told))}\n` : pretty(told));
  return { no: exit.clean, yes: exit.findings, "cannot tell": exit.unsure }[told.kind];
}

function read(path: string, { cwd, stderr }: Io): PlainPolicy | undefined {
  const whole = resolve(cwd, path);
  const reading = readText(whole, reachOf([dirname(whole)], cwd));
  const fault = (message: string): undefined => {
    stderr.write(`${faultLine({ file: path, message, kind: "input" })}\n`);
  };
  if ("fault" in reading) return fault(reading.fault);
  try {
    const policy = plainPolicy(JSON.parse(reading.text));
    return typeof policy === "string" ? fault(policy) : policy;
  } catch (error) {
    return fault(`is no JSON: ${messageOf(error)}`);
  }
}

const answerJson = (answer: Answer) => ({
  answer: answer.kind === "cannot tell" ? "cannot-tell" : answer.kind,
  ...(answer.kind === "yes" && {
    witness: answer.witness,
    callable: answer.isCallable,
    ...(answer.assuming !== undefined && { assuming: answer.assuming }),
  }),
  because: answer.kind === "cannot tell" ? answer.because : [],
});

function pretty(answer: Answer): string {
  if (answer.kind === "no") return "no\n";
  if (answer.kind === "cannot tell") return `cannot tell: ${visible(answer.because.join("; "))}\n`;
  const { action, resource, who, context } = answer.witness;
  const lines = [
    `yes${answer.assuming === undefined ? "" : `, if ${answer.assuming}`}`,
    `  action    ${action}`,
    `  resource  ${resource}`,
    ...(who === "*" ? [] : [`  who       ${who}`]),
    ...Object.entries(context).map(([key, values]) => `  ${key} = ${values.join(", ")}`),
  ];
  return `${lines.map(visible).join("\n")}\n`;
}
