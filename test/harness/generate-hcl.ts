import type { Random } from "./random.ts";

/** A file of valid HCL that uses all of its grammar sooner or later. */
export function generateHcl(random: Random): string {
  const file = new Generator(random).file();
  return random.chance(8) ? file.replaceAll("\n", "\r\n") : file;
}

const words = ["a", "b_c", "x1", "name-of", "tags", "für", "日本", "_z", "in", "for_each", "null_x", "e1"];
const texts = [
  "",
  "x",
  "two words",
  "  lead",
  "trail  ",
  "é",
  "e\u0301",
  "日本語 😀",
  "100%",
  "$5",
  "a$b",
  "#no",
  "// no",
  "/* no */",
  "{",
  "}",
];
const escapes = ['\\"', "\\n", "\\t", "\\\\", "\\u00e9", "\\U0001F600", "$${x}", "%%{if}", "$$", "%%"];
const lineTexts = ['"x"', "\\n", "text", "# x", "$${y}", "%%{z}", "é", "a b", "}", "{"];
const binaries = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"];
const headers = [
  'resource "t" "n"',
  'data "t" "n"',
  'variable "v"',
  'output "o"',
  "locals",
  "terraform",
  'provider "p"',
  "moved",
  "custom l1",
];

class Generator {
  readonly #random: Random;
  #names = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  file(): string {
    const r = this.#random;
    let out = r.chance(3) ? "\ufeff" : "";
    for (let count = 1 + r.below(5); count > 0; count--) {
      out += this.#trivia("");
      out += r.chance(80) ? this.#block(r.pick(headers), "", 0) : this.#attribute("", 0);
    }
    out += this.#trivia("");
    return r.chance(10) && !out.includes("<<") ? out.trimEnd() : out;
  }

  #word(): string {
    return this.#random.pick(words);
  }

  #trivia(indent: string): string {
    const r = this.#random;
    if (r.chance(70)) return "";
    return r.pick(["\n", `${indent}# comment "\${\n`, `${indent}// { comment\n`, `${indent}/* a\n b */\n`, "  \n\n"]);
  }

  #block(header: string, indent: string, depth: number): string {
    const r = this.#random;
    if (r.chance(6)) return `${indent}${header} {}\n`;
    if (r.chance(6)) return `${indent}${header} { a = ${this.#expression(2)} }\n`;
    const inner = `${indent}  `;
    let out = `${indent}${header} {${r.chance(5) ? " # opens" : ""}\n`;
    for (let count = r.below(5); count > 0; count--) {
      out += this.#trivia(inner);
      out += depth < 3 && r.chance(25) ? this.#block(this.#header(), inner, depth + 1) : this.#attribute(inner, depth);
    }
    return `${out}${indent}}${r.chance(5) ? " // closes" : ""}\n`;
  }

  #header(): string {
    return this.#random.pick(["ingress", 'dynamic "rule"', "lifecycle", 'provisioner "x"', "b c"]);
  }

  #attribute(indent: string, depth: number): string {
    const r = this.#random;
    const name = `${this.#word()}_${this.#names++}`;
    const space = r.pick([" ", "   ", "", "\t"]);
    const value = r.chance(12) ? this.#heredoc(indent, depth) : this.#expression(0);
    const comment = r.chance(5) && !value.includes("<<") ? " # why" : "";
    return `${indent}${name}${space}= ${value}${comment}\n`;
  }

  #expression(depth: number): string {
    const r = this.#random;
    const deeper = () => this.#expression(depth + 1);
    if (depth > 3) return this.#leaf();
    switch (r.below(20)) {
      case 0:
      case 1:
        return this.#list("[", "]", deeper);
      case 2:
      case 3:
        return this.#object(depth);
      case 4:
        return `(${r.chance(20) ? "\n" : ""}${deeper()}${r.chance(20) ? "\n" : ""})`;
      case 5:
        return `${this.#operand(depth)} ${r.pick(binaries)} ${this.#operand(depth)}`;
      case 6:
        return `${this.#operand(depth)} ? ${deeper()} : ${deeper()}`;
      case 7:
        return r.pick([`-${this.#traversal(depth)}`, `!${this.#traversal(depth)}`, "-1", "!true"]);
      case 8:
      case 9:
        return this.#call(depth);
      case 10:
        return this.#for(depth);
      case 11:
      case 12:
        return this.#traversal(depth);
      case 13:
      case 14:
      case 15:
        return this.#quoted(depth);
      default:
        return this.#leaf();
    }
  }

  #operand(depth: number): string {
    return this.#random.chance(50) ? this.#leaf() : this.#traversal(depth + 1);
  }

  #leaf(): string {
    const r = this.#random;
    return r.pick([
      "1",
      "0",
      "42.5",
      "1e5",
      "1.5e-3",
      "true",
      "false",
      "null",
      '"x"',
      '""',
      "var.x",
      "local.y",
      "each.value",
    ]);
  }

  #call(depth: number): string {
    const r = this.#random;
    const name = r.pick(["f", "jsonencode", "provider::aws::arn_parse", "merge"]);
    if (r.chance(10)) return `${name}(${this.#leaf()}...)`;
    return this.#list(`${name}(`, ")", () => this.#expression(depth + 1));
  }

  #list(open: string, close: string, item: () => string): string {
    const r = this.#random;
    const items = Array.from({ length: r.below(4) }, item);
    if (r.chance(60)) return `${open}${items.join(", ")}${items.length > 0 && r.chance(15) ? "," : ""}${close}`;
    return `${open}\n${items.map((text) => `${text}${r.chance(10) ? " # c" : ""}\n,`).join("\n")}\n${close}`;
  }

  #object(depth: number): string {
    const r = this.#random;
    const entries = Array.from({ length: r.below(4) }, () => {
      const key = r.pick([this.#word(), `"${this.#word()}"`, `"k\${var.x}"`, "(var.k)", "a.b", "7", "null", "true"]);
      return `${key} ${r.pick(["=", "=", ":"])} ${this.#expression(depth + 1)}`;
    });
    if (r.chance(40)) return `{ ${entries.join(", ")}${entries.length > 0 && r.chance(15) ? "," : ""} }`;
    return `{\n${entries.map((entry) => `  ${entry}${r.pick(["", ",", " # c"])}\n`).join("")}}`;
  }

  #for(depth: number): string {
    const r = this.#random;
    const over = `for ${r.pick(["x", "k, v"])} in ${this.#traversal(depth + 1)} :`;
    const condition = r.chance(30) ? ` if ${this.#operand(depth)} != null` : "";
    const gap = r.chance(20) ? "\n" : " ";
    if (r.chance(50)) return `[${over}${gap}${this.#expression(depth + 1)}${condition}]`;
    const group = r.chance(20) ? "..." : "";
    return `{${gap}${over} ${this.#leaf()} => ${this.#expression(depth + 1)}${group}${condition}${gap}}`;
  }

  #traversal(depth: number): string {
    const r = this.#random;
    let out = r.pick(["var", "aws_x.y", "data.t.n", "each", "module.m", "f(1)", "[1, 2]"]);
    for (let count = 1 + r.below(3); count > 0; count--)
      out += r.pick([
        ".id",
        ".name",
        "[0]",
        '["k"]',
        "[*]",
        ".*.id",
        ".0",
        "[each.key]",
        depth > 2 ? ".z" : `[${this.#expression(depth + 2)}]`,
      ]);
    // Two indexes in a row cannot be written so.
    return out.replace(/\.0(?=\.0)/g, "[0]").replace(/(?<=\.\*\.id.*)\.\*\.id/g, ".id");
  }

  #quoted(depth: number): string {
    const r = this.#random;
    const pieces = Array.from({ length: r.below(4) }, () =>
      r.chance(60) ? r.pick(r.chance(70) ? texts : escapes) : this.#sequence(depth, false),
    );
    return `"${joined(pieces)}"`;
  }

  /** An interpolation or a directive. */
  #sequence(depth: number, lines: boolean): string {
    const r = this.#random;
    const strip = () => (r.chance(20) ? "~" : "");
    const tag = (text: string) => `%{${strip()} ${text} ${strip()}}`;
    const end = lines ? "\n" : "";
    const plain = () => (lines ? `  ${r.pick(["x", "y z"])}\n` : r.pick(["x", " y "]));
    switch (depth > 2 ? 0 : r.below(5)) {
      case 1:
        return `${tag("if var.c")}${end}${plain()}${tag("else")}${end}${plain()}${tag("endif")}`;
      case 2:
        return `${tag(`if ${this.#operand(depth)}`)}${plain()}${tag("endif")}`;
      case 3:
        return `${tag(`for ${r.pick(["x", "k, v"])} in var.xs`)}${end}${plain()}\${x}${tag("endfor")}`;
      default:
        return `\${${strip()}${r.chance(30) ? " " : ""}${this.#expression(depth + 2)}${strip()}}`;
    }
  }

  #heredoc(indent: string, depth: number): string {
    const r = this.#random;
    const marker = r.pick(["EOT", "EOF", "E-1", "É"]);
    const dash = r.chance(60) ? "-" : "";
    let out = `<<${dash}${marker}\n`;
    for (let count = r.below(5); count > 0; count--) {
      const space = " ".repeat(r.below(8));
      out += r.chance(15) ? `${space}\n` : `${space}${this.#heredocLine(depth)}\n`;
    }
    return `${out}${dash === "" ? "" : indent}${marker}`;
  }

  #heredocLine(depth: number): string {
    const r = this.#random;
    const pieces = Array.from({ length: 1 + r.below(3) }, () =>
      r.chance(65) ? r.pick(lineTexts) : this.#sequence(depth + 1, r.chance(30)),
    );
    return joined(pieces);
  }
}

/** Keeps a sign that ends one piece of text from escaping the interpolation that begins the next. */
function joined(pieces: readonly string[]): string {
  return pieces.reduce((text, piece) => text + (/[$%]$/.test(text) && /^[$%]/.test(piece) ? ` ${piece}` : piece), "");
}
