import type { Module } from "../../language/model/module.ts";
import type { Section } from "../../language/model/section.ts";
import type { Value } from "../../language/model/value.ts";
import type { Place } from "../../language/syntax/text.ts";
import { lineEnd, lineStart, withCommentsAbove } from "../../language/write/layout.ts";
import { fileOf } from "./container.ts";

/** The whole lines of a place with the comments right above them; empty where its file is not the module's. */
export function linesAround(module: Module, { uri, start, end }: Place): string {
  const text = fileOf(module, uri)?.text ?? "";
  return text.slice(withCommentsAbove(text, lineStart(text, start)), lineEnd(text, end));
}

/** Whether a comment behind a value, or right above its line, gives a reason for it, or a whole sentence: whoever wrote it has thought of it. */
export function isExplained(value: Value, { module }: Section): boolean {
  return value.state !== "absent" && givesReason(linesAround(module, value.origin ?? value.at));
}

/** Whether a comment in a block, or right above it, does so. */
export const isBlockExplained = ({ module, at }: Section): boolean => givesReason(linesAround(module, at));

function givesReason(lines: string): boolean {
  return lines.split("\n").some((line) => {
    const comment = /(?:^|[\s"\w)\]}])(?:#|\/\/)(.*)$/.exec(line)?.[1]?.trim() ?? "";
    return !admits.test(comment) && (reason.test(comment) || comment.split(/\s+/).length >= aSentence);
  });
}

const aSentence = 9;

/** Words of what is to be mended, and to scanners. */
const admits = /\b(?:bad|checkov|fixme|insecure|kics|nosec|parapet|tfsec|todo|trivy|vulnerab\w+|wrong|xxx)\b/i;

const reason =
  /\b(?:because|since|so that|in order to|needed|needs?|required?|requires|must|intentional(?:ly)?|on purpose|by design|deliberate(?:ly)?|otherwise|still used|used by)\b/i;
