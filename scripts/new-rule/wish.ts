import { closest } from "../../language/schema/closest.ts";
import { member, membersOf, resourceTypes } from "../../language/schema/schema.ts";

/** What a new rule is to look at and to demand, as far as the command line says it and the provider's schema has it. */
export interface Wish {
  readonly id: string;
  readonly service: string;
  readonly what: string;
  readonly type: string;
  /** Undefined where the rule is to be written by hand. */
  readonly demand: Demand | undefined;
}

export interface Demand {
  /** As `bucket_key_enabled` or `rule.bucket_key_enabled`. */
  readonly path: string;
  readonly value: string | number | boolean;
}

/** What the arguments ask for; a sentence where they cannot mean anything. */
export function wish([id = "", ...rest]: readonly string[]): Wish | string {
  const [, service, what] = /^aws-([a-z0-9]+)-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(id) ?? [];
  if (service === undefined || what === undefined)
    return `The first argument is the rule's id, aws-<service>-<what-is-wrong> in small letters${id === "" ? "" : `, and ${id} is none`}.`;
  const [named, assignment] = rest[0]?.includes("=") ? [undefined, rest[0]] : rest;
  const type = named ?? typeIn(id);
  if (type === undefined)
    return `No resource type begins like ${id}. Name one as the second argument, such as ${someOf([...resourceTypes].filter((one) => one.includes(service)))}.`;
  if (!resourceTypes.has(type))
    return `The AWS provider has no ${type}.${meant(resourceTypes.closest(type) ?? closestOf(type))}`;
  if (assignment === undefined) return { id, service, what, type, demand: undefined };
  const demand = demandOf(type, assignment);
  return typeof demand === "string" ? demand : { id, service, what, type, demand };
}

/** The longest type that an id begins like: `aws_efs_file_system` in `aws-efs-file-system-unencrypted`. */
function typeIn(id: string): string | undefined {
  const words = id.split("-");
  for (let count = words.length; count > 1; count--) {
    const type = words.slice(0, count).join("_");
    if (resourceTypes.has(type)) return type;
  }
  return undefined;
}

/** `aws_vpc_lattice_service` is `aws_vpclattice_service` in the provider. */
const closestOf = (type: string): string | undefined =>
  [...resourceTypes].find((one) => one.replaceAll("_", "") === type.replaceAll(/[_-]/g, ""));

function demandOf(type: string, assignment: string): Demand | string {
  const [, path = "", text = ""] = /^([^=]*)=(.*)$/s.exec(assignment) ?? [];
  const found = member(type, path);
  if (found === "anything") return { path, value: text };
  if (found === undefined) {
    const names = path.split(".");
    const name = names.pop() ?? "";
    const parent = names.join(".");
    const candidates = membersOf(type, parent).map((one) => one.name);
    const there = parent === "" ? type : `\`${parent}\` of ${type}`;
    if (candidates.length === 0) return `${type} has no block \`${parent}\`.${meant(closest(parent, blocksOf(type)))}`;
    return `There is no \`${name}\` in ${there}.${meant(closest(name, candidates)) || ` There is ${someOf(candidates)}.`}`;
  }
  if (found.kind === "block")
    return `\`${path}\` is a block of ${type}. Name an attribute in it, such as ${path}.${membersOf(type, path).find(({ kind }) => kind === "attribute")?.name}=${text}.`;
  switch (found.type) {
    case "bool":
      return text === "true" || text === "false"
        ? { path, value: text === "true" }
        : `\`${path}\` is true or false, and not ${text}.`;
    case "number":
      return text !== "" && Number.isFinite(Number(text))
        ? { path, value: Number(text) }
        : `\`${path}\` is a number, and not ${text}.`;
    case "string":
      return text === "" ? `Say what \`${path}\` must be: ${path}=VALUE.` : { path, value: text };
    default:
      return `\`${path}\` is a ${found.type}, which is more than attribute=value can say. Leave it out, and write the check by hand.`;
  }
}

const blocksOf = (type: string): readonly string[] =>
  membersOf(type).flatMap(({ kind, name }) => (kind === "block" ? [name] : []));

const meant = (name: string | undefined): string => (name === undefined ? "" : ` Did you mean ${name}?`);

const mostNamed = 8;

const someOf = (names: readonly string[]): string =>
  names.length === 0
    ? "aws_s3_bucket"
    : `${names.slice(0, mostNamed).join(", ")}${names.length > mostNamed ? ", …" : ""}`;
