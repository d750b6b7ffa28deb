import { spend } from "../budget.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

const plainAscii = /^[\t\n -~]*$/;

/** What Terraform counts as the characters of a string, grapheme clusters; undefined where it takes too long to find them. */
export function graphemes(text: string): readonly string[] | undefined {
  if (plainAscii.test(text)) return spend(text.length >> 2) ? text.split("") : undefined;
  if (!spend(text.length * 5)) return undefined;
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
