import type { TextDocumentsConfiguration } from "vscode-languageserver";
import { isRead } from "../../analysis/run/project.ts";
import { nameOf, parentOf } from "../../analysis/run/uri.ts";
import { unreadable } from "../../language/model/files.ts";
import { bringsPolicy, isForeign, isOrdinaryJson } from "../../language/policy/json.ts";
import { edited, type Lines, lines, remember } from "../../language/syntax/lines.ts";
import { parse, reparse } from "../../language/syntax/parse.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { toReplacement } from "./convert.ts";
import { faults, isBinary, tooLarge } from "./disk.ts";
import { memberUri } from "./member.ts";

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
  /** Why it is not read, though it may take part in a module: it goes on from the name. */
  readonly unread: string | undefined;
  /** Where the last edit ended, which is all that is known of the cursor; undefined before the first one. */
  readonly cursor: number | undefined;
}

/** How long a text may be, in UTF-16 units. */
export interface Limits {
  /** One that is read at every keystroke; a longer one is read when it is saved. */
  readonly typed: number;
  /** One that is read at all. */
  readonly saved: number;
}

/** Whether the tree waits for a save because the text is very large, or stands for a text that is not read. */
export const isStale = ({ file, text }: Document): boolean => file !== undefined && file.text !== text;

type Unparsed = Omit<Document, "file" | "unread">;

/**
 * Keeps documents with their lines and trees, both brought forward edit by edit. One in a directory that is left alone is taken in without
 * being read, and so is stale.
 */
export const documents = (
  limits: () => Limits,
  isLeftAlone: (directory: string) => boolean,
): TextDocumentsConfiguration<Document> => ({
  create(uri, languageId, version, text) {
    const member = memberUri(uri, languageId);
    const document = { uri, member, version, text, lines: lines(text), cursor: undefined };
    return isRead(nameOf(member)) && isLeftAlone(parentOf(member))
      ? { ...document, file: parse(member, ""), unread: undefined }
      : read(document, limits());
  },
  update(document, changes, version) {
    const { typed, saved } = limits();
    const isTree = document.file !== undefined && document.unread === undefined;
    let { text, lines, file, cursor } = document;
    let isCurrent = isTree && !isStale(document);
    let mayBePolicy = false;
    let mayBeNone = false;
    for (const change of changes) {
      const replacement = toReplacement(lines, change);
      const { start, end, text: inserted } = replacement;
      mayBeNone ||= isTree && isOrdinaryJson(document.member) && bringsPolicy(text, start, end);
      text = text.slice(0, start) + inserted + text.slice(end);
      lines = edited(lines, replacement, text);
      cursor = start + inserted.length;
      mayBePolicy ||= !isTree && bringsPolicy(text, start, start + inserted.length);
      if (!file || !isTree) continue;
      const isTyped = text.length <= typed && !isLeftAlone(parentOf(document.member));
      if (isTyped) file = isCurrent ? reparse(file, replacement, text) : parse(document.member, text);
      isCurrent = isTyped;
    }
    const after = { ...document, version, text, lines, file, cursor };
    // what had no tree is looked at whole only where that may have changed
    const isOther = isTree
      ? text.length > saved || isBinary(text) || (mayBeNone && isForeign(document.member, text))
      : (mayBePolicy && text.length <= typed) || (document.unread !== undefined && text.length <= saved);
    if (isOther) return read(after, limits());
    if (file && isCurrent) remember(file, lines);
    return after;
  },
});

/** The document with a tree of its present text, unless that takes no part in a module, or is not to be read. */
export function read(document: Unparsed, { saved }: Limits): Document {
  const { member, text, lines } = document;
  if (!isRead(nameOf(member)) || isForeign(member, text)) return { ...document, file: undefined, unread: undefined };
  const unread = isBinary(text) ? faults.notText : text.length > saved ? tooLarge(text.length, saved) : undefined;
  if (unread !== undefined) return { ...document, file: standIn(member), unread };
  const file = parse(member, text);
  remember(file, lines);
  return { ...document, file, unread };
}

/** What takes the place of a file that cannot be read: nothing is declared in JSON that is not Terraform's. */
export const standIn = (uri: string): SourceFile | undefined => (isOrdinaryJson(uri) ? undefined : unreadable(uri));
