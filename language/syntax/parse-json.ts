import type { SourceFile } from "./tree.ts";

export function parseJson(uri: string, text: string): SourceFile {
  return { uri, text, syntax: "json", chunks: [] };
}
