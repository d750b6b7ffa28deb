import type { Message } from "./messages.ts";

interface LspPosition {
  readonly line: number;
  readonly character: number;
}

interface ContentChange {
  readonly range?: { readonly start: LspPosition; readonly end: LspPosition };
  readonly text: string;
}

interface Open {
  readonly languageId: string;
  version: number;
  /** Its length at first. */
  readonly opened: number;
  /** Whole until it is first edited, then by lines, each with what ends it: an edit costs the same in a large document. */
  text: string | string[];
}

/** The documents that the client has open, as it has told of them. */
export class Documents {
  readonly #open = new Map<string, Open>();

  note({ method, params }: Message): void {
    const { textDocument, contentChanges = [] } = (params ?? {}) as {
      readonly textDocument?: { uri: string; languageId: string; version: number; text: string };
      readonly contentChanges?: readonly ContentChange[];
    };
    if (!textDocument) return;
    const { uri, languageId, version, text } = textDocument;
    if (method === "textDocument/didOpen") this.#open.set(uri, { languageId, version, text, opened: text.length });
    else if (method === "textDocument/didClose") this.#open.delete(uri);
    else if (method === "textDocument/didChange") {
      const open = this.#open.get(uri);
      if (!open) return;
      open.version = version;
      for (const change of contentChanges) open.text = changed(open.text, change);
    }
  }

  /** UTF-16 units in all of them, roughly: edits are not counted. */
  get size(): number {
    let size = 0;
    for (const { opened } of this.#open.values()) size += opened;
    return size;
  }

  has(uri: string): boolean {
    return this.#open.has(uri);
  }

  /** Opens every document at its present text. */
  *opening(): Iterable<Message> {
    for (const [uri, { languageId, version, text }] of this.#open) {
      const textDocument = { uri, languageId, version, text: typeof text === "string" ? text : text.join("") };
      yield { jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument } };
    }
  }
}

const linesOf = (text: string): string[] => text.split(/(?<=\n|\r(?!\n))/);

function changed(before: string | string[], { range, text }: ContentChange): string | string[] {
  if (!range) return text;
  const lines = typeof before === "string" ? linesOf(before) : before;
  // the last line is one that nothing ends
  if (/[\r\n]$/.test(lines.at(-1) ?? "")) lines.push("");
  const start = placed(lines, range.start);
  const end = placed(lines, range.end);
  let first = start.line;
  let written = lines[first]?.slice(0, start.character) + text + lines[end.line]?.slice(end.character);
  if (written.startsWith("\n") && lines[first - 1]?.endsWith("\r")) written = lines[--first] + written;
  lines.splice(first, end.line - first + 1, ...linesOf(written));
  return lines;
}

/** A position that there is: beyond a line is at its end, before what ends it. */
function placed(lines: readonly string[], { line, character }: LspPosition): LspPosition {
  const last = lines.length - 1;
  const { length } = (lines[Math.min(line, last)] ?? "").replace(/[\r\n]+$/, "");
  return line > last ? { line: last, character: length } : { line, character: Math.min(character, length) };
}
