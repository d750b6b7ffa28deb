import { generateHcl } from "../../harness/generate-hcl.ts";
import type { Random } from "../../harness/random.ts";
import { calls, functionNames, policies, snippets, terraform } from "./seeds.ts";

const strings = [
  "",
  "a",
  "*",
  "0.0.0.0/0",
  "10.0.0.0/8",
  "::/0",
  "2012-10-17",
  "s3:*",
  "arn:aws:s3:::*",
  "./child",
  "../child",
  "\\ud800",
  "\\u0000",
  "é😀",
  "%s%999d",
  "(a|b)*c",
  "password=hunter2",
  "__proto__",
  "constructor",
  "$${x}",
  "public-read",
];

const numbers = ["0", "1", "-1", "22", "3389", "65535", "1e308", "-1e-9", "9007199254740993", "0.1"];

const names = ["a", "b", "c", "d", "__proto__", "constructor"];

/** Writes Terraform as somebody with bad intent would: all of the language, values that lead everywhere. */
export class Grammar {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** A file of a module. */
  file(): string {
    const r = this.#random;
    switch (r.below(10)) {
      case 0:
        return generateHcl(r);
      case 1:
        return this.#several(3, () => r.pick(snippets));
      case 2:
        return `${this.#declarations()}${this.#several(4, () => this.#document())}`;
      default:
        return `${this.#declarations()}${this.#several(4, () => this.#resource())}`;
    }
  }

  /** What a module that is called declares, and what it calls itself. */
  child(depth: number): string {
    const r = this.#random;
    const source = r.chance(20) ? r.pick(["../", "./", ".", "../child", "../../"]) : depth > 0 ? "./child" : "../child";
    return `${this.#declarations()}${this.#resource()}${r.chance(60) ? this.call(source) : ""}output "a" {\n  value = ${this.expression(0)}\n}\n`;
  }

  /** A call of a module. */
  call(source: string): string {
    const r = this.#random;
    const repeat = r.pick(["", "", `  for_each = ${this.expression(1)}\n`, `  count = ${this.expression(1)}\n`]);
    return `module "${r.pick(names)}" {\n  source = "${source}"\n${repeat}${this.#several(3, () => `  ${r.pick(names)} = ${this.expression(0)}\n`)}}\n`;
  }

  /** Variables' values. */
  variables(): string {
    return this.#several(4, () => `${this.#random.pick(names)} = ${this.expression(1)}\n`);
  }

  /** A policy in JSON. */
  policy(): string {
    const r = this.#random;
    if (r.chance(40)) return r.pick(policies);
    const statements = Array.from({ length: r.below(4) }, () => this.#statement());
    return JSON.stringify(
      { Version: r.pick(strings), Statement: r.chance(20) ? statements[0] : statements },
      undefined,
      r.below(3),
    );
  }

  /** Terraform as JSON. */
  json(): string {
    const r = this.#random;
    const value = (depth: number): unknown => {
      switch (depth > 3 ? r.below(4) : r.below(8)) {
        case 0:
          return r.pick(strings);
        case 1:
          return r.chance(50);
        case 2:
          return Number(r.pick(numbers));
        case 3:
          return `\${${this.expression(2)}}`;
        case 4:
          return null;
        case 5:
          return Array.from({ length: r.below(4) }, () => value(depth + 1));
        default:
          return Object.fromEntries(
            Array.from({ length: r.below(4) }, () => [r.pick([...names, ...attributes]), value(depth + 1)]),
          );
      }
    };
    const body = { [r.pick(types)]: { [r.pick(names)]: value(0) }, [r.pick(types)]: { [r.pick(names)]: value(1) } };
    return JSON.stringify(
      { resource: r.chance(90) ? body : value(0), locals: value(1), variable: value(1), [r.pick(names)]: value(0) },
      undefined,
      r.below(3),
    );
  }

  /** `.parapet.yaml`. */
  settings(): string {
    const r = this.#random;
    return this.#several(4, () =>
      r.pick([
        "profile: all\n",
        "enable: true\n",
        `exclude: ["${r.pick(["*.x", "**", "a{b,c}*", "[z-a]", "!(a)", `${"*a".repeat(r.below(40))}b`])}"]\n`,
        `rules:\n  "${r.pick(["aws-*", "*[a-z]*", "CKV_AWS_18", "aws-s3-bucket-without-logging", "__proto__"])}": ${r.pick(["off", "low", "critical", "[]"])}\n`,
        "frameworks: [cis]\n",
        "a: &a [*a, *a]\n",
        `${r.pick(names)}: ${r.pick(strings)}\n`,
      ]),
    );
  }

