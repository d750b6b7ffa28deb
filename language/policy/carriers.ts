import type { Module } from "../model/module.ts";
import type { Resource } from "../model/resource.ts";
import type { Section } from "../model/section.ts";
import type { Reference, Value } from "../model/value.ts";
import { addTo } from "../multimap.ts";
import { memo, memoBy } from "../query/engine.ts";
import type { Expression } from "../syntax/tree.ts";
import { organizationKinds, policyAttributes } from "./attachments.ts";
import type { Attachment, PolicyKind } from "./policy.ts";
import { isCalledBoundary } from "./recognise.ts";

export const documentType = "aws_iam_policy_document";

/** What takes other documents in. */
export const mergingAttributes = [
  "source_policy_documents",
  "override_policy_documents",
  "source_json",
  "override_json",
];

/** The attributes that take a policy, by the keys of what it is referred to as. */
export const attachmentsOf = (module: Module, ...keys: readonly string[]): readonly Attachment[] =>
  keys.flatMap((key) => carriersBy(module.root, key));

const carriersBy = memoBy((root: Module, key: string): readonly Attachment[] => carried(root).get(key) ?? [], {
  equals: (a, b) =>
    a.length === b.length &&
    a.every(({ resource, path, kind }, index) => {
      const other = b[index];
      return other?.resource === resource && other.path === path && other.kind === kind;
    }),
});

/** What a reference is kept by, whatever attribute it asks for. */
export const keyOf = ({ module, mode, type, name }: Omit<Reference, "attribute">): string =>
  mode === "local" || mode === "var" ? `${module} ${mode} ${name}` : `${module} ${mode} ${type} ${name}`;

/** The keys under which references to an instance of a document are kept: those that mean it, and those that do not say which. */
export function documentKeys({ module, type, name, key }: Resource): readonly string[] {
  const every = keyOf({ module: module.address, mode: "data", type, name });
  return key === "" ? [every] : [`${every} ${key}`, `${every} ${anyKey}`];
}

/** Stands for the key of an instance where a reference does not say which is meant. */
const anyKey = "[]";

/** What references to a text that `file()` reads are kept by. */
export const fileKey = (module: Module, uri: string): string =>
  keyOf({
    module: module.address,
    mode: "file",
    type: "",
    name: decodeURIComponent(uri.slice(module.directory.length + 1)),
  });

/** What the attributes that take policies refer to, in the whole tree of modules. */
const carried = memo((root: Module): ReadonlyMap<string, readonly Attachment[]> => {
  const found = new Map<string, Attachment[]>();
  const known = new Set<string>();
  const ids = new Map<Resource, number>();
  const add = (key: string, attachment: Attachment): boolean => {
    const { resource, path } = attachment;
    const id = ids.get(resource) ?? ids.size;
    ids.set(resource, id);
    const way = `${id} ${path} ${key}`;
    if (known.has(way)) return false;
    known.add(way);
    addTo(found, key, attachment);
    return true;
  };
  for (const module of root.tree())
    for (const type of policyAttributes.keys())
      for (const resource of module.ofType(type))
        for (const [key, attachment] of carriedBy(resource)) add(key, attachment);
  const taken = new Map<string, Set<string>>();
  for (const module of root.tree())
    for (const document of module.data(documentType))
      for (const key of documentKeys(document))
        taken.set(key, new Set([...(taken.get(key) ?? []), ...takenBy(document)]));
  // what carries a document carries what it takes in
  const due = [...found].flatMap(([key, attachments]) => attachments.map((attachment) => [key, attachment] as const));
  for (let next = due.pop(); next; next = due.pop()) {
    const [from, attachment] = next;
    for (const key of taken.get(from) ?? []) if (add(key, attachment)) due.push([key, attachment]);
  }
  return found;
});

/** What the attributes of a resource that take policies take, by the keys of what they refer to. */
const carriedBy = memo((resource: Resource): readonly (readonly [key: string, carrier: Attachment])[] =>
  (policyAttributes.get(resource.type) ?? []).flatMap(({ path }) =>
    at(resource, path).flatMap(([section, name]) => {
      const kind = kindAt(resource, path);
      return kind ? [...keysOf(section, name)].map((key) => [key, { resource, path, kind }] as const) : [];
    }),
  ),
);

