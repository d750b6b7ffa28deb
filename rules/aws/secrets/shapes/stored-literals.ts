import type { BlockSection } from "../../../../language/model/section.ts";
import { table } from "../../../../language/syntax/table.ts";
import type { Place } from "../../../../language/syntax/text.ts";
import { plain, written } from "../../../kit/checks.ts";
import { isEmulated } from "../../../kit/emulated.ts";
import { linesAround } from "../../../kit/explained.ts";
import { isElsewhere, isPlaceholder, isSecretName } from "./detect.ts";
import { type FoundSecret, foundIn, isSetLater } from "./found.ts";
import { type LiteralText, literalsOf } from "./literals.ts";

const stores: Readonly<Record<string, readonly string[]>> = table({
  aws_secretsmanager_secret_version: ["secret_string", "secret_string_wo", "secret_binary"],
  aws_ssm_parameter: ["value", "value_wo", "insecure_value"],
});

/** What is written into a secret store as it stands in the code. */
export const storedLiterals = written(...Object.keys(stores)).each(storedIn);

function* storedIn(section: BlockSection): Iterable<FoundSecret> {
  // nothing is kept in the emulator that a test starts
  if (isEmulated(section.module.root)) return;
  for (const attribute of stores[section.block.labels[0]?.text ?? ""] ?? []) {
    const value = section.attribute(attribute)?.value;
    if (!value) continue;
    const literals = [...literalsOf(section, attribute, value)];
    const [only] = literals;
    if (only && literals.length === 1 && only.path === attribute && isSecretStore(section)) yield* whole(section, only);
    else yield* foundIn(section, literals);
  }
}

/** A parameter may as well be no secret at all. */
function isSecretStore(section: BlockSection): boolean {
  if (section.block.labels[0]?.text !== "aws_ssm_parameter") return true;
  const name = plain(section.get("name"));
  return plain(section.get("type")) === "SecureString" || (typeof name === "string" && isSecretName(name));
}

/** Its place says that it is a secret, so that it need not look like one. */
function* whole(section: BlockSection, literal: LiteralText): Iterable<FoundSecret> {
  const precise = [...foundIn(section, [literal])];
  if (precise.length > 0) return yield* precise;
  const { text, at } = literal;
  if (
    isSaidHarmless(section, at) ||
    isUserName(section) ||
    isOfTest(section, text) ||
    text.length < 4 ||
    isAddress(text) ||
    isPlaceholder(text) ||
    isElsewhere(text) ||
    isSetLater(section, literal.path)
  )
    return;
  const named = { ...literal, name: "secret" };
  yield { section, literal: named, kind: "secret", secret: text, at, whole: literal.expression !== undefined };
}

/** Whether a comment at the value says that it is no secret. */
const isSaidHarmless = ({ module }: BlockSection, at: Place): boolean =>
  /(?:#|\/\/).*\bnot?\b(?: \w+){0,3} (?:secret|secure|sensitive|confidential)\b/i.test(linesAround(module, at));

/** Whether words are kept by something that is called a test, to see them come back. */
const isOfTest = (section: BlockSection, text: string): boolean =>
  /(?:^|[-_])test(?:s|ing|_?value)?$/i.test(section.block.labels[1]?.text ?? "") &&
  /^[a-z]+(?:[-_ ][a-z]+)+$/.test(text);

/** Whether what is kept is called a user's name. */
const isUserName = ({ block }: BlockSection): boolean => /(?:^|[-_])user[-_]?name$/i.test(block.labels[1]?.text ?? "");

/** What one writes mails to is no secret, wherever it is kept. */
const isAddress = (text: string): boolean => /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(text);
