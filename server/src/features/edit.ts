import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  SnippetTextEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { toRange } from "../../../language/syntax/lines.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { marginAt } from "../../../language/write/layout.ts";
import type { Abilities } from "../capabilities.ts";
import type { ClientFile, Snapshot } from "../snapshot.ts";

const annotation = "price";

/** Edits in the protocol's terms; with `asks`, the client has them confirmed where it can. */
export function workspaceEdit(
  edits: readonly Edit[],
  { source }: Pick<Snapshot, "source">,
  client: Pick<Abilities, "versionedEdits" | "annotations" | "snippets">,
  asks?: ChangeAnnotation,
): WorkspaceEdit {
  const annotated = asks !== undefined && client.versionedEdits && client.annotations;
  const written = { stops: 0 };
  const files = new Map<
    string,
    { readonly source: ClientFile; readonly edits: (TextEdit | AnnotatedTextEdit | SnippetTextEdit)[] }
  >();
  for (const edit of edits) {
    const at = source(edit.at.uri);
    if (!at) continue;
    const file = files.get(at.uri) ?? { source: at, edits: [] };
    files.set(at.uri, file);
    const range = toRange(at.lines, edit.at);
    const mark = annotated ? { annotationId: annotation } : {};
    const snippet = client.snippets && client.versionedEdits ? snippetOf(edit, at.text, written) : undefined;
    if (snippet === undefined) file.edits.push({ range, newText: edit.text, ...mark });
    else file.edits.push({ range, snippet: { kind: "snippet", value: snippet }, ...mark });
  }
  if (!client.versionedEdits) {
    const plain = [...files].map(([uri, file]) => [uri, file.edits.filter((edit) => "newText" in edit)]);
    return { changes: Object.fromEntries(plain) };
  }
  return {
    documentChanges: [...files.values()].map(({ source: { uri, version }, edits }) => ({
      textDocument: { uri, version },
      edits,
    })),
    ...(annotated && { changeAnnotations: { [annotation]: asks } }),
  };
}

/**
 * An edit as a snippet; undefined where it has no tab stops. The stops of one fix count on from edit to edit, because
 * equal numbers would be typed into together. The editor indents the lines of a snippet by what stands before it: that
 * much is left out, and where it cannot be, the edit stays plain.
 */
function snippetOf({ at, text, stops = [] }: Edit, before: string, written: { stops: number }): string | undefined {
  if (stops.length === 0) return undefined;
  let snippet = "";
  let from = 0;
  const first = written.stops;
  for (const { start, end } of [...stops].sort((a, b) => a.start - b.start)) {
    snippet += `${literal(text.slice(from, start))}\${${++written.stops}:${literal(text.slice(start, end))}}`;
    from = end;
  }
  snippet += literal(text.slice(from));
  const indent = marginAt(before, at.start);
  const [head = "", ...rest] = snippet.split("\n");
  if (indent === "") return snippet;
  if (rest.every((line) => line.startsWith(indent)))
    return [head, ...rest.map((line) => line.slice(indent.length))].join("\n");
  written.stops = first;
  return undefined;
}

const literal = (text: string): string => text.replaceAll(/[\\$}]/g, "\\$&");
