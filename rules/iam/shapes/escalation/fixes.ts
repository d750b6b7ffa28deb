import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Value } from "../../../../language/model/value.ts";
import {
  addCondition,
  type Edits,
  type NewCondition,
  oneOrList,
  removeStatement,
  removeValues,
  replaceValue,
  setElement,
  splitStatement,
} from "../../../../language/policy/edits.ts";
import { type Statement, textOf } from "../../../../language/policy/policy.ts";
import { isStop, piecesOf, type Text } from "../../../../language/write/source.ts";
import { all, fix } from "../../../kit/grants.ts";
import { arnToOvertype } from "../../../kit/offered.ts";
import type { Fix, Problem, Related } from "../../../kit/rule.ts";
import type { Power } from "../../../kit/severity.ts";
import { type Meant, meantOf } from "../meant.ts";
import { isOfPeople, trustedBy } from "../users.ts";
import type { EscalationWay } from "./method.ts";
import { type GrantedAction, type Path, told } from "./paths.ts";
import { isOfEveryUser, isPurpose } from "./purpose.ts";
import { described, type EscalationTarget, patternOf } from "./targets.ts";

/** What opens paths out of one statement: these values of its actions, on more than these targets. */
export interface PathOpening {
  readonly paths: readonly Path[];
  readonly statement: Statement;
  readonly values: readonly Value[];
  /** Those and what else of the paths reaches the same targets. */
  readonly kin: readonly Value[];
  readonly targets: readonly EscalationTarget[];
}

export const openingOf = (paths: readonly [Path, ...Path[]]): PathOpening => ({
  paths,
  statement: paths[0].first.statement,
  values: [...new Set(paths.map(({ first }) => first.value))],
  kin: withTwins(
    paths[0].first.statement,
    paths.flatMap((path) => [path.first, ...path.others.filter((step) => isKin(step, path))].map(({ value }) => value)),
  ),
  targets: [...new Set(paths.flatMap(({ method }) => method.target ?? []))],
});

/** Actions, and those of the statement that change something else of the same thing: `UpdateFunctionConfiguration` beside `UpdateFunctionCode`. */
function withTwins({ actions }: Statement, values: readonly Value[]): readonly Value[] {
  const stems = new Set(values.flatMap((value) => stemOf(value) ?? []));
  const twins = actions?.values.filter((value) => stems.has(stemOf(value) ?? "")) ?? [];
  return [...new Set([...values, ...twins])];
}

/** An action without its last word, where a verb and a noun are left. */
const stemOf = (action: Value): string | undefined =>
  /^([\w-]+:(?:[A-Z][a-z\d]+){2,})[A-Z][a-z\d]+$/.exec(textOf(action) ?? "")?.[1];

/** Whether a step can be held to the same targets as the first. */
const isKin = ({ action, statement }: GrantedAction, { first, method }: Path): boolean =>
  statement === first.statement &&
  !/:(?:Describe|List)/.test(action) &&
  (action.startsWith(first.action.slice(0, first.action.indexOf(":") + 1)) ||
    (action === "sts:AssumeRole" && method.target === "iam:role"));

/** What a way gives, where all of its methods give the same. */
const yields: Partial<Readonly<Record<EscalationWay, Power>>> = {
  permissions: "admin",
  "pass-role": "admin",
  credentials: "data",
};

/** A statement's paths as one problem: the gravest told, the others beside it. */
export function problem(paths: readonly [Path, ...Path[]], fixes: () => Iterable<Fix>): Problem {
  const [path] = paths;
  const { value } = path.first;
  const together = path.others
    .filter((step) => step.value !== value)
    .map(({ action, value: other }): Related => ({ at: other.at, message: `\`${action}\` is allowed here` }));
  const firsts = new Map(paths.filter(({ first }) => first.value !== value).map((other) => [other.first.value, other]));
  for (const other of [...paths].reverse()) if (other.first.value !== value) firsts.set(other.first.value, other);
  const others = [...firsts].map(([{ at }, other]): Related => ({ at, message: told(other) }));
  return {
    at: value.at,
    message: told(path),
    ...(yields[path.method.way] && { reach: "account", power: yields[path.method.way] }),
    related: [...together, ...others],
    fixes,
  };
}

/** A fix that narrows what is reached to what the module has for it, where that is plain. */
export function scoped(opening: PathOpening, module: Module, fits = isAssumable): readonly Fix[] {
  // a command needs its document besides, and who may change permissions must not change those that are here
  if (opening.paths.some(({ method: { way, besides } }) => besides || way === "permissions")) return [];
  const found = opening.targets.flatMap((target) => {
    const { type } = described(target);
    const meant = type === undefined ? [] : meantOf(opening.statement, module, type, fits);
    return meant.length > 0 ? [meant] : [];
  });
  if (found.length === 0 || found.length < opening.targets.length) return [];
  const all = found.flat();
  return fix(
    narrowedTitle(all),
    narrowedTo(
      opening,
      all.map(({ arn }) => arn),
    ),
  );
}

/** Whether another identity can assume a role; anything else can be what a statement is about. */
const isAssumable = (resource: Resource): boolean =>
  resource.type !== "aws_iam_role" || trustedBy(resource).some(({ type }) => type === "AWS");

