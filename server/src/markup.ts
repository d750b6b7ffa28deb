import { type MarkupContent, MarkupKind } from "vscode-languageserver";

/** Markdown as it is, or as plain text for a client that cannot show it. */
export const markup = (markdown: string, isShown: boolean): MarkupContent =>
  isShown ? { kind: MarkupKind.Markdown, value: markdown } : { kind: MarkupKind.PlainText, value: plain(markdown) };

function plain(markdown: string): string {
  return markdown
    .replaceAll(/(?: · | {2}\n)?\[[^\]]*\]\(command:[^)]*\)/g, "")
    .replaceAll(/\[([^\]]*)\]\(([^)]*)\)/g, "$1: $2")
    .replaceAll(/\*\*|`/g, "")
    .replaceAll(/ {2}$/gm, "")
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!<>|&~@:=])/g, "$1");
}
