import { Resource } from "../../language/model/resource.ts";
import type { Section } from "../../language/model/section.ts";
import type { Reference, Value } from "../../language/model/value.ts";
import type { ElementList, Statement } from "../../language/policy/policy.ts";
import { carriedBy } from "../../rules/kit/carried.ts";

// What nothing but the code decides: no variable, nothing that only `terraform apply` can know.

/** Whether nothing but the code decides what is set at a path, in each block that the path leads through. */
export function isDecidedAt(section: Section, path: string): boolean {
  if (path === "") return true;
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) return isDecided(section.get(head)) || isDecidedPolicy(section, head);
  return !section.isOpen(head) && section.sections(head).every((inner) => isDecidedAt(inner, rest.join(".")));
}

/** Whether an attribute takes a policy of which all is decided: as a text it may have holes. */
function isDecidedPolicy(section: Section, path: string): boolean {
  if (!(section instanceof Resource)) return false;
  const own = carriedBy(section.module, [section]).filter(({ attachments }) =>
    attachments.some((one) => one.resource === section && one.path === path),
  );
  return own.length > 0 && own.every(({ open, effective }) => !open && effective.every(isDecidedStatement));
}

/** Whether nothing but the code decides what is set in a section: asked of a type that no example speaks of. */
export const isDecidedWhole = (section: Section): boolean =>
  [...section.values()].every(([, value]) => isDecided(value)) &&
  blockTypes(section).every((type) => !section.isOpen(type) && section.sections(type).every(isDecidedWhole));

/** What is known, or is that of a resource which is written here too: a key's ARN. */
function isDecided(value: Value): boolean {
  switch (value.state) {
    case "list":
      return !value.open && value.items.every(isDecided);
    case "mapping":
      return !value.open && [...value.entries.values()].every((entry) => isDecided(entry.value));
    case "unknown":
      if (value.parts) return value.parts.every((part) => typeof part === "string" || isDecided(part));
      return value.refs !== undefined && value.refs.length > 0 && value.refs.every(isWritten);
    default:
      return true;
  }
}

/** A resource that is written here, or the account that all of it is in. */
const isWritten = ({ mode, type }: Reference): boolean =>
  mode === "resource" || (mode === "data" && ownTypes.has(type));

const ownTypes: ReadonlySet<string> = new Set(["aws_caller_identity", "aws_partition", "aws_region"]);

/** Whether all of a statement is decided, and its policy has no others. */
export function isDecidedStatement(statement: Statement): boolean {
  const { policy, effect, actions, notActions, resources, notResources, principals, notPrincipals, conditions } =
    statement;
  const lists: readonly (ElementList<unknown> | undefined)[] = [
    actions,
    notActions,
    resources,
    notResources,
    principals,
    notPrincipals,
    conditions,
  ];
  const values = [actions, notActions, resources, notResources].flatMap((list) => list?.values ?? []);
  const identifiers = [principals, notPrincipals].flatMap((list) => list?.values ?? []).map((one) => one.identifiers);
  return (
    !policy.open &&
    !statement.open &&
    lists.every((list) => !list?.open) &&
    [effect, ...values, ...identifiers.flatMap((list) => list.values)].every(isDecided) &&
    identifiers.every(({ open }) => !open)
  );
}

/** The types of the blocks in a section, those of dynamic ones included. */
export const blockTypes = ({ block }: Section): readonly string[] => [
  ...new Set(
    block?.body.items.flatMap((item) =>
      item.kind === "block" ? ((item.type.text === "dynamic" ? item.labels[0]?.text : item.type.text) ?? []) : [],
    ),
  ),
];