/** What narrowing to some resources is called. */
export const narrowedTitle = (all: readonly Meant[]): string =>
  `Narrow the ${all.length === 1 ? "resource" : "resources"} to ${all.map(({ address }) => `\`${address}\``).join(", ")}`;

/** The same with ARNs to overtype. */
export function scopedByHand(opening: PathOpening, module: Module): readonly Fix[] {
  if (isOfEveryUser(opening.statement, opening.values)) return [];
  const documents = opening.paths.flatMap(({ method }) => method.besides?.slice(0, 1) ?? []);
  const inPlace = namedInPlace(opening);
  if (inPlace) return fix("Name the resource in the ARN", apart(opening, inPlace));
  const words = [
    ...opening.targets.map((each) => arnToOvertype(described(each).arn, module, opening.statement)),
    ...new Set(documents.map((document) => `arn:aws:ssm:*::${document}`)),
  ];
  if (words.length === 0) return [];
  const title = words.length > 1 ? "Narrow the resources to ARNs" : "Narrow the resource to an ARN";
  return fix(title, narrowedTo(opening, words));
}

/** Where the resources are ARNs that end in a star, a name to overtype in its place: the account and the path that are written stay. */
function namedInPlace({ statement: { policy, resources } }: PathOpening): Edits {
  const edits = (resources?.values ?? []).map(({ at, origin = at }) => {
    const written = origin.uri === policy.at.uri ? policy.text.slice(origin.start, origin.end) : "";
    const [, type = "", stars, mark = ""] =
      /:([\w-]+)[:/](\*+)(\\?"|$)/.exec(/arn:/.test(written) ? written : "") ?? [];
    if (stars === undefined || !written.endsWith(stars + mark)) return undefined;
    const sample = type === "instance" ? "i-0123456789abcdef0" : "app";
    const end = origin.end - mark.length;
    return {
      at: { uri: origin.uri, start: end - stars.length, end },
      text: sample,
      stops: [{ start: 0, end: sample.length }],
    };
  });
  return edits.length > 0 && !edits.includes(undefined) ? edits.flatMap((edit) => edit ?? []) : undefined;
}

/** Some of the actions of a statement. */
type StatementPart = Pick<PathOpening, "statement" | "kin">;

/** Edits that let some actions of a statement reach these resources only; what else it allows stays as it is. */
export function narrowedTo(part: StatementPart, words: readonly Text[]): Edits {
  const { statement } = part;
  const { resources } = statement;
  const wide = resources?.values.filter((value) => !isOfOtherKind(value, words)) ?? [];
  const [only, ...more] = wide;
  // what goes into a statement of its own takes along what it needs besides, a document that is run, and nothing else's
  const isOwn = othersThan(part).length === 0;
  const goesAlong = (value: Value): boolean => isOwn || kindOf(patternOf(value)) === "ssm:document";
  if (resources && only && more.length === 0 && resources.values.every((value) => value === only || goesAlong(value)))
    return apart(part, replaceValue(statement, resources, only, words));
  return apart(part, setElement(statement, "Resource", oneOrList(words)));
}

/** Whether what a value names is plainly none of what these ARNs name: a document beside instances. */
function isOfOtherKind(value: Value, words: readonly Text[]): boolean {
  const own = kindOf(patternOf(value));
  const kinds = words.map((word) =>
    kindOf(
      piecesOf(word)
        .map((piece) => (isStop(piece) ? piece.value : typeof piece === "string" ? piece : "-"))
        .join(""),
    ),
  );
  return own !== undefined && !kinds.includes(undefined) && !kinds.includes(own);
}

/** The service and the type of what an ARN names, as far as it says so; of S3 only the service. */
function kindOf(arn: string): string | undefined {
  const [, service = "", type = ""] = /^arn:[^:]*:([\w-]+):[^:]*:[^:]*:([\w-]+)[:/]/.exec(arn) ?? [];
  return service === "" || service === "s3" ? undefined : `${service}:${type}`;
}

/** What a statement allows besides. */
const othersThan = ({ statement: { actions }, kin }: StatementPart): readonly Value[] =>
  actions?.values.filter((value) => !kin.includes(value)) ?? [];

/** Edits for some of the actions, in a statement of their own where others stand beside them. */
export function apart(part: StatementPart, edits: Edits, suffix = "Scoped"): Edits {
  const { statement, kin } = part;
  const { actions } = statement;
  const others = othersThan(part);
  if (!actions || others.length === 0) return edits;
  return splitStatement(
    statement,
    removeValues(statement, actions, kin),
    all(removeValues(statement, actions, others), edits),
    suffix,
  );
}

/** A fix that holds the actions to a condition, in a statement of their own where others stand beside them. */
export const conditioned = ({ statement, values }: PathOpening, title: string, test: NewCondition): readonly Fix[] =>
  fix(title, apart({ statement, kin: values }, addCondition(statement, test), "Conditional"));

/** Asks for a second factor. */
export const secondFactor: NewCondition = { operator: "Bool", key: "aws:MultiFactorAuthPresent", values: ["true"] };

/** A fix that asks for a second factor, where those who hold the statement have one. */
export const factored = (opening: PathOpening, module: Module): readonly Fix[] =>
  isOfPeople(module, opening.statement.policy) ? conditioned(opening, "Ask for a second factor", secondFactor) : [];

/** What most often closes a path, the best first: nothing that is in view is cut off by it where that can be told. */
export const closed = (opening: PathOpening, module: Module): readonly Fix[] => [
  ...scoped(opening, module),
  ...factored(opening, module),
  ...scopedByHand(opening, module),
  ...withdrawn(opening),
];

/** A fix that takes the actions away, and the statement where it allows nothing else. */
export function withdrawn({ statement, values }: PathOpening): readonly Fix[] {
  const { actions } = statement;
  if (!actions || isPurpose(statement, values) || isOfEveryUser(statement, values)) return [];
  if (actions.values.every((value) => values.includes(value)))
    return fix("Remove the statement", removeStatement(statement));
  const title = values.length > 1 ? "Remove these actions" : "Remove the action";
  return fix(title, removeValues(statement, actions, values));
}
