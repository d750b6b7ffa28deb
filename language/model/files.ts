import type { ChunkTree, SourceFile } from "../syntax/tree.ts";

/** `*.tf`, `*.tofu` and their JSON twins. */
export const isConfiguration = (uri: string): boolean => /\.(?:tf|tofu)(?:\.json)?$/i.test(uri);

/** `override.tf`, `*_override.tf` and their twins: what is in them is merged into the blocks of the other files. */
export const isOverride = (uri: string): boolean => /(?:\/|_)override\.(?:tf|tofu)(?:\.json)?$/i.test(uri);

/** The files of configuration that count, override files last and in order: a `.tofu` stands in place of the `.tf` of its name. */
export function configurationOf(files: readonly SourceFile[]): readonly SourceFile[] {
  const all = files.filter(({ uri }) => isConfiguration(uri));
  if (!all.some(({ uri }) => isOfTofu(uri) || isOverride(uri))) return all;
  const uris = new Set(all.map(({ uri }) => uri));
  const counting = all.filter(({ uri }) => isOfTofu(uri) || !uris.has(uri.replace(/\.tf(?=(?:\.json)?$)/i, ".tofu")));
  const overriding = counting.filter(({ uri }) => isOverride(uri)).sort((a, b) => (a.uri < b.uri ? -1 : 1));
  return [...counting.filter(({ uri }) => !isOverride(uri)), ...overriding];
}

const isOfTofu = (uri: string): boolean => /\.tofu(?:\.json)?$/i.test(uri);

/** Every part of the files of configuration, those that do not count included. */
export function* configurationTrees(files: readonly SourceFile[]): Iterable<ChunkTree> {
  for (const { uri, chunks } of files) if (isConfiguration(uri)) for (const { tree } of chunks) yield tree;
}

/** `*.tfvars` and its JSON twin. */
export const isVariables = (uri: string): boolean => /\.tfvars(?:\.json)?$/i.test(uri);

/** Whether a file of variables shows what another one is to look like, so that nothing is applied with it: `terraform.example.tfvars`. */
export const isSample = (uri: string): boolean =>
  isVariables(uri) && /(?:^|[._-])(?:examples?|samples?|template)(?=[._-])/i.test(uri.slice(uri.lastIndexOf("/") + 1));

/** Stands for a file that is there but cannot be read, so that nothing is called absent for it. */
export const unreadable = (uri: string): SourceFile => ({
  uri,
  text: "",
  syntax: /\.json$/i.test(uri) ? "json" : "hcl",
  chunks: [
    {
      start: 0,
      tree: { length: 0, body: { start: 0, end: 0, items: [] }, comments: [], errors: [], broken: true },
    },
  ],
});

export const isUnreadable = ({ text, chunks }: SourceFile): boolean => text === "" && chunks[0]?.tree.broken === true;
