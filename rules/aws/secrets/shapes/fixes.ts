import type { Module } from "../../../../language/model/module.ts";
import type { BlockSection } from "../../../../language/model/section.ts";
import { memo } from "../../../../language/query/engine.ts";
import { change, member } from "../../../../language/schema/schema.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import { endsLine, lineEnd, lineStart, nextLine } from "../../../../language/write/layout.ts";
import { fileOf } from "../../../kit/container.ts";
import { append, expression, put, replace, resourceBeside, stop, substitute } from "../../../kit/edits.ts";
import type { Fix, Impact } from "../../../kit/rule.ts";
import { oldestTerraform } from "../../../kit/terraform-version.ts";
import { found as allFound, type FoundSecret } from "./found.ts";

/** Fixes for a secret that something has to be given: it comes in from outside, or from Secrets Manager. */
export function* instead(found: FoundSecret): Iterable<Fix> {
  yield* variableInstead(found);
  yield* storedInstead(found);
}

/** Hands the secret in through a sensitive variable. */
export function* variableInstead(found: FoundSecret): Iterable<Fix> {
  const { section } = found;
  // Every call of a module would have to hand in the new variable.
  if (section.module.call || !isReplaceable(found)) return;
  const { name, edits } = variable(section, wordFor(found));
  yield {
    title: `Take it from a sensitive variable \`${name}\``,
    impact: impactOn(found),
    edits: [replaced(found, `var.${name}`), ...edits],
  };
}

/** Reads the secret from Secrets Manager while Terraform runs. */
function* storedInstead(found: FoundSecret): Iterable<Fix> {
  const { section } = found;
  if (!isReplaceable(found) || !isOnAws(section.module.root)) return;
  const twin = writeOnly(found);
  if (twin !== undefined) return yield* forgotten(found, twin);
  const version = resourceBeside(
    section,
    "data.aws_secretsmanager_secret_version",
    { secret_id: stop(secretId(found)) },
    wordFor(found),
  );
  yield {
    title: "Read it from Secrets Manager",
    impact: impactOn(found),
    edits: [replaced(found, `${version.address}.secret_string`), version.edit],
  };
}

/** The argument that takes the secret and forgets it, where the Terraform that is asked for has such. */
function writeOnly({ section, literal, whole }: FoundSecret): string | undefined {
  const { path } = literal;
  if (path.endsWith("_wo")) return path;
  const isKnown = !path.includes(".") && member(section.block.labels[0]?.text ?? "", `${path}_wo`) !== undefined;
  return whole && isKnown && oldestTerraform(section.module.root) >= firstWithWriteOnly ? `${path}_wo` : undefined;
}

/** Terraform 1.11. */
const firstWithWriteOnly = 11;

/** Hands the secret over from Secrets Manager while Terraform runs, and leaves nothing of it in the state. */
function* forgotten(found: FoundSecret, twin: string): Iterable<Fix> {
  const { section, literal } = found;
  const secret = resourceBeside(
    section,
    "ephemeral.aws_secretsmanager_secret_version",
    { secret_id: stop(secretId(found)) },
    wordFor(found),
  );
  const code = `${secret.address}.secret_string`;
  yield {
    title: "Read it from Secrets Manager by a write-only argument",
    impact: impactOn(found),
    edits:
      twin === literal.path
        ? [replaced(found, code), secret.edit]
        : [
            ...substitute(section, literal.path, twin, expression(code)),
            put(section, `${twin}_version`, 1),
            secret.edit,
          ],
  };
}

