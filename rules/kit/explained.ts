import type { Section } from "../../language/model/section.ts";
import type { Value } from "../../language/model/value.ts";
import { lineEnd, lineStart, withCommentsAbove } from "../../language/write/layout.ts";
import { fileOf } from "./container.ts";

/** Whether a comment behind a value, or right above its line, gives a reason for it, or a whole sentence: whoever wrote it has thought of it. */
export function isExplained(value: Value, { module }: Section): boolean {
  if (value.state === "absent") return false;
  const { uri, start, end } = value.origin ?? value.at;
  const text = fileOf(module, uri)?.text;
  if (text === undefined) return false;
  const lines = text.slice(withCommentsAbove(text, lineStart(text, start)), lineEnd(text, end)).split("\n");
  return lines.some((line) => {
    const comment = /(?:^|[\s"\w)\]}])(?:#|\/\/)(.*)$/.exec(line)?.[1]?.trim() ?? "";
    return !admits.test(comment) && (reason.test(comment) || comment.split(/\s+/).length >= aSentence);
  });
}

const aSentence = 9;

/** Words of what is to be mended, and to scanners. */
const admits = /\b(?:bad|checkov|fixme|insecure|kics|nosec|parapet|tfsec|todo|trivy|vulnerab\w+|wrong|xxx)\b/i;

const reason =
  /\b(?:because|since|so that|in order to|needed|needs?|required?|requires|must|intentional(?:ly)?|on purpose|by design|deliberate(?:ly)?|otherwise|still used|used by)\b/i;
