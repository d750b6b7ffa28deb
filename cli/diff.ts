import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { FileChange } from "./write.ts";

/** Where more lines come and go, all of the old ones go and all of the new ones come. */
const mostChanges = 2_000;

/** A change of a file as a unified diff, with dots in place of secrets: where one stands in it, it is for reading only. */
export function unifiedDiff(name: string, { before, after }: FileChange, secrets: Iterable<string>): string {
  if (before === after) return "";
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 3,
    maxEditLength: mostChanges,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return concealed(patch ?? replaced(name, before, after), secrets);
}

function replaced(name: string, before: string, after: string): string {
  const [gone, come] = [marked("-", before), marked("+", after)];
  return `--- a/${name}\n+++ b/${name}\n@@ -1,${gone.length} +1,${come.length} @@\n${gone.join("")}${come.join("")}`;
}

/** A text's lines behind a mark. */
const marked = (mark: string, text: string): readonly string[] =>
  (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) =>
    line.endsWith("\n") ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`,
  );

/** Secrets of several lines are hidden line by line. */
function concealed(text: string, secrets: Iterable<string>): string {
  let told = text;
  for (const secret of secrets)
    for (const line of secret.split(/\r?\n/)) if (line.trim() !== "") told = told.replaceAll(line, "•••");
  return told;
}