  expression(depth: number): string {
    const r = this.#random;
    const deeper = () => this.expression(depth + 1);
    if (depth > 4) return this.#leaf();
    switch (r.below(16)) {
      case 0:
        return `${r.pick(functionNames)}(${this.#joined(4, deeper)}${r.chance(5) ? "..." : ""})`;
      case 1:
        return r.pick(calls);
      case 2:
        return `[for ${r.pick(["x", "k, x", "a"])} in ${this.#collection(depth)} : ${deeper()}${r.chance(30) ? ` if ${deeper()}` : ""}]`;
      case 3:
        return `{ for k, x in ${this.#collection(depth)} : ${r.pick(["k", "x", '"${k}"', deeper()])} => ${deeper()}${r.chance(20) ? "..." : ""} }`;
      case 4:
        return `"${this.#several(3, () => r.pick([r.pick(strings), `\${${deeper()}}`, `%{if ${deeper()}}a%{else}b%{endif}`, `%{for x in ${this.#collection(depth)}~}\${x}%{endfor}`]))}"`;
      case 5:
        return `${deeper()} ? ${deeper()} : ${deeper()}`;
      case 6:
        return `(${deeper()} ${r.pick(["+", "-", "*", "/", "%", "==", "!=", "<", "&&", "||"])} ${deeper()})`;
      case 7:
        return `[${this.#joined(4, deeper)}]`;
      case 8:
        return `{${this.#joined(4, () => `${r.pick([...names, "(var.a)", '"x y"'])} = ${deeper()}`)}}`;
      case 9:
        return `${this.#reference()}${r.pick(["[0]", "[*].id", ".*.a", `[${deeper()}]`, ".a.b"])}`;
      case 10:
        return `jsonencode({ Version = "2012-10-17", Statement = ${r.chance(50) ? deeper() : `[{ Effect = "Allow", Action = ${deeper()}, Resource = ${deeper()}, Principal = ${deeper()} }]`} })`;
      case 11:
        return `<<${r.pick(["-", ""])}EOF\n${r.chance(60) ? this.policy() : `\${${deeper()}}\n  text`}\nEOF\n`;
      default:
        return this.#leaf();
    }
  }

  #collection(depth: number): string {
    const r = this.#random;
    return r.pick([
      `range(${r.pick(["0", "3", "30", "1000", "-5"])})`,
      this.#reference(),
      this.expression(depth + 2),
      '["a", "b"]',
      "{ a = 1, b = 2 }",
    ]);
  }

  #leaf(): string {
    const r = this.#random;
    return r.pick([`"${r.pick(strings)}"`, r.pick(numbers), "true", "false", "null", "x", "k", this.#reference()]);
  }

  #reference(): string {
    const r = this.#random;
    const name = r.pick(names);
    return r.pick([
      `var.${name}`,
      `local.${name}`,
      `local.${name}`,
      `module.${name}.a`,
      `${r.pick(types)}.${name}`,
      `${r.pick(types)}.${name}.id`,
      `data.aws_iam_policy_document.${name}.json`,
      "each.value",
      "each.key",
      "count.index",
      "self",
      "path.module",
    ]);
  }

  #declarations(): string {
    const r = this.#random;
    return this.#several(4, () =>
      r.pick([
        () =>
          `variable "${r.pick(names)}" {\n${r.chance(40) ? `  type = ${this.#type(0)}\n` : ""}${r.chance(70) ? `  default = ${this.expression(1)}\n` : ""}}\n`,
        () => `locals {\n${this.#several(4, () => `  ${r.pick(names)} = ${this.expression(0)}\n`)}}\n`,
        () => `locals {\n${this.#several(4, () => `  ${r.pick(names)} = ${this.expression(0)}\n`)}}\n`,
        () => `output "${r.pick(names)}" {\n  value = ${this.expression(0)}\n}\n`,
        () => this.call(r.pick(["./child", "./child", "terraform-aws-modules/s3-bucket/aws", "./", "../"])),
        () => `${this.#comment()}\n`,
      ])(),
    );
  }

