import { parseHcl, reparseHcl } from "./parse-hcl.ts";
import { parseJson, reparseJson } from "./parse-json.ts";
import type { TextChange } from "./text.ts";
import type { SourceFile } from "./tree.ts";

/** Reads a file as its name says: `*.json` as JSON, everything else as HCL's native syntax. Never fails. */
export function parse(uri: string, text: string): SourceFile {
  return uri.endsWith(".json") ? parseJson(uri, text) : parseHcl(uri, text);
}

/**
 * Reads a file anew after `change`, which counts in offsets of the text before; `text` is the whole text after it.
 * The answer equals `parse(file.uri, text)`, and shares what the change does not touch with `file`.
 */
export function reparse(file: SourceFile, change: TextChange, text: string): SourceFile {
  return file.syntax === "json" ? reparseJson(file, change, text) : reparseHcl(file, change, text);
}
