import { fixAll, preview } from "../../analysis/fix/fix.ts";
import { change, membersOf } from "../../language/schema/schema.ts";
import { is, resources, setting } from "../../rules/kit/checks.ts";
import { type Impact, type Rule, rule } from "../../rules/kit/rule.ts";
import { tried } from "../generate/trial.ts";
import type { Demand, Wish } from "./wish.ts";

/** The source of a rule to go on from: what the schema knows is filled in, and its examples are held to its check. */
export function draft(wish: Wish): string {
  const { id, type, demand } = wish;
  const insecure = example(type, demand);
  const impact = demand ? impactOf(type, demand.path) : "update";
  const { marked, secure } = demand ? held(wish, demand, impact, insecure) : byHand(insecure);
  const value = JSON.stringify(demand?.value);
  const picks = demand
    ? `  on: resources("${type}"),
  // where nothing is written the provider has a default: say \`{ fallback: … }\`, unless that falls short, too
  // what cuts off a client or stops a job is a disruption, though the provider changes it in place
  check: setting("${demand.path}", is(${value}), { impact: "${impact}" }),`
    : `  on: resources("${type}"),
  *check(resource) {
    const value = resource.get("${firstAttribute(type)}");
    // say what is known to be wrong, and nothing about what only \`terraform apply\` can know
    if (plain(value) !== "insecure") return;
    yield { at: value.at };
  },`;
  return `import { ${demand ? "is, resources, setting" : "plain, resources"} } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "${id}",
  title: "Say who can do what to what, or what the thing lacks",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Say what an attacker gains, or what is lost.",
  controls: {},
  aliases: {},
  references: ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/${type.replace(/^aws_/, "")}"],
${demand ? "" : '  noFix: "Say why there is no fix, or yield `fixes`.",\n'}
${picks}

  insecure: hcl\`
${indented(marked)}  \`,
  secure: hcl\`
${indented(secure)}  \`,
});
`;
}

/** The same for a check that is still to be written. */
function byHand(text: string): { readonly marked: string; readonly secure: string } {
  const start = text.indexOf(wrong);
  return {
    marked: start < 0 ? text : underlined(text, start, start + wrong.length),
    secure: text.replace(wrong, '"example"'),
  };
}

const wrong = '"insecure"';

/** In a template \`\${\` begins what JavaScript fills in. */
const indented = (text: string): string =>
  text
    .replaceAll("\\", "\\\\")
    .replaceAll("${", "\\${")
    .replaceAll(/^(?=.)/gm, "    ");

/** What the provider's schema is sure of: verification raises a fix to the same. */
function impactOf(type: string, path: string): Impact {
  const known = change(type, path);
  return known === "in-place" ? "update" : known === "replacement" ? "replacement" : "disruption";
}

/** Something to begin with where nothing is demanded: what is required, else what there is. */
function firstAttribute(type: string): string {
  const texts = membersOf(type).filter(
    (one) => one.kind === "attribute" && one.type === "string" && !isCommon(one.name),
  );
  return (texts.find(({ required }) => required) ?? texts[0])?.name ?? "id";
}

const isCommon = (name: string): boolean => ["region", "id", "name"].includes(name);

/** A resource with all that it cannot do without, and with what is demanded written otherwise, or left out. */
const example = (type: string, demand: Demand | undefined): string =>
  `resource "${type}" "example" {\n${body(type, "", demand, "  ").join("\n")}\n}\n`;

function body(type: string, path: string, demand: Demand | undefined, margin: string): readonly string[] {
  const prefix = path === "" ? "" : `${path}.`;
  const attributes: (readonly [name: string, value: string])[] = [];
  const blocks: string[] = [];
  for (const one of membersOf(type, path)) {
    const own = prefix + one.name;
    const isOnTheWay = demand?.path.startsWith(`${own}.`) ?? false;
    if (one.kind === "block" && (one.required || isOnTheWay)) {
      const inside = [`${margin}${one.name} {`, ...body(type, own, demand, `${margin}  `), `${margin}}`].join("\n");
      for (let count = 0; count < Math.max(1, one.min); count++) blocks.push(inside);
    } else if (one.kind === "attribute" && own === (demand?.path ?? firstAttribute(type))) {
      if (typeof demand?.value === "boolean") attributes.push([one.name, String(!demand.value)]);
      else if (one.required || !demand) attributes.push([one.name, typeof demand?.value === "number" ? "0" : wrong]);
    } else if (one.kind === "attribute" && (one.required || own === "name"))
      attributes.push([one.name, sample(one.name, one.type)]);
  }
  const width = Math.max(0, ...attributes.map(([name]) => name.length));
  const lines = attributes.map(([name, value]) => `${margin}${name.padEnd(width)} = ${value}`);
  return [...lines, ...blocks.flatMap((block, index) => (lines.length + index > 0 ? ["", block] : [block]))];
}

function sample(name: string, type: string): string {
  if (type === "bool") return "true";
  if (type === "number") return "1";
  if (/^(?:list|set)\(/.test(type))
    return type.includes("object") ? "[]" : `[${sample(name.replace(/s$/, ""), "string")}]`;
  if (/^(?:map|object)/.test(type)) return "{}";
  if (/(?:^|_)role(?:_arn)?$/.test(name)) return '"arn:aws:iam::123456789012:role/example"';
  return '"example"';
}

/** What the rule finds in the example, underlined, and what its fix makes of it. */
function held({ id, type }: Wish, { path, value }: Demand, impact: Impact, text: string) {
  const drafted: Rule = rule({
    ...{
      id,
      title: id,
      why: id,
      severity: "medium",
      responsibility: "customer",
      controls: {},
      aliases: {},
      references: [],
    },
    ...{ insecure: text, secure: text },
    on: resources(type),
    check: setting(path, is(value), { impact }),
  });
  const checked = tried(drafted, text);
  const { edits } = fixAll(checked, { maximum: "replacement", placeholders: true, secrets: true });
  const [finding] = checked.report.findings;
  return {
    marked: finding ? underlined(text, finding.at.start, finding.at.end) : text,
    secure: [...preview(edits, checked).values()][0] ?? text,
  };
}

/** With carets below a piece of a line. */
function underlined(text: string, start: number, end: number): string {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const to = text.indexOf("\n", start);
  const line = text.slice(from, to);
  const column = start - from;
  const margin = /^ */.exec(line)?.[0] ?? "";
  const carets = "^".repeat(Math.min(end, to) - start);
  // at the margin the comment sign itself stands for the first caret
  const under =
    column > margin.length
      ? `${margin}#${" ".repeat(column - margin.length - 1)}${carets}`
      : `${margin}#${carets.slice(1)}`;
  return `${text.slice(0, to)}\n${under}${text.slice(to)}`;
}