  #type(depth: number): string {
    const r = this.#random;
    if (depth > 3) return "string";
    const inner = () => this.#type(depth + 1);
    return r.pick([
      "string",
      "number",
      "bool",
      "any",
      `list(${inner()})`,
      `map(${inner()})`,
      `set(${inner()})`,
      `object({ a = ${inner()}, b = optional(${inner()}, ${this.expression(3)}) })`,
      `tuple([${inner()}, ${inner()}])`,
    ]);
  }

  #comment(): string {
    const r = this.#random;
    const id = r.pick(["aws-*", "*", "CKV_AWS_18", "aws-s3-bucket-without-logging", "*a*b*c*", ""]);
    return r.pick([
      `# parapet:ignore ${id} -- ${r.pick(strings)}`,
      `# parapet:ignore-file ${id} until=${r.pick(["2026-01-01", "2027-13-99", "x"])}`,
      `#checkov:skip=${id}:${r.pick(strings)}`,
      `# tfsec:ignore:${id} exp:2020-01-01`,
      `# trivy:ignore:${id}`,
      `# kics-scan ignore-block`,
      `# kics-scan disable=${id}`,
      "# parapet:policy-kind scp",
      `/* parapet:ignore ${id}\n */`,
    ]);
  }

  /** A resource of the rules' examples with values of ours. */
  #resource(): string {
    const r = this.#random;
    const lines = r.pick(terraform).split("\n");
    const changed = lines.map((line) => {
      const found = /^(\s+[\w-]+\s*= )[^[{<(]*$/.exec(line);
      if (found && r.chance(30)) return `${found[1]}${this.expression(0)}`;
      if (/^\w.*\{$/.test(line) && r.chance(25))
        return `${r.chance(30) ? `${this.#comment()}\n` : ""}${line}\n${this.#within()}`;
      const nested = /^(\s+)(\w+) \{$/.exec(line);
      if (nested && r.chance(15))
        return `${nested[1]}dynamic "${nested[2]}" {\n  for_each = ${this.#collection(0)}\n  content {\n${this.#within()}}\n}\n${line}`;
      return line;
    });
    return `${changed.join("\n")}\n`.replaceAll(/"(?:this|main|example|data|logs)"/g, () => `"${r.pick(names)}"`);
  }

  #within(): string {
    const r = this.#random;
    return r.pick([
      `  for_each = ${this.#collection(0)}\n`,
      `  count = ${this.expression(1)}\n`,
      `  tags = ${this.expression(0)}\n`,
      `  policy = ${this.expression(0)}\n`,
      `  ${r.pick(attributes)} = ${this.expression(0)}\n`,
      `  dynamic "ingress" {\n    for_each = ${this.#collection(0)}\n    content {\n      cidr_blocks = ${this.expression(1)}\n    }\n  }\n`,
    ]);
  }

  /** A policy document that takes in others. */
  #document(): string {
    const r = this.#random;
    const others = () => this.#joined(3, () => `data.aws_iam_policy_document.${r.pick(names)}.json`);
    return `data "aws_iam_policy_document" "${r.pick(names)}" {\n${r.chance(60) ? `  ${r.pick(["source", "override"])}_policy_documents = [${others()}]\n` : ""}  statement {\n    sid = ${this.expression(3)}\n    actions = ${this.expression(2)}\n    resources = ["${r.pick(strings)}"]\n    principals {\n      type = "${r.pick(["AWS", "*", "Service"])}"\n      identifiers = ${this.expression(2)}\n    }\n  }\n}\n`;
  }

  #statement(): unknown {
    const r = this.#random;
    const one = (): unknown =>
      r.pick<unknown>([r.pick(strings), r.pick(numbers), null, true, [], {}, [r.pick(strings), r.pick(strings)]]);
    return {
      Sid: one(),
      Effect: r.pick(["Allow", "Deny", "x"]),
      [r.pick(["Action", "NotAction", "Resource"])]: one(),
      [r.pick(["Principal", "NotPrincipal", "Resource", "Condition"])]: r.pick<unknown>([
        one(),
        { AWS: one(), [r.pick(strings)]: one() },
      ]),
      Condition: { [r.pick(["StringLike", "IpAddress", "x"])]: { [r.pick(["aws:SourceArn", "aws:SourceIp"])]: one() } },
    };
  }

  #several(most: number, piece: () => string): string {
    return Array.from({ length: 1 + this.#random.below(most) }, piece).join("");
  }

  #joined(most: number, piece: () => string): string {
    return Array.from({ length: this.#random.below(most) }, piece).join(", ");
  }
}

const types = [
  ...new Set(terraform.flatMap((text) => [...text.matchAll(/^resource "(\w+)"/gm)].map(([, type = ""]) => type))),
];

const attributes = [
  ...new Set(terraform.flatMap((text) => [...text.matchAll(/^ +(\w+) +=/gm)].map(([, name = ""]) => name))),
];
