import { table } from "../syntax/table.ts";
import type { Code, Spelled, SpelledObject, Word } from "./spelled.ts";

/** A policy as the argument of `jsonencode`, to stand on a line with this margin; undefined where it cannot be said so. */
export function asEncoded(policy: Spelled, margin: string): string | undefined {
  const value = encoded(policy, margin);
  return value === undefined ? undefined : `jsonencode(${value})`;
}

function encoded(value: Spelled, margin: string): string | undefined {
  const inner = `${margin}  `;
  switch (value.kind) {
    case "scalar":
      return String(value.value);
    case "text":
      return quoted(value.words, "$${", margin);
    case "code":
      return codeAt(value.code, margin);
    case "list": {
      if (!value.items.some(({ kind }) => kind === "object" || kind === "list"))
        return bracketed(
          value.items.map((item) => encoded(item, inner)),
          margin,
        );
      const items = value.items.map((item) => encoded(item, inner));
      return whole(items)
        ?.reduce((all, item) => `${all}\n${inner}${item},`, "[")
        .concat(`\n${margin}]`);
    }
    case "object": {
      if (value.entries.size === 0) return "{}";
      const entries = [...value.entries].map(([name, entry]) => {
        const text = encoded(entry, inner);
        const key = isName.test(name) ? name : quoted([name], "$${", inner);
        return text === undefined || key === undefined ? undefined : `${key} = ${text}`;
      });
      return whole(entries)
        ?.reduce((all, entry) => `${all}\n${inner}${entry}`, "{")
        .concat(`\n${margin}}`);
    }
  }
}

const isName = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** A policy as an `aws_iam_policy_document` of that name; undefined where the data source cannot say it. */
export function asDocument(policy: Spelled, name: string): string | undefined {
  if (policy.kind !== "object") return undefined;
  const { Version: version, Id: id, Statement: statement, ...others } = Object.fromEntries(policy.entries);
  if (!statement || Object.keys(others).length > 0) return undefined;
  const header: (string | undefined)[] = [];
  // without a version, IAM reads a policy as of the older one; the data source writes the newer
  const stated = version ? plain(version) : "2008-10-17";
  if (stated !== "2012-10-17") header.push(stated === undefined ? undefined : `  version = "${stated}"`);
  if (id) header.push(line("policy_id", one(id, "  "), "  "));
  const all = statement.kind === "list" ? statement.items : [statement];
  const statements = all.map((each) => (each.kind === "object" ? statementText(each) : undefined));
  const body = whole([...(header.length > 0 ? [whole(header)?.join("\n")] : []), ...statements]);
  if (!body || all.length === 0) return undefined;
  return `data "aws_iam_policy_document" "${name}" {\n${body.join("\n\n")}\n}`;
}

const statementMargin = "    ";

/** What becomes an attribute, with whether it takes one string or a list. */
const attributes: Readonly<Record<string, readonly [name: string, shape: "one" | "many"]>> = table({
  Sid: ["sid", "one"],
  Effect: ["effect", "one"],
  Action: ["actions", "many"],
  NotAction: ["not_actions", "many"],
  Resource: ["resources", "many"],
  NotResource: ["not_resources", "many"],
});

const blocks: Readonly<Record<string, (value: Spelled) => readonly (string | undefined)[]>> = table({
  Principal: (value) => principalTexts("principals", value),
  NotPrincipal: (value) => principalTexts("not_principals", value),
  Condition: conditionTexts,
});

function statementText({ entries }: SpelledObject): string | undefined {
  if (!entries.has("Effect")) return undefined;
  if (![...entries.keys()].every((key) => key in attributes || key in blocks)) return undefined;
  const lines = Object.entries(attributes).flatMap(([key, [name, shape]]) => {
    const value = entries.get(key);
    return value ? [line(name, (shape === "one" ? one : many)(value, statementMargin), statementMargin)] : [];
  });
  const inner = Object.entries(blocks).flatMap(([key, texts]) => {
    const value = entries.get(key);
    return value ? texts(value) : [];
  });
  const first = whole(lines)?.join("\n");
  const rest = whole(inner);
  if (first === undefined || !rest) return undefined;
  return `  statement {\n${[first, ...rest].join("\n\n")}\n  }`;
}

const line = (name: string, value: string | undefined, margin: string): string | undefined =>
  value === undefined ? undefined : `${margin}${name} = ${value}`;