const takenBy = memo(
  (document: Resource): ReadonlySet<string> =>
    new Set(mergingAttributes.flatMap((name) => [...keysOf(document, name)])),
);

/** The sections that hold the last step of a path. */
function at(section: Section, path: string): readonly (readonly [Section, string])[] {
  const dot = path.indexOf(".");
  if (dot < 0) return [[section, path]];
  return section.sections(path.slice(0, dot)).flatMap((inner) => at(inner, path.slice(dot + 1)));
}

function* keysOf(section: Section, name: string): Iterable<string> {
  const expression = section.attribute(name)?.value;
  for (const item of distinct(section.get(name)))
    for (const reference of item.refs ?? []) {
      yield keyOf(reference);
      if (reference.mode === "data") yield `${keyOf(reference)} ${reference.key ?? anyKey}`;
    }
  const named = expression && namedBy(expression);
  if (named) yield keyOf({ module: section.module.address, type: "", ...named });
}

/** `local.policy` and `var.policy` by themselves. */
function namedBy(expression: Expression): { readonly mode: "local" | "var"; readonly name: string } | undefined {
  if (expression.kind !== "attr" || expression.on.kind !== "root") return undefined;
  const mode = expression.on.name;
  return mode === "local" || mode === "var" ? { mode, name: expression.name.text } : undefined;
}

/** What a policy is in an attribute of a resource; undefined where that takes none. */
export function kindAt(resource: Resource, path: string): PolicyKind | undefined {
  const attribute = policyAttributes.get(resource.type)?.find((other) => other.path === path);
  if (resource.type === "aws_iam_policy" && attribute) return isBoundary(resource) ? "boundary" : attribute.kind;
  if (attribute?.kind !== "scp") return attribute?.kind;
  const type = resource.get("type");
  if (type.state === "absent") return "scp";
  return type.state === "known" ? organizationKinds[String(type.value)] : undefined;
}

/** Whether a managed policy limits and grants nothing: what is attached as well grants. */
function isBoundary({ module, mode, type, name }: Resource): boolean {
  const key = keyOf({ module: module.address, mode, type, name });
  const use = useByIdentities(module.root, key);
  return use !== "attached" && (isCalledBoundary(name) || use === "limiting");
}

const useByIdentities = memoBy((root: Module, key: string): "attached" | "limiting" | undefined => {
  const { limiting, attached } = managedByIdentities(root);
  if (attached.has(key)) return "attached";
  return limiting.has(key) ? "limiting" : undefined;
});

/** What the identities of a whole tree of modules take as their permissions boundary, and what is attached to them. */
const managedByIdentities = memo((root: Module) => {
  const taken = { limiting: new Set<string>(), attached: new Set<string>() };
  for (const module of root.tree())
    for (const [type, [attribute, use]] of managedTakers)
      for (const taker of module.ofType(type)) for (const key of keysOf(taker, attribute)) taken[use].add(key);
  return taken;
});

/** Resource types that take a managed policy by its ARN. */
const managedTakers: ReadonlyMap<string, readonly [attribute: string, use: "limiting" | "attached"]> = new Map([
  ["aws_iam_role", ["permissions_boundary", "limiting"]],
  ["aws_iam_user", ["permissions_boundary", "limiting"]],
  ["aws_iam_role_policy_attachment", ["policy_arn", "attached"]],
  ["aws_iam_user_policy_attachment", ["policy_arn", "attached"]],
  ["aws_iam_group_policy_attachment", ["policy_arn", "attached"]],
  ["aws_iam_policy_attachment", ["policy_arn", "attached"]],
]);

/** What stands in a list, or alone; what the same name led to is one, however often it is there. */
export function distinct(value: Value): readonly Value[] {
  if (value.state !== "list") return [value];
  return [...new Map(value.items.map((item) => [item.refs ?? item, item])).values()];
}
