const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

const plainAscii = /^[\t\n -~]*$/;

/** What Terraform counts as the characters of a string: grapheme clusters. */
export function graphemes(text: string): readonly string[] {
  if (plainAscii.test(text)) return text.split("");
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