const blockText = (type: string, lines: readonly (string | undefined)[]): string | undefined =>
  whole(lines)
    ?.reduce((all, each) => `${all}\n${each}`, `${statementMargin}${type} {`)
    .concat(`\n${statementMargin}}`);

const innerMargin = "      ";

function principalTexts(name: string, value: Spelled): readonly (string | undefined)[] {
  const block = (type: string, identifiers: Spelled) =>
    blockText(name, [
      `${innerMargin}type = "${type}"`,
      line("identifiers", many(identifiers, innerMargin), innerMargin),
    ]);
  if (value.kind === "text") return [plain(value) === "*" ? block("*", value) : undefined];
  if (value.kind !== "object" || value.entries.size === 0) return [undefined];
  return [...value.entries].map(([type, identifiers]) =>
    /^(?:AWS|Service|Federated|CanonicalUser)$/.test(type) ? block(type, identifiers) : undefined,
  );
}

function conditionTexts(value: Spelled): readonly (string | undefined)[] {
  if (value.kind !== "object") return [undefined];
  return [...value.entries].flatMap(([operator, tests]) =>
    tests.kind === "object"
      ? [...tests.entries].map(([key, values]) =>
          blockText("condition", [
            line("test", documentText([operator], innerMargin), innerMargin),
            line("variable", documentText([key], innerMargin), innerMargin),
            line("values", many(values, innerMargin), innerMargin),
          ]),
        )
      : [undefined],
  );
}

/** One string. */
function one(value: Spelled, margin: string): string | undefined {
  if (value.kind === "text") return documentText(value.words, margin);
  if (value.kind === "scalar") return value.value === null ? undefined : `"${value.value}"`;
  return value.kind === "code" && value.code.shape === "one" ? documentCode(value.code, margin) : undefined;
}

/** A list of strings, also of one; empty ones the data source leaves out. */
function many(value: Spelled, margin: string): string | undefined {
  if (value.kind === "code" && value.code.shape === "many") return documentCode(value.code, margin);
  const items = value.kind === "list" ? value.items : [value];
  if (items.length === 0) return undefined;
  return bracketed(
    items.map((item) => one(item, `${margin}  `)),
    margin,
  );
}

/** The data source takes every `&{` for `${`. */
const documentText = (words: readonly Word[], margin: string): string | undefined =>
  words.some((word) => (typeof word === "string" ? word : word.text).includes("&{"))
    ? undefined
    : quoted(words, "&{", margin);

const documentCode = (code: Code, margin: string): string | undefined =>
  code.text.includes("&{") ? undefined : codeAt(code, margin);

// ── words

const longestLine = 100;

function bracketed(items: readonly (string | undefined)[], margin: string): string | undefined {
  const all = whole(items);
  if (!all) return undefined;
  const flat = `[${all.join(", ")}]`;
  if (all.length < 2 || (margin.length + flat.length <= longestLine && !flat.includes("\n"))) return flat;
  return `[${all.map((item) => `\n${margin}  ${item},`).join("")}\n${margin}]`;
}

/** Text in quotes; code that stands alone needs none. */
function quoted(words: readonly Word[], variables: "$${" | "&{", margin: string): string | undefined {
  const [only] = words;
  if (words.length === 1 && typeof only === "object") return codeAt(only, margin);
  let text = "";
  for (const [index, word] of words.entries()) {
    if (typeof word === "object") text += `\${${word.text}}`;
    // a sign before an interpolation would be read together with it
    else if (/[$%]$/.test(word) && index < words.length - 1) return undefined;
    else
      text += escaped(word)
        .replaceAll("%{", "%%{")
        .replaceAll("${", () => variables);
  }
  return text.includes("\n") ? undefined : `"${text}"`;
}

const controls: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

const escaped = (text: string): string =>
  text.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be escaped
    /[\u0000-\u001f"\\]/g,
    (sign) => controls[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** An expression moved from the margin of its line to another. */
const codeAt = ({ text, margin }: Code, to: string): string =>
  text
    .split("\n")
    .map((each, index) => (index > 0 && each.startsWith(margin) ? to + each.slice(margin.length) : each))
    .join("\n");

/** The text of what holds no code. */
function plain(value: Spelled): string | undefined {
  if (value.kind !== "text") return undefined;
  const words = value.words.filter((word) => typeof word === "string");
  return words.length === value.words.length ? words.join("") : undefined;
}

/** All, or nothing where one is missing. */
function whole<T>(all: readonly (T | undefined)[]): readonly T[] | undefined {
  const there = all.filter((each) => each !== undefined);
  return there.length === all.length ? there : undefined;
}
