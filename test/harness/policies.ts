import type { Texts } from "./fixture.ts";

/** A policy as JSON has it. */
export interface PolicyJson {
  readonly Version?: string;
  readonly Statement: readonly StatementJson[] | StatementJson;
}

export interface StatementJson {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | boolean | readonly string[]>>>>;
}

/** A policy that allows actions on everything. */
export const allowing = (actions: readonly string[], resource = "*"): PolicyJson => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: actions, Resource: resource }],
});

/** One identity policy in each of the four spellings. */
export const spellings = (policy: PolicyJson): Readonly<Record<string, Texts>> => ({
  json: { "policy.json": `${JSON.stringify(policy, undefined, 2)}\n` },
  heredoc: {
    "main.tf": inHcl(`<<-EOF\n${escaped(JSON.stringify(policy, undefined, 2)).replaceAll(/^(?=.)/gm, "    ")}\n  EOF`),
  },
  jsonencode: { "main.tf": inHcl(`jsonencode(${encoded(policy, "  ")})`) },
  aws_iam_policy_document: { "main.tf": document(policy) },
});

const inHcl = (value: string): string => `resource "aws_iam_policy" "it" {\n  policy = ${value}\n}\n`;

const escaped = (text: string): string => text.replaceAll(/[$%]\{/g, (opening) => opening.charAt(0) + opening);

function encoded(value: unknown, margin: string): string {
  const inner = `${margin}  `;
  if (Array.isArray(value)) return `[\n${value.map((item) => `${inner}${encoded(item, inner)},\n`).join("")}${margin}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, item]) => `${inner}${/^\w+$/.test(key) ? key : JSON.stringify(key)} = ${encoded(item, inner)}\n`,
    );
    return `{\n${entries.join("")}${margin}}`;
  }
  return escaped(JSON.stringify(value));
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

const names = {
  Action: "actions",
  NotAction: "not_actions",
  Resource: "resources",
  NotResource: "not_resources",
} as const;

function document({ Version, Statement }: PolicyJson): string {
  const statements = list(Statement).map((statement) => block(statement as StatementJson));
  const version = Version === undefined ? "" : `  version = "${Version}"\n\n`;
  return `data "aws_iam_policy_document" "it" {\n${version}${statements.join("\n")}}\n`;
}

function block(statement: StatementJson): string {
  const quoted = (items: unknown): string =>
    `[\n${list(items)
      .map((item) => `      ${JSON.stringify(String(item)).replaceAll("${", "&{").replaceAll("%{", "%%{")},\n`)
      .join("")}    ]`;
  const lines = (["Sid", "Effect"] as const).flatMap((name) =>
    statement[name] === undefined ? [] : [`    ${name.toLowerCase()} = ${JSON.stringify(statement[name])}\n`],
  );
  for (const [name, attribute] of Object.entries(names)) {
    const value = statement[name as keyof typeof names];
    if (value !== undefined) lines.push(`    ${attribute} = ${quoted(value)}\n`);
  }
  for (const [test, keys] of Object.entries(statement.Condition ?? {}))
    for (const [variable, values] of Object.entries(keys))
      lines.push(
        `    condition {\n      test = "${test}"\n      variable = "${variable}"\n      values = ${quoted(values)}\n    }\n`,
      );
  return `  statement {\n${lines.join("")}  }\n`;
}
