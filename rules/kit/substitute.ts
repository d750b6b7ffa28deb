import type { Section } from "../../language/model/section.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { editAt } from "../../language/write/edit-set.ts";
import { lineEnd } from "../../language/write/layout.ts";
import { printSetting } from "../../language/write/print.ts";
import type { Source } from "../../language/write/source.ts";
import { containerOf, layoutAt } from "./container.ts";

/**
 * Writes another setting where one stands: name, value, and away with the comment behind it, which spoke of the old one.
 * Nothing where the setting is not written in the section itself.
 */
export function substitute(section: Section, name: string, to: string, value: Source): readonly Edit[] {
  const container = containerOf(section);
  const member = container?.members.find((each) => each.name === name);
  if (!container || !member) return [];
  const { file, form } = container;
  const rest = file.text.slice(member.end, lineEnd(file.text, member.end));
  const comment = form === "block" ? (/^[ \t]*(?:#|\/\/).*$/.exec(rest)?.[0] ?? "") : "";
  const printed = printSetting(to, value, layoutAt(file, member.start));
  return [editAt(file.uri, { start: member.start, end: member.end + comment.length }, printed)];
}
