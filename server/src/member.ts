import { URI } from "vscode-uri";
import { canonical } from "../../analysis/run/uri.ts";
import { table } from "../../language/syntax/table.ts";

const untitled: Readonly<Record<string, string>> = table({
  terraform: "main.tf",
  opentofu: "main.tofu",
  "terraform-vars": "terraform.tfvars",
  json: "policy.json",
  jsonc: "policy.json",
});

/**
 * Under which URI a document takes part in a module. One without a name yet has only its language: it becomes the
 * one file of a directory of its own.
 */
export function memberUri(uri: string, languageId: string): string {
  const { scheme, path } = URI.parse(uri);
  const name = untitled[languageId];
  if (scheme !== "untitled" || name === undefined || /\.\w+$/.test(path)) return canonical(uri);
  return canonical(`untitled:/${path.replace(/^\//, "")}/${name}`);
}
