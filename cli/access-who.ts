import type { DeclaredIdentity } from "../analysis/access/principals.ts";
import { summaryLines, summaryOf } from "../analysis/access/summary.ts";
import { shown, visible, visibleJson } from "../analysis/show/visible.ts";
import { type Answer, canDo } from "../language/access/questions.ts";
import { holeCloses, holeOpens } from "../language/access/symbols.ts";
import { closest } from "../language/schema/closest.ts";
import { accessState } from "./access-state.ts";
import { type Exit, exit, type Io } from "./io.ts";

export interface AccessFormat {
  readonly format: "pretty" | "json";
}

/** Tells who in a directory may do an action on a resource: an ARN, or the address of a resource in the code. */
export function whoCan(action: string, resource: string, directory: string, { format }: AccessFormat, io: Io): Exit {
  const data = io.actions?.();
  const state = accessState(directory, io, data);
  if (!state) return exit.failure;
  if (data && data.expand(action).length === 0) {
    io.stderr.write(`parapet: AWS has no action ${shown(action)}\n`);
    return exit.failure;
  }
  const resources = [targetOf(resource)];
  const answers = state.principals.map((principal) => ({
    principal,
    answer: canDo(principal.set, { actions: [action], resources }),
  }));
  const able = answers.filter(({ answer }) => answer.kind !== "no");
  if (format === "json") {
    const told = answers.map(({ principal, answer }) => ({ address: principal.address, ...answer }));
    io.stdout.write(`${visibleJson({ version: 1, action, resource, answers: told }, 2)}\n`);
  } else io.stdout.write(able.length === 0 ? "Nobody, as far as these policies go.\n" : able.map(line).join(""));
  return able.some(({ answer }) => answer.kind === "yes") ? exit.findings : exit.clean;
}

/** An ARN as it is; the address of a resource as what Terraform does not know yet. */
const targetOf = (resource: string): string =>
  /^(?:arn:|\*$)/.test(resource)
    ? resource
    : `${holeOpens}${resource.replace(/\.arn$/, "")}.arn${holeCloses}${resource.startsWith("aws_s3_bucket.") ? "*" : ""}`;

function line({ principal, answer }: { readonly principal: DeclaredIdentity; readonly answer: Answer }): string {
  if (answer.kind === "no") return "";
  if (answer.kind === "cannot tell")
    return `${visible(principal.address)}: cannot tell: ${visible(answer.because.join("; "))}\n`;
  const { context } = answer.witness;
  const conditions = [
    ...(answer.assuming === undefined ? [] : [answer.assuming]),
    ...Object.entries(context).map(([key, values]) => `${key} is ${values.join(", ")}`),
  ];
  return `${visible(principal.address)}: yes${conditions.length === 0 ? "" : visible(`, if ${conditions.join(" and ")}`)}\n`;
}

/** Tells what a role, a user or a group may do. */
export function accessOf(address: string, directory: string, { format }: AccessFormat, io: Io): Exit {
  const data = io.actions?.();
  const state = accessState(directory, io, data);
  if (!state || !data) return exit.failure;
  const found = state.principals.filter((one) => one.address === address || one.address.endsWith(`: ${address}`));
  if (found.length === 0) {
    const meant = closest(
      address,
      state.principals.map((one) => one.address),
    );
    io.stderr.write(
      `parapet: there is no role, user or group ${shown(address)}${meant === undefined ? "" : `; did you mean ${shown(meant)}?`}\n`,
    );
    return exit.failure;
  }
  const told = found.map((principal) => ({
    address: principal.address,
    summary: summaryOf(principal, state.guarded, data),
  }));
  io.stdout.write(
    format === "json"
      ? `${visibleJson({ version: 1, principals: told }, 2)}\n`
      : told
          .map((one) =>
            [one.address, ...[...summaryLines(one.summary)].map((text) => `  ${text}`)].map(visible).join("\n"),
          )
          .join("\n\n")
          .concat("\n"),
  );
  return exit.clean;
}
