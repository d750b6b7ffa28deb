import type { Place } from "../../language/syntax/text.ts";
import { joined, masked, secretSpans } from "../../rules/aws/secrets/masking.ts";
import type { Fix } from "../../rules/kit/rule.ts";
import type { Outcome, Source } from "../outcome.ts";

/** What a report may show of the files that it speaks of. */
export interface Concealed {
  /** A file with dots in place of its secrets: those that its text tells of, and those that were found in it. */
  source(uri: string): Source;
  /** Whether nothing that a fix writes is a secret. */
  isTold(fix: Fix): boolean;
}

export function concealed(outcome: Outcome): Concealed {
  const places = new Map<string, Place[]>();
  for (const { secret } of outcome.findings.map(({ finding }) => finding)) {
    if (!secret) continue;
    const known = places.get(secret.uri);
    if (known) known.push(secret);
    else places.set(secret.uri, [secret]);
  }
  const sources = new Map<string, Source>();
  let texts: ReadonlySet<string> | undefined;
  return {
    source(uri) {
      const known = sources.get(uri);
      if (known) return known;
      const source = outcome.source(uri);
      const spans = joined([...secretSpans(source.text), ...(places.get(uri) ?? [])]);
      const made = { ...source, text: masked(source.text, spans) };
      sources.set(uri, made);
      return made;
    },
    isTold({ edits }) {
      texts ??= new Set(
        [...places].flatMap(([uri, own]) => own.map(({ start, end }) => outcome.source(uri).text.slice(start, end))),
      );
      const found = texts;
      return edits.every(
        ({ text }) =>
          secretSpans(text).length === 0 && ![...found].some((secret) => secret !== "" && text.includes(secret)),
      );
    },
  };
}
