import type { Module } from "../../language/model/module.ts";
import { addTo } from "../../language/multimap.ts";
import { documentOf, type Policy } from "../../language/policy/policy.ts";
import { areSame, fact, memo, memoBy } from "../../language/query/engine.ts";
import { detached } from "../../language/syntax/text.ts";
import type { Chunk, ChunkTree, SourceFile } from "../../language/syntax/tree.ts";

/** A block at the top of a file: `resource`, `aws_s3_bucket`, `logs`. */
export interface Namer {
  readonly kind: string;
  readonly type: string;
  readonly name: string;
}

/** What is looked for: in the text, since every attribute of whatever block counts. */
const looked = /\b(aws_iam_policy_document|aws_security_group)\.([\w-]+)/g;

/** The blocks of a module that name a security group or a policy document of it, as in `aws_security_group.web`. */
export const namersOf = memoBy(
  (module: Module, address: string): readonly Namer[] => (namers(module).get(address) ?? []).map(read),
  { equals: (a, b) => areSame(a.map(written), b.map(written)) },
);

const written = ({ kind, type, name }: Namer): string => `${kind} ${type} ${name}`;

const read = (text: string): Namer => {
  const [kind = "", type = "", name = ""] = text.split(" ");
  return { kind, type, name };
};

const namers = memo(
  (module: Module): ReadonlyMap<string, readonly string[]> => {
    const found = new Map<string, string[]>();
    for (const file of module.files)
      for (const chunk of file.chunks) {
        const names = namedIn(file, chunk);
        const by = names.length > 0 ? labelled(chunk.tree) : "";
        for (const address of names) addTo(found, address, by);
      }
    return found;
  },
  { equals: (a, b) => a.size === b.size && [...a].every(([address, by]) => areSame(by, b.get(address) ?? [])) },
);

function labelled({ body: { items } }: ChunkTree): string {
  const [block] = items;
  if (block?.kind !== "block") return "";
  const [type, name] = block.labels;
  return detached(written({ kind: block.type.text, type: type?.text ?? "", name: name?.text ?? "" }));
}

/** Read once of what stays when its file changes. */
const known = fact((_: ChunkTree): { names?: readonly string[] } => ({}));

function namedIn({ text }: SourceFile, { start, tree }: Chunk): readonly string[] {
  const own = known(tree);
  own.names ??= [...text.slice(start, start + tree.length).matchAll(looked)].map(([address]) => detached(address));
  return own.names;
}

/** Whether a document is named by resources only of which this call makes none: what it says holds for nothing. */
export function isIdle(policy: Policy): boolean {
  const document = documentOf(policy);
  if (!document || policy.attachments.length > 0) return false;
  const { module, type, name } = document;
  return idle(module).has(`${type}.${name}`);
}

/** One list for all: to look at who names each document is dear where a letter changes who names what. */
const idle = memo(
  (module: Module): ReadonlySet<string> =>
    new Set(
      [...namers(module)].flatMap(([address, by]) =>
        address.startsWith("aws_iam_policy_document.") && by.every((text) => isUnmade(module, read(text)))
          ? [address]
          : [],
      ),
    ),
  { equals: (a, b) => a.size === b.size && [...a].every((address) => b.has(address)) },
);

const isUnmade = (module: Module, { kind, type, name }: Namer): boolean =>
  kind === "resource" && !module.ofType(type).some((resource) => resource.name === name);
