import type { Module } from "../../language/model/module.ts";
import { addTo } from "../../language/multimap.ts";
import { documentOf, type Policy } from "../../language/policy/policy.ts";
import { areSame, areSameSets, fact, keptEntries, memo, memoBy } from "../../language/query/engine.ts";
import { detached } from "../../language/syntax/text.ts";
import type { Chunk, ChunkTree, SourceFile } from "../../language/syntax/tree.ts";

/** A block at the top of a file: `resource`, `aws_s3_bucket`, `logs`. */
export interface Namer {
  readonly kind: string;
  readonly type: string;
  readonly name: string;
}

/** What is looked for: in the text, since every attribute of whatever block counts; and whether it is packed for a program there. */
const looked =
  /(\bbase64(?:encode|gzip)\(\s*data\.)?\b((?:aws_cloudwatch_metric_alarm|aws_iam_policy_document|aws_security_group)\.[\w-]+)/g;

/** The blocks of a module that name a security group, an alarm or a policy document of it, as in `aws_security_group.web`. */
export const namersOf = memoBy(
  (module: Module, address: string): readonly Namer[] => (namers(module).get(address) ?? []).map(read),
  { equals: (a, b) => areSame(a.map(written), b.map(written)) },
);

const written = ({ kind, type, name }: Namer): string => `${kind} ${type} ${name}`;

const read = (text: string): Namer => {
  const [kind = "", type = "", name = ""] = text.split(" ");
  return { kind, type, name };
};

const namers = memo((module: Module): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const namings of byFile(module).values())
    for (const naming of namings) {
      const end = naming.indexOf(" ");
      addTo(found, naming.slice(0, end), naming.slice(end + 1));
    }
  return found;
});

/** What is named in each file, and by which block: `aws_security_group.web resource aws_instance shop`. */
const byFile = memo(
  (module: Module): ReadonlyMap<string, readonly string[]> =>
    new Map(module.files.map((file) => [file.uri, namingsIn(file)])),
  { kept: keptEntries(areSame) },
);

const namingsIn = fact((file: SourceFile): readonly string[] => file.chunks.flatMap((chunk) => namingsAt(file, chunk)));

/** Read once of what stays when its file changes. */
const known = fact((_: ChunkTree): { namings?: readonly string[] } => ({}));

function namingsAt({ text }: SourceFile, { start, tree }: Chunk): readonly string[] {
  const own = known(tree);
  own.namings ??= [...text.slice(start, start + tree.length).matchAll(looked)].map(([, packing, address]) =>
    detached(`${address} ${packing === undefined ? labels(tree) : packed}`),
  );
  return own.namings;
}

/** What stands for a block that names a document only to pack it for a program. */
const packed = written({ kind: "packed", type: "", name: "" });

function labels({ body: { items } }: ChunkTree): string {
  const [block] = items;
  if (block?.kind !== "block") return "";
  const [type, name] = block.labels;
  return written({ kind: block.type.text, type: type?.text ?? "", name: name?.text ?? "" });
}

/** Whether a document is only packed for a program, which does with it what it likes: AWS takes no policy in Base64. */
export const isPacked = (policy: Policy): boolean => isUnattachedAmong(policy, packedOnly);

/** Whether nothing carries a policy and its document is one of those, by their addresses. */
function isUnattachedAmong(policy: Policy, addressesIn: (module: Module) => ReadonlySet<string>): boolean {
  const document = documentOf(policy);
  if (!document || policy.attachments.length > 0) return false;
  const { module, type, name } = document;
  return addressesIn(module).has(`${type}.${name}`);
}

const packedOnly = memo(
  (module: Module): ReadonlySet<string> =>
    new Set([...namers(module)].flatMap(([address, by]) => (by.every((text) => text === packed) ? [address] : []))),
  { equals: areSameSets },
);

/** Whether a document is named by resources only of which this call makes none: what it says holds for nothing. */
export const isIdle = (policy: Policy): boolean => isUnattachedAmong(policy, idle);

/** One list for all: to look at who names each document is dear where a letter changes who names what. */
const idle = memo(
  (module: Module): ReadonlySet<string> => {
    const made = new Map<string, ReadonlySet<string>>();
    const isMade = (type: string, name: string): boolean => {
      const names = made.get(type) ?? new Set(module.ofType(type).map((resource) => resource.name));
      made.set(type, names);
      return names.has(name);
    };
    const isUnmade = ({ kind, type, name }: Namer): boolean => kind === "resource" && !isMade(type, name);
    return new Set(
      [...namers(module)].flatMap(([address, by]) =>
        address.startsWith("aws_iam_policy_document.") && by.every((text) => isUnmade(read(text))) ? [address] : [],
      ),
    );
  },
  { equals: areSameSets },
);