/** Whether a tree of modules speaks of AWS at all: else no provider of it reads anything there. */
const isOnAws = memo((root: Module): boolean =>
  root
    .tree()
    .some(({ files }) =>
      files.some(({ text }) => /^\s*(?:provider\s+"aws"|(?:resource|data)\s+"aws_)|hashicorp\/aws"/m.test(text)),
    ),
);

const isReplaceable = ({ whole, literal }: FoundSecret): boolean =>
  (whole && literal.expression !== undefined) || literal.verbatim;

/** Code in place of the secret: of the whole string, or inside a longer one. */
function replaced({ section, literal, whole, at }: FoundSecret, code: string): Edit {
  return whole && literal.expression
    ? replace(section, literal.expression, expression(code))
    : { at, text: `\${${code}}` };
}

/** Takes the setting away, where it is not needed. */
export function* removal(found: FoundSecret, title: string): Iterable<Fix> {
  const { section, literal } = found;
  const file = fileOf(section.module, literal.at.uri);
  if (!file || !literal.expression || file.syntax === "json") return;
  const { text } = file;
  const start = lineStart(text, literal.at.start);
  const end = lineEnd(text, literal.expression.end);
  const isAlone = /^[ \t]*["\w.-]+[ \t]*[=:][ \t]*$/.test(text.slice(start, literal.expression.start));
  if (!isAlone || !endsLine(text, literal.expression.end)) return;
  const at = { uri: file.uri, start, end: nextLine(text, end) };
  yield { title, impact: impactOn(found), edits: [{ at, text: "" }] };
}

/** A variable that nothing else is: declared below the module's last, else below the block that needs it. */
function variable(section: BlockSection, wanted: string): { readonly name: string; readonly edits: readonly Edit[] } {
  const { module } = section;
  const declared = module.blocks("variable");
  const taken = new Set(declared.map(({ block }) => block.labels[0]?.text));
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  const after = declared.findLast(({ file }) => file.syntax === "hcl") ?? section;
  return { name, edits: [append(after, ["variable", name], { type: expression("string"), sensitive: true })] };
}

/** What the secret may be called: its own name, with the block's in front where it says too little alone. */
function wordFor(found: FoundSecret): string {
  const { section, literal } = found;
  const own = ownWord(found);
  const around = identifier(section.block.labels.at(-1)?.text ?? "");
  if (around === "" || own.startsWith(around) || section.block.type.text === "provider") return own;
  const isAlone = !own.includes("_") || /^(?:master|admin|auth|secret|api|access|private)_/.test(own);
  const isShared = allFound(section.module).some(
    (other) => other.literal.name === literal.name && other.secret !== found.secret,
  );
  return isAlone || isShared ? `${around}_${own}` : own;
}

/** A part of a text is called for what it is. */
function ownWord({ literal, kind, whole }: FoundSecret): string {
  const name = literal.name.replace(/_wo$/, "");
  if (whole) return identifier(name);
  const stem = name.replace(/_?(?:url|uri|dsn)$/i, "");
  return identifier(`${stem} ${kind}`);
}

/** Where a secret is looked for in Secrets Manager: `prod/orders/db`. */
export function secretId(found: FoundSecret): string {
  const { section, literal } = found;
  const around = section.block.labels.at(-1)?.text ?? "app";
  return `prod/${around}/${subject(literal.name || found.kind)}`;
}

/** What a secret opens: `db` for `DB_PASSWORD`, `password` for `password`. */
export function subject(name: string): string {
  const words = identifier(name).split("_");
  return (words.length > 1 ? words.slice(0, -1) : words).join("-");
}

export const identifier = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replace(/^[_\d]+|_+$/g, "") || "secret";

/** What taking the secret out does: somebody has to hand it in from then on, if nothing is made anew. */
export function impactOn({ section, literal }: FoundSecret): Impact {
  const { block } = section;
  const isMadeAnew =
    block.type.text === "resource" && impactAt(block.labels[0]?.text ?? "", literal.path) === "replacement";
  return isMadeAnew ? "replacement" : "disruption";
}

/** What changing a setting of a type does to the resource. */
export function impactAt(type: string, path: string): Impact {
  const segments = path.split(".");
  for (let length = segments.length; length > 0; length--) {
    const way = change(type, segments.slice(0, length).join("."));
    if (way === "in-place") return "update";
    if (way === "replacement") return "replacement";
    if (way === "sometimes") return "disruption";
  }
  return "disruption";
}
