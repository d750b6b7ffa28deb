import { workspace } from "vscode";

type DocumentFilter = { readonly scheme: string } & ({ readonly language: string } | { readonly pattern: string });

const languages = ["terraform", "terraform-vars", "opentofu", "json", "jsonc"] as const;

/** The project's own settings file. */
const settingsFile = "**/.parapet.yaml";

/** The project's own rules. */
const ruleFiles = "**/.parapet/rules/*.{yaml,yml}";

/** Files whose change can change a finding, whether they are open or not. */
export const watched = ["**/*.{tf,tofu,tfvars,json,jsonc}", settingsFile, ruleFiles] as const;

/** The schemes of documents that the server is shown. */
export function shownSchemes(): ReadonlySet<string> {
  const schemes = new Set(["file", "untitled", "vscode-vfs"]);
  for (const folder of workspace.workspaceFolders ?? []) schemes.add(folder.uri.scheme);
  return schemes;
}

/**
 * What the server is shown. Schemes are named so that it stays out of diffs, history and output, which are documents
 * too; those of the open folders are added for file systems that only an extension knows (`vscode-vfs` and others).
 */
export function documents(): DocumentFilter[] {
  return [...shownSchemes()].flatMap((scheme) => [
    ...languages.map((language) => ({ scheme, language })),
    { scheme, pattern: settingsFile },
    { scheme, pattern: ruleFiles },
  ]);
}
