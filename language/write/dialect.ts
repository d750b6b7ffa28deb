/** How a language writes text, code and names down. */
export interface Dialect {
  /** Whether entries are lines `name = value` rather than `"name": value` with commas, and code stands without quotes. */
  readonly isHcl: boolean;
  /** Whether its objects are written as JSON's are all the same: HCL takes `"name": value`, with commas. */
  readonly isColoned?: true;
  /** What stands around a string. */
  readonly mark: '"' | '\\"';
  /** Plain text as it stands in a string. */
  text(plain: string): string;
  /** Code as it is filled into a string. */
  code(code: string): string;
}

const names: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/** A string of HCL knows fewer escapes by name than JSON does. */
const escaped = (text: string): string =>
  text.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be escaped
    /[\u0000-\u001f"\\]/g,
    (sign) => names[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Text without interpolation and directives. */
const literal = (text: string): string => text.replaceAll(/[$%]\{/g, (opening) => `${opening.charAt(0)}${opening}`);

const filledIn = (code: string): string => `\${${code}}`;

/** Terraform's native syntax. */
export const hcl: Dialect = { isHcl: true, mark: '"', text: (plain) => literal(escaped(plain)), code: filledIn };

/** The same, with objects that somebody has taken over from JSON. */
export const coloned: Dialect = { ...hcl, isColoned: true };

/** `aws_iam_policy_document`, which writes IAM's variables as `&{…}`. */
export const policyDocument: Dialect = {
  ...hcl,
  text: (plain) =>
    escaped(plain)
      .replaceAll("%{", "%%{")
      .replaceAll("${", () => "&{"),
};

/** A JSON file. Code can be said in Terraform's own only. */
export const json: Dialect = { isHcl: false, mark: '"', text: inJson, code: (code) => inJson(filledIn(code)) };

/** JSON in a heredoc. */
export const heredocJson: Dialect = { ...json, text: (plain) => literal(inJson(plain)), code: filledIn };

/** JSON in a quoted string of HCL. */
export const quotedJson: Dialect = {
  ...heredocJson,
  mark: '\\"',
  text: (plain) => literal(inJson(plain)).replaceAll("\\", "\\\\").replaceAll('"', '\\"'),
};

/** Whether HCL takes it for a name without quotes. */
export const isIdentifier = (name: string): boolean => /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name);

/** Plain text with its quotes. */
export const quoted = (plain: string, { mark, text }: Dialect): string => mark + text(plain) + mark;
