import type { Section } from "../../language/model/section.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { containerOf, editAt, layoutAt, lineEnd } from "./container.ts";
import { printSetting, type Source } from "./source.ts";

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
  return [editAt(file, { start: member.start, end: member.end + comment.length }, printed)];
}
