import type { ChangeAnnotation, SnippetTextEdit, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { toRange } from "../../../language/syntax/lines.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { byFile, inOrder } from "../../../language/write/edit-set.ts";
import { lineStart } from "../../../language/write/layout.ts";
import type { Abilities } from "../capabilities.ts";
import type { ClientFile, Snapshot } from "../snapshot.ts";

const annotation = "price";

/** Edits in the protocol's terms; `document` is the one that is shown, if any; with `asks`, the client has them confirmed where it can. */
export function workspaceEdit(
  edits: readonly Edit[],
  { source, document }: Pick<Snapshot, "source"> & Partial<Pick<Snapshot, "document">>,
  client: Pick<Abilities, "versionedEdits" | "annotations" | "snippets">,
  asks?: ChangeAnnotation,
): WorkspaceEdit {
  const annotated = asks !== undefined && client.versionedEdits && client.annotations;
  const files = [...byFile(edits)].flatMap(([uri, own]) => {
    const file = source(uri);
    return file ? { file, own } : [];
  });
  if (!client.versionedEdits)
    return { changes: Object.fromEntries(files.map(({ file, own }) => [file.uri, plain(own, file)])) };
  return {
    documentChanges: files.map(({ file, own }) => {
      // an editor goes from stop to stop in the file that it shows
      const isShown = client.snippets && file.uri === document?.uri;
      const written = (isShown ? snippets(own, file) : undefined) ?? plain(own, file);
      return {
        textDocument: { uri: file.uri, version: file.version },
        edits: annotated ? written.map((edit) => ({ ...edit, annotationId: annotation })) : [...written],
      };
    }),
    ...(annotated && { changeAnnotations: { [annotation]: asks } }),
  };
}

const plain = (edits: readonly Edit[], { lines }: ClientFile): TextEdit[] =>
  edits.map(({ at, text }) => ({ range: toRange(lines, at), newText: text }));

/**
 * The edits of a file as snippets, undefined where none has a tab stop. The stops of one fix count on from edit to edit, because
 * equal numbers are typed into together, as those are that share a name. VS Code indents every line of every edit beside a snippet by what stands before
 * the edit: each begins where its line does, so that this is nothing.
 */
function snippets(edits: readonly Edit[], { text, lines }: ClientFile): SnippetTextEdit[] | undefined {
  if (!edits.some(({ stops = [] }) => stops.length > 0)) return undefined;
  const found: { readonly start: number; end: number; value: string }[] = [];
  const numbers = new Map<string, number>();
  let count = 0;
  const next = (shared?: string): number => {
    const number = (shared === undefined ? undefined : numbers.get(shared)) ?? ++count;
    if (shared !== undefined) numbers.set(shared, number);
    return number;
  };
  for (const edit of inOrder(edits)) {
    const start = lineStart(text, edit.at.start);
    let last = found.at(-1);
    if (last === undefined || last.end <= start) {
      last = { start, end: start, value: "" };
      found.push(last);
    }
    last.value += literal(text.slice(last.end, edit.at.start)) + snippetOf(edit, next);
    last.end = edit.at.end;
  }
  return found.map(({ value, ...span }) => ({ range: toRange(lines, span), snippet: { kind: "snippet", value } }));
}

function snippetOf({ text, stops = [] }: Edit, next: (shared?: string) => number): string {
  let snippet = "";
  let from = 0;
  for (const { start, end, shared } of [...stops].sort((a, b) => a.start - b.start)) {
    snippet += `${literal(text.slice(from, start))}\${${next(shared)}:${literal(text.slice(start, end))}}`;
    from = end;
  }
  return snippet + literal(text.slice(from));
}

const literal = (text: string): string => text.replaceAll(/[\\$}]/g, "\\$&");
