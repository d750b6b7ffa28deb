import type { Section } from "../../language/model/section.ts";

/** The code of an attribute as it is written; undefined where it is not. */
export function sourceText(section: Section, name: string): string | undefined {
  const value = section.attribute(name)?.value;
  if (!value) return undefined;
  const { start, end } = section.place(value);
  return section.fileOf(value).text.slice(start, end);
}
