import type { BlockSection } from "../../../../language/model/section.ts";
import { variableValue } from "../../../../language/model/variables.ts";
import { memo } from "../../../../language/query/engine.ts";
import { member } from "../../../../language/schema/schema.ts";
import { near, type Place } from "../../../../language/syntax/text.ts";
import { declared, plain } from "../../../kit/checks.ts";
import { isExample } from "../../../kit/example.ts";
import type { Fix, Problem } from "../../../kit/rule.ts";
import { databases, settingOf } from "./databases.ts";
import { isFirstTried, isInWords, isRandom, isStandInName, type Secret, secrets, told, toldOfTried } from "./detect.ts";
import { type LiteralText, literals } from "./literals.ts";
import { isNameOfSecret } from "./named.ts";
import { assignments } from "./scripts.ts";
import { isToken, keyId } from "./tokens.ts";

/** A secret that is written out in a block. */
export interface FoundSecret {
  readonly section: BlockSection;
  readonly literal: LiteralText;
  readonly kind: string;
  readonly secret: string;
  /** Exactly the secret. */
  readonly at: Place;
  /** The whole literal is the secret, so that an expression can take its place. */
  readonly whole: boolean;
  /** It stands for a password to come, and is one of the first that are tried. */
  readonly isTried?: true;
}

/** The secrets in one block. */
export function* foundIn(
  section: BlockSection,
  among: Iterable<LiteralText> = literals(section),
): Iterable<FoundSecret> {
  for (const literal of among) {
    const found = secretsOf(section, literal);
    for (const { kind, start, end } of found) {
      if (!isToken(kind) && isStandIn(section, literal)) continue;
      const whole = start === 0 && end === literal.text.length;
      const secret = literal.text.slice(start, end);
      yield { section, literal, kind, secret, at: whole ? literal.at : placeOf(literal, secret, start), whole };
    }
    const { name, text, at } = literal;
    if (found.length === 0 && isFirstTried(name, text) && isInForce(section, literal) && !isStandIn(section, literal))
      yield { section, literal, kind: "password", secret: text, at, whole: true, isTried: true };
  }
}

/** Whether a password is set to what is written: not a variable of an environment, nor a default that nobody takes. */
function isInForce({ block, module }: BlockSection, { path, text, at }: LiteralText): boolean {
  const [label] = block.labels;
  if (block.type.text === "variable") return path.includes(".") || plain(variableValue(module, path, at)) === text;
  if (block.type.text === "locals" || !path.includes(".")) return true;
  const argument = block.type.text === "resource" ? member(label?.text ?? "", path) : undefined;
  return argument !== undefined && argument !== "anything" && argument.kind === "attribute";
}

/** Whether what is written only holds the place: somebody sets it later, or looks up by it what is kept elsewhere. */
const isStandIn = (section: BlockSection, { path }: LiteralText): boolean =>
  isSetLater(section, path) ||
  isName(section, path) ||
  (path === "secret" && /^google_/.test(section.block.labels[0]?.text ?? ""));

function isName({ module, block }: BlockSection, path: string): boolean {
  const root = { variable: "var", locals: "local" }[block.type.text];
  return root !== undefined && isNameOfSecret(module, `${root}.${path}`);
}

/** `ignore_changes` says that what is written at a path is only there to begin with. */
export function isSetLater(section: BlockSection, path: string): boolean {
  const ignoring = section.body.items.find((item) => item.kind === "block" && item.type.text === "lifecycle");
  if (ignoring?.kind !== "block") return false;
  const { start, end } = section.place(ignoring);
  const code = section.fileOf(ignoring).text.slice(start, end);
  const [, ignored = ""] = /ignore_changes\s*=\s*(all\b|\[[^\]]*\])/.exec(code) ?? [];
  return ignored === "all" || (ignored.match(/[\w-]+/g)?.includes(/^[\w-]+/.exec(path)?.[0] ?? "") ?? false);
}

/** A command that Terraform runs is read as a script, and what a database takes for its password is one. */
function secretsOf(section: BlockSection, { name, path, text }: LiteralText): readonly Secret[] {
  if (/^provisioner\.(?:inline|command)$/.test(path))
    return assignments(text).map(({ kind, span }) => ({ kind, ...span }));
  const found = secrets(name, text);
  return found.length === 0 && databases.has(settingOf(section, path)) ? secrets("password", text) : found;
}

function placeOf({ at, verbatim }: LiteralText, secret: string, start: number): Place {
  return verbatim ? near(at, at.start + start, at.start + start + secret.length) : at;
}

/** The secrets in one block, read once for all rules. */
export const foundOf = memo((section: BlockSection): readonly FoundSecret[] => [...foundIn(section)]);

/** The secrets in resources, data sources and the arguments of modules. */
export const found = declared("resource", "data", "module").each(foundOf);

/** Whether it opens something, wherever it stands: examples make up theirs of words. */
const isGenuine = ({ kind, secret }: FoundSecret): boolean =>
  isToken(kind) ? kind !== keyId : isRandom(secret) && !/[a-z]{4}/i.test(secret);

/** Whether only the id of a key is written there: by itself it opens nothing. */
const isIdAlone = ({ kind, section }: FoundSecret): boolean =>
  kind === keyId && foundOf(section).every((other) => other.kind === keyId);

/** How much is said of the id of a key that is not there. */
export const worthOfId = { profile: "all", reach: "account", power: "information" } as const;

/** The problem with it: never with the secret itself in the message. */
export const problem = (found: FoundSecret, fixes?: () => Iterable<Fix>): Problem => ({
  at: found.at,
  message: found.isTried ? toldOfTried : told(found.kind, found.secret),
  ...(isGenuine(found) && { isGenuine: true as const }),
  ...(isStandInName(found.literal.name) && { profile: "all" as const }),
  ...(isInWords(found.secret) && isExample(found.section.module.root) && { profile: "all" as const }),
  ...(isIdAlone(found) && worthOfId),
  ...placed(found),
  ...(fixes && { fixes }),
});

const placed = ({ at, literal }: FoundSecret): Pick<Problem, "secret" | "related"> => ({
  // what a local or a variable carries here is written there
  secret: literal.related?.[0]?.at ?? at,
  ...(literal.related && { related: literal.related }),
});
