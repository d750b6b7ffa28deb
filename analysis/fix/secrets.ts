import { fact } from "../../language/query/engine.ts";
import type { Edit, Place, Span } from "../../language/syntax/text.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import { joined, secretSpans } from "../../rules/aws/secrets/shapes/masking.ts";
import type { Checked } from "../run/check.ts";

/** Whether edits take away a secret that none of the edited files has afterwards: it may have been the only copy. */
export function dropsSecret(before: Checked, after: Checked, edits: readonly Edit[]): true | undefined {
  const files = new Set(edits.map(({ at }) => at.uri));
  let kept: ReadonlySet<string> | undefined;
  for (const uri of files) {
    for (const { text, at } of secretsIn(before, uri)) {
      if (!edits.some((edit) => isOver(edit, at))) continue;
      kept ??= new Set([...files].flatMap((each) => secretsIn(after, each).map(({ text }) => text)));
      if (!kept.has(text)) return true;
    }
  }
  return undefined;
}

/** Whether edits write over the secret that a finding is about and nowhere write it again, as far as can be seen before they are tried. */
export function takesOut({ files }: Checked, secret: Place | undefined, edits: readonly Edit[]): boolean {
  if (!secret || !edits.some((edit) => isOver(edit, secret))) return false;
  const text = files.parse(secret.uri)?.text.slice(secret.start, secret.end);
  return text === undefined || !edits.some((edit) => edit.text.includes(text));
}

/** Whether an edit writes over what stands there. */
const isOver = ({ at }: Edit, { uri, start, end }: Place): boolean =>
  at.uri === uri && at.start < end && start < at.end;

/** The secrets of a file: those that its text tells of, and those that were found in it. */
function secretsIn({ files, report }: Checked, uri: string): readonly { readonly at: Place; readonly text: string }[] {
  const file = files.parse(uri);
  if (!file) return [];
  const found = [...report.byFile.values()].flatMap((findings) =>
    findings.flatMap(({ secret }) => (secret?.uri === uri ? secret : [])),
  );
  return joined([...spansOf(file), ...found]).map(({ start, end }) => ({
    at: { uri, start, end },
    text: file.text.slice(start, end),
  }));
}

const spansOf = fact((file: SourceFile): readonly Span[] => secretSpans(file.text));
