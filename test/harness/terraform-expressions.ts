import { type Random, random } from "./random.ts";

type Kind = "number" | "string" | "bool" | "list" | "map" | "any";

/** Expressions of Terraform without names, made by chance: mostly well typed, now and then not. */
export function fuzzed(seed: number, count: number): readonly string[] {
  const chance = random(seed);
  return Array.from({ length: count }, () => made(chance, chance.pick(kinds), 3));
}

const kinds: readonly Kind[] = ["number", "string", "bool", "list", "map"];

function made(chance: Random, kind: Kind, depth: number): string {
  if (kind === "any" || chance.chance(4)) return made(chance, chance.pick(kinds), depth);
  const of = (inner: Kind): string => made(chance, inner, depth - 1);
  const forms = depth <= 0 ? undefined : composed[kind];
  if (!forms || chance.chance(15)) return chance.pick(literals[kind]);
  return chance.pick(forms)(of, chance);
}

const literals: Readonly<Record<Exclude<Kind, "any">, readonly string[]>> = {
  number: ["0", "1", "2", "7", "42", "1.5", "0.25", "-3", "1e3", '"5"', "443"],
  string: ['"a"', '""', '"Hello World"', '"10.0.0.0/8"', '"é"', '"x,y,z"', '" pad "', '"12"', '"true"', '"a-b_c"'],
  bool: ["true", "false", "!true", '"true"'],
  list: ["[]", '["a", "b", "a"]', "[3, 1, 2]", '["x", 1]', "[true]", "[null]", '["b", "", "c"]', "[[1], [2, 3]]"],
  map: ["{}", "{ a = 1, b = 2 }", '{ b = "x", a = "y" }', '{ "k-1" = [1], z = null }', '{ a = 1, c = "s" }'],
};

type Form = (of: (kind: Kind) => string, chance: Random) => string;

const composed: Readonly<Record<Exclude<Kind, "any">, readonly Form[]>> = {
  number: [
    (of, chance) => `(${of("number")} ${chance.pick(["+", "-", "*", "/", "%"])} ${of("number")})`,
    (of) => `-${of("number")}`,
    (of) => `length(${of("list")})`,
    (of) => `length(${of("string")})`,
    (of, chance) => `${chance.pick(["abs", "ceil", "floor", "signum"])}(${of("number")})`,
    (of, chance) => `${chance.pick(["min", "max"])}(${of("number")}, ${of("number")})`,
    (of) => `(${of("bool")} ? ${of("number")} : ${of("number")})`,
    (of) => `${of("list")}[${of("number")}]`,
    (of) => `try(${of("any")}, ${of("number")})`,
    (of) => `tonumber(${of("string")})`,
  ],
  string: [
    (of) => `"\${${of("string")}}-\${${of("number")}}"`,
    (of) => `"<%{ if ${of("bool")} }\${${of("string")}}%{ else }no%{ endif }>"`,
    (of) => `"%{ for x in ${of("list")} }[\${x}]%{ endfor }"`,
    (of, chance) =>
      `${chance.pick(["upper", "lower", "title", "trimspace", "strrev", "base64encode", "urlencode"])}(${of("string")})`,
    (of) => `join("-", ${of("list")})`,
    (of) => `format("%s=%v", ${of("string")}, ${of("any")})`,
    (of) => `replace(${of("string")}, ${of("string")}, "_")`,
    (of) => `substr(${of("string")}, ${of("number")}, 2)`,
    (of) => `(${of("bool")} ? ${of("string")} : ${of("string")})`,
    (of) => `coalesce(${of("string")}, ${of("string")})`,
    (of) => `jsonencode(${of("any")})`,
    (of) => `tostring(${of("any")})`,
    (of) => `lookup({ b = "x", a = "y" }, "a", ${of("string")})`,
    (of) => `element(${of("list")}, ${of("number")})`,
  ],
  bool: [
    (of, chance) => `(${of("number")} ${chance.pick(["<", "<=", ">", ">="])} ${of("number")})`,
    (of, chance) => `(${of("any")} ${chance.pick(["==", "!="])} ${of("any")})`,
    (of, chance) => `(${of("bool")} ${chance.pick(["&&", "||"])} ${of("bool")})`,
    (of) => `!${of("bool")}`,
    (of) => `contains(${of("list")}, ${of("any")})`,
    (of) => `can(${of("any")})`,
    (of) => `startswith(${of("string")}, ${of("string")})`,
    (of) => `alltrue([${of("bool")}, ${of("bool")}])`,
  ],
  list: [
    (of) => `[${of("any")}, ${of("any")}]`,
    (of) => `[for x in ${of("list")} : x]`,
    (of) => `[for i, x in ${of("list")} : "\${i}\${x}" if ${of("bool")}]`,
    (of) => `[for k, v in ${of("map")} : k]`,
    (of, chance) =>
      `${chance.pick(["distinct", "reverse", "flatten", "toset", "sort", "compact", "tolist"])}(${of("list")})`,
    (of, chance) =>
      `${chance.pick(["concat", "setunion", "setintersection", "setsubtract"])}(${of("list")}, ${of("list")})`,
    (of, chance) => `${chance.pick(["keys", "values"])}(${of("map")})`,
    (of) => `split(",", ${of("string")})`,
    (of) => `slice(${of("list")}, 0, ${of("number")})`,
    (of) => `${of("any")}[*]`,
    (of) => `range(${of("number")})`,
  ],
  map: [
    (of) => `{ a = ${of("any")}, b = ${of("any")} }`,
    (of) => `merge(${of("map")}, ${of("map")})`,
    (of) => `{ for k, v in ${of("map")} : "\${k}x" => v }`,
    (of) => `{ for x in ${of("list")} : x => x... }`,
    (of) => `zipmap(${of("list")}, ${of("list")})`,
    (of) => `(${of("bool")} ? { a = ${of("number")} } : { a = ${of("string")} })`,
  ],
};
