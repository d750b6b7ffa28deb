import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { removeValues, replaceValue } from "../../../language/policy/edits.ts";
import { pieces, type Statement, textOf } from "../../../language/policy/policy.ts";
import { stop, type Text } from "../../../language/write/source.ts";
import { fix, isFullAdmin } from "../../kit/grants.ts";
import type { Fix, Problem } from "../../kit/rule.ts";
import { reading, sampleOf, using } from "./service-use.ts";
import { isOfProgram, isReader } from "./users.ts";
import { isService } from "./validation/services.ts";

/** A value that takes in a whole service, by the service's prefix; `*` for all of them. */
interface Wildcard {
  readonly value: Value;
  readonly prefix: string;
}

/** The wildcards of a statement that is not that of an administrator outright. */
export const wildcards = (statement: Statement): readonly Wildcard[] =>
  isFullAdmin(statement) ? [] : (statement.actions?.values ?? []).flatMap(wildcardOf);

function wildcardOf(value: Value): readonly Wildcard[] {
  const [, prefix = "*"] = /^(?:([\w-]+|\*):)?\*$/.exec(textOf(value) ?? "-") ?? [];
  return /^(?:(?:[\w-]+|\*):)?\*$/.test(textOf(value) ?? "-") ? [{ value, prefix: prefix.toLowerCase() }] : [];
}

/** The wildcards of services that there are: of others it is said that they do not exist. */
export const serviceWildcards = (statement: Statement, { actions: data }: Module): readonly Wildcard[] =>
  wildcards(statement).filter(({ prefix }) => prefix !== "*" && prefix !== "iam" && (!data || isService(data, prefix)));

/** Whether every resource of a statement is one in particular, or one's parts, as far as it can be seen. */
export const isOnNamed = ({ resources }: Statement): boolean =>
  resources !== undefined &&
  resources.values.length > 0 &&
  !resources.values.some((value) =>
    /^(?:\*|arn:[^:]*:s3:::\*|arn:[^:]*:(?!s3:)(?:[^:]*:){3}(?:[\w-]+[/:])?\*)/.test(pieces(value).join("\0")),
  );

/** Says so of one of them, and offers what its holder is for, as far as that is in view. */
export const wide = (statement: Statement, wildcard: Wildcard, module: Module, message: string): Problem => ({
  at: wildcard.value.at,
  message,
  fixes: () => [...narrower(statement, wildcard, module)],
});

function* narrower(statement: Statement, { value, prefix }: Wildcard, module: Module): Iterable<Fix> {
  const { actions, policy } = statement;
  if (!actions) return;
  const replaced = (title: string, words: readonly Text[]): readonly Fix[] =>
    fix(title, replaceValue(statement, actions, value, words));
  const service = prefix === "*" ? serviceNamed(statement) : prefix;
  const read = service === undefined ? undefined : fitting(reading(service, module.actions), statement);
  const use = service === undefined ? undefined : fitting(using(service), statement);
  if (read && isReader(module, statement)) yield* replaced("Allow only reading", read);
  else if (use && isOfProgram(module, policy)) yield* replaced("Allow using it, not changing its settings", use);
  // of more nobody goes from stop to stop, and of which service they are has to be known
  if (wildcards(statement).length > mostNamed || service === undefined) return;
  const sample = sampleOf(service, module.actions);
  const isNamed = actions.values.some((other) => textOf(other) === sample);
  yield* isNamed
    ? fix("Remove it: what is needed is named beside it", removeValues(statement, actions, [value]))
    : replaced("Name the actions that are needed", [stop(sample)]);
}

const mostNamed = 3;

/** Of actions of S3 those that there are on what is named: on buckets, or on objects. */
function fitting(actions: readonly string[] | undefined, { resources }: Statement): readonly string[] | undefined {
  const paths = resources?.values.map((value) => pieces(value).join("\0")) ?? [];
  const isOf = (part: RegExp): boolean => paths.length === 0 || paths.some((path) => part.test(path));
  const found = actions?.filter((action) => {
    if (!action.startsWith("s3:")) return true;
    return action.includes("Object") ? isOf(/\/|^\*|^\0*$/) : isOf(/^(?!.*\/)/s);
  });
  return found && found.length > 0 ? found : undefined;
}

/** The service that the ARNs of a statement are of. */
export function serviceNamed({ resources }: Statement): string | undefined {
  for (const value of resources?.values ?? []) {
    const service = /^arn:[\w-]+:([\w-]+):/.exec(pieces(value)[0] ?? "")?.[1];
    if (service !== undefined) return service;
  }
  return undefined;
}

/** Services of which every action matters by itself: by them data and secrets are read, code is run on machines that have roles, others are let in. */
const grave = new Set(
  "s3 dynamodb rds kms secretsmanager ssm sts sso organizations ec2 lambda cloudformation".split(" "),
);

/** The wildcards of such services on every resource. */
export const graveWildcards = (statement: Statement, module: Module): readonly Wildcard[] =>
  isOnNamed(statement) ? [] : serviceWildcards(statement, module).filter(isGrave);

/** Whether a wildcard takes in what an attacker would use. */
export const isGrave = ({ prefix }: Wildcard): boolean => grave.has(prefix);
