import type { Module } from "../../language/model/module.ts";
import type { Edit, Span, TabStop } from "../../language/syntax/text.ts";
import type { Checked } from "../run/check.ts";
import type { Finding } from "../run/finding.ts";

// What only the author can tell is never written for him: an account, a network, a bucket, a name that is not in the module. A rule
// marks it as a stop; what looks like it and stands nowhere in the module is taken for it, whatever the rule says.

/** Whether a fix needs a value from somebody. */
export const needsInput = (edits: readonly Edit[]): boolean =>
  edits.some(({ stops = [] }) => stops.some(({ isProposal }) => !isProposal));

/** Edits of a fix with a stop at all that is not known from the module. */
export function withStops(checked: Checked, { rule }: Finding, edits: readonly Edit[]): readonly Edit[] {
  // what an organisation's own rule writes, it knows
  if (!rule.id.startsWith("aws-")) return edits;
  return edits.map((edit) => {
    const { stops = [] } = edit;
    const more = inventions(edit, checked).filter((found) => !stops.some((stop) => isOver(stop, found)));
    return more.length === 0 ? edit : { ...edit, stops: [...stops, ...more] };
  });
}

const isOver = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;

/** What in the text of an edit names something that the module does not know. */
function inventions({ at, text }: Edit, { module, files }: Checked): readonly TabStop[] {
  const isKnown: Known = (name) => knowing(module, files.parse(at.uri)?.text.slice(at.start, at.end) ?? "")(name);
  const found: TabStop[] = [];
  for (const { shape, unknown } of shapes)
    for (const { index, 0: whole } of text.matchAll(shape)) {
      const end = index + whole.length;
      if (found.some((other) => isOver(other, { start: index, end })) || !unknown(whole, isKnown)) continue;
      found.push({ start: index, end });
    }
  return found.sort((a, b) => a.start - b.start);
}

type Known = (name: string) => boolean;

interface Shape {
  readonly shape: RegExp;
  readonly unknown: (text: string, isKnown: Known) => boolean;
}

const unlessThere = (text: string, isKnown: Known): boolean => !isKnown(text);

const shapes: readonly Shape[] = [
  { shape: /\barn:[\w${}.-]*:[\w-]+:[^\s"'`\\,\])]*/g, unknown: (arn, isKnown) => !namesIn(arn).every(isKnown) },
  { shape: /(?<![\w.-])\d{12}(?![\w.-])/g, unknown: unlessThere },
  { shape: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}(?![\w.])/g, unknown: unlessThere },
  { shape: /(?<![\w:])[\da-f]{1,4}(?::[\da-f]{0,4}){2,7}\/\d{1,3}(?!\w)/gi, unknown: unlessThere },
  { shape: /\b(?:o-[\da-z]{10,32}|ou-[\da-z]{4,32}-[\da-z]{8,32}|r-[\da-z]{4,32})\b/g, unknown: unlessThere },
  {
    shape: /\b(?:acl|ami|eni|i|igw|lt|nat|pl|rtb|sg|subnet|tgw|vpce?)-[\da-f]{8,17}\b/g,
    unknown: (id, isKnown) => !isKnown(id.slice(id.indexOf("-") + 1)),
  },
  {
    shape: /\b(?:[a-z\d-]+\.)+(?:com|net|org|io|dev|example)\b/gi,
    unknown: (host, isKnown) => !isAmazons(host) && !isKnown(host),
  },
];

const isAmazons = (host: string): boolean => /(?:^|\.)(?:amazonaws|amazon)\.com$/i.test(host);

/** The names in an ARN that somebody has given: of its account, and of what it is about. */
function namesIn(arn: string): readonly string[] {
  const [, , service = "", , account = "", ...resource] = arn.replaceAll(/\$\{[^}]*\}/g, "").split(":");
  // what belongs to AWS is called so everywhere
  if (account === "aws" || (account === "" && service !== "s3" && service !== "iam")) return [];
  const parts = resource.join(":").split(/[:/]/);
  const own = service !== "s3" && parts.length > 1 ? parts.slice(1) : parts;
  return [account, ...own]
    .flatMap((part) => part.split(/[*?]+/))
    .filter((name) => name !== "" && name !== "root" && name !== "aws-service-role" && !isAmazons(name));
}

/** What is known: what stands in a file of the module or of one that it calls, and what `replaced` says in other letters or less exactly. */
function knowing(module: Module, replaced: string): Known {
  const meant = letters(replaced);
  return (name) => {
    const [, address, bits] = /^([\d.]+)\/(\d+)$/.exec(name) ?? [];
    const network = networkOf(address ?? "", Number(bits));
    return (
      (letters(name) !== "" && meant.includes(letters(name))) ||
      (network !== undefined && new RegExp(`(?<![\\d.])${network}`).test(replaced)) ||
      module.root.tree().some(({ files }) => files.some(({ text }) => stands(text, name)))
    );
  };
}

const letters = (text: string): string => text.toLowerCase().replaceAll(/[^a-z\d]/g, "");

/** The octets of an address that are of its network as a whole, as a pattern. */
function networkOf(address: string, bits: number): string | undefined {
  const octets = address.split(".").slice(0, bits >> 3);
  return address.includes(".") && octets.length > 0 ? octets.map((octet) => `${octet}\\.`).join("") : undefined;
}

/** Whether a name stands in a text by itself. */
function stands(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!isWord(text[at - 1]) && !isWord(text[at + name.length])) return true;
  return false;
}

const isWord = (letter: string | undefined): boolean => letter !== undefined && /\w/.test(letter);
