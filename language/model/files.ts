import type { SourceFile } from "../syntax/tree.ts";

/** `*.tf`, `*.tofu` and their JSON twins. */
export const isConfiguration = (uri: string): boolean => /\.(?:tf|tofu)(?:\.json)?$/i.test(uri);

/** `*.tfvars` and its JSON twin. */
export const isVariables = (uri: string): boolean => /\.tfvars(?:\.json)?$/i.test(uri);

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
