import type { Checked } from "../analysis/run/check.ts";
import type { Finding } from "../analysis/run/finding.ts";
import type { Place } from "../language/syntax/text.ts";
import { joined, masked, secretSpans } from "../rules/aws/secrets/shapes/masking.ts";
import type { Fix } from "../rules/kit/rule.ts";
import type { SourceOf } from "./source.ts";
import type { FileChange } from "./write.ts";

/** What a report may show of the files that it speaks of. */
export interface Concealed {
  /** A file with dots in place of its secrets: those that its text tells of, and those that were found in it. */
  readonly source: SourceOf;
  /** Whether nothing that a fix writes is a secret. */
  isTold(fix: Pick<Fix, "edits">): boolean;
}

/** What stands in files, before and after, and is not to be shown: of what their texts tell, and of what was found in them. */
export function secretsIn(changes: readonly FileChange[], { files, report }: Checked): readonly string[] {
  const found = report.findings.flatMap(({ secret }) =>
    secret ? (files.read(secret.uri) ?? "").slice(secret.start, secret.end) : [],
  );
  const told = changes
    .flatMap(({ before, after }) => [before, after])
    .flatMap((text) => secretSpans(text).map(({ start, end }) => text.slice(start, end)));
  return [...new Set([...found, ...told])].filter((secret) => secret !== "");
}

export function concealed(findings: readonly Pick<Finding, "secret">[], sourceOf: SourceOf): Concealed {
  const places = new Map<string, Place[]>();
  for (const { secret } of findings) {
    if (!secret) continue;
    const known = places.get(secret.uri);
    if (known) known.push(secret);
    else places.set(secret.uri, [secret]);
  }
  const sources = new Map<string, ReturnType<SourceOf>>();
  let texts: ReadonlySet<string> | undefined;
  return {
    source(uri) {
      const known = sources.get(uri);
      if (known) return known;
      const source = sourceOf(uri);
      const spans = joined([...secretSpans(source.text), ...(places.get(uri) ?? [])]);
      const made = { ...source, text: masked(source.text, spans) };
      sources.set(uri, made);
      return made;
    },
    isTold({ edits }) {
      texts ??= new Set(
        [...places].flatMap(([uri, own]) => own.map(({ start, end }) => sourceOf(uri).text.slice(start, end))),
      );
      const found = texts;
      return edits.every(
        ({ text }) =>
          secretSpans(text).length === 0 && ![...found].some((secret) => secret !== "" && text.includes(secret)),
      );
    },
  };
}
