import type { TextDocumentsConfiguration } from "vscode-languageserver";
import { isRead } from "../../analysis/project.ts";
import { parse, reparse } from "../../language/syntax/parse.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { edited, type Lines, lines, remember, toReplacement } from "./convert.ts";
import { memberUri, nameOf, parentOf } from "./uri.ts";

/** An open document at one version. */
export interface Document {
  /** As the client writes it. */
  readonly uri: string;
  /** Under which it takes part in a module. */
  readonly member: string;
  readonly version: number;
  readonly text: string;
  readonly lines: Lines;
  /** Undefined for what takes no part in a module. Older than the text while `isStale`. */
  readonly file: SourceFile | undefined;
}

/** Longest text, in UTF-16 units, that is read at every keystroke; a longer one is read when it is saved. */
const longestTyped = 2_000_000;

/** Whether the tree waits for a save because the text is very large. */
export const isStale = ({ file, text }: Document): boolean => file !== undefined && file.text !== text;

const tree = (uri: string, text: string): SourceFile => parse(uri, isBinary(text) ? "" : text);

const isBinary = (text: string): boolean => text.slice(0, 8000).includes("\0");

/**
 * Keeps documents with their lines and trees, both brought forward edit by edit. One in a directory that is left alone is taken in without
 * being read, and so is stale.
 */
export const documents = (isLeftAlone: (directory: string) => boolean): TextDocumentsConfiguration<Document> => ({
  create(uri, languageId, version, text) {
    const member = memberUri(uri, languageId);
    const document = { uri, member, version, text, lines: lines(text) };
    if (!isRead(nameOf(member))) return { ...document, file: undefined };
    return isLeftAlone(parentOf(member)) ? { ...document, file: tree(member, "") } : read(document);
  },
  update(document, changes, version) {
    let { text, lines, file } = document;
    let isCurrent = !isStale(document);
    for (const change of changes) {
      const replacement = toReplacement(lines, change);
      text = text.slice(0, replacement.start) + replacement.text + text.slice(replacement.end);
      lines = edited(lines, replacement, text);
      if (!file) continue;
      const isTyped = text.length <= longestTyped && !isLeftAlone(parentOf(document.member));
      if (isTyped) file = isCurrent ? reparse(file, replacement, text) : tree(document.member, text);
      isCurrent = isTyped;
    }
    if (file && isCurrent) remember(file, lines);
    return { ...document, version, text, lines, file };
  },
});

/** The document with a tree of its present text. */
export function read(document: Omit<Document, "file">): Document {
  const file = tree(document.member, document.text);
  remember(file, document.lines);
  return { ...document, file };
}
