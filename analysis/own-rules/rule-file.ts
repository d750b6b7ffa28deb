import { isMap, isNode, isScalar, isSeq, type Node } from "yaml";
import type { Module } from "../../language/model/module.ts";
import type { Section } from "../../language/model/section.ts";
import { resourceTypes } from "../../language/schema/schema.ts";
import { blocks, resources } from "../../rules/kit/checks.ts";
import { type Source, stop } from "../../rules/kit/edits.ts";
import { type Fix, frameworkNamed, frameworkNames, impacts, type Rule, rule } from "../../rules/kit/rule.ts";
import { profiles, severities } from "../config/config.ts";
import { type Fields, YamlReader } from "../config/yaml.ts";
import {
  conditions,
  type FixOptions,
  oneLine,
  required,
  resourceType,
  type SettingCondition,
  unknownType,
} from "./conditions.ts";
import { PatternBudget } from "./demands.ts";
import { settingAt } from "./settings.ts";

/** What a rule must say. */
export const neededFields = ["id", "title", "severity", "why", "on", "check", "insecure", "secure"] as const;

const ruleFields = [
  ...neededFields,
  "where",
  "fix",
  "noFix",
  "profile",
  "responsibility",
  "cost",
  "controls",
  "aliases",
  "references",
];

const fixFields = ["title", "impact", "write", "placeholder"];

/** How an own rule is called: `aws-` is kept for the rules that come with Parapet. */
export const idPattern = "^(?!aws-)[a-z][a-z0-9]*(-[a-z0-9]+)*$";

export const responsibilities = ["customer", "shared"] as const;
export const costs = ["free", "basic", "advanced"] as const;

const [longestId, longestTitle, longestText, longestExample] = [80, 120, 1_000, 20_000] as const;
const [mostTypes, mostWords, mostConditions] = [50, 50, 100] as const;

/** A rule and where its id stands. */
interface Declared {
  readonly rule: Rule;
  readonly at: Node;
}

/** What stands in a rule file. */
export interface RuleFile {
  readonly rules: readonly Declared[];
  readonly reader: YamlReader;
}

/** Reads a rule file: one rule or a list of them. A rule with a mistake is left out, the others hold. */
export function readRules(text: string): RuleFile {
  const reader = new YamlReader(text);
  const root = reader.root();
  if (root === undefined) return { rules: [], reader };
  const nodes = isSeq(root) ? (root.items as readonly Node[]) : [root];
  return { reader, rules: nodes.flatMap((node) => declared(node, reader) ?? []) };
}

function declared(node: Node, reader: YamlReader): Declared | undefined {
  const before = reader.count;
  const own = reader.fields(node, "a rule", ruleFields);
  if (!own) return undefined;
  const at = own.get("id") ?? firstKey(node) ?? node;
  const need = (name: string): Node | undefined => required(own, reader, name, at);
  const line = (name: string, longest: number): string => {
    const found = need(name);
    return oneLine((found && reader.string(found, name, longest)) ?? "");
  };
  const example = (name: string): string => {
    const found = need(name);
    return (found && reader.string(found, name, longestExample)) ?? "";
  };
  const id = line("id", longestId);
  if (own.get("id") && !new RegExp(idPattern).test(id))
    reader.wrong(at, "An id is made of small letters, digits and hyphens, and does not begin with `aws-`.");
  const severity = wordIn(own, reader, "severity", severities, at) ?? "medium";
  const profile = wordIn(own, reader, "profile", profiles);
  const responsibility = wordIn(own, reader, "responsibility", responsibilities) ?? "customer";
  const cost = wordIn(own, reader, "cost", costs);
  const about = {
    id,
    title: line("title", longestTitle).replace(/\.$/, ""),
    severity,
    responsibility,
    why: line("why", longestText),
    controls: controlsIn(own, reader),
    aliases: { other: wordsIn(own, reader, "aliases", /^[\w.-]+$/, "An alias is another tool's id.") },
    references: wordsIn(
      own,
      reader,
      "references",
      /^https:\/\/[^\s<>()[\]"'`\\]+$/,
      "A reference is an https:// link.",
    ),
    insecure: example("insecure"),
    secure: example("secure"),
    ...(profile && { profile }),
    ...(cost && { cost }),
  };
  const fixOptions = fixOptionsIn(own, reader, at);
  const budget = new PatternBudget();
  const targets = targetsIn(own, reader, fixOptions.said, budget, need);
  if (fixOptions.noFix === undefined && targets.some(({ check }) => !check.isFixable))
    reader.wrong(
      own.get("fix") ?? at,
      "No value to write follows from `check`: say it in `fix.write`, or say `fix: none` with a `noFix` that tells why.",
    );
  if (reader.count > before || targets.length === 0) return undefined;
  const { noFix } = fixOptions;
  return {
    at,
    rule: rule({
      ...about,
      ...(noFix !== undefined && { noFix }),
      *on(module) {
        budget.renew();
        for (const target of targets)
          for (const section of target.sections(module))
            if (!target.where || target.where.holds(section) === true) yield { section, check: target.check };
      },
      *check({ section, check }) {
        for (const { fixes, message, ...problem } of check.problems(section))
          yield {
            ...problem,
            ...(message !== undefined && { message: oneLine(message) }),
            ...(noFix === undefined && fixes && { fixes: () => titled(fixes()) }),
          };
      },
    }),
  };
}

function* titled(fixes: Iterable<Fix>): Iterable<Fix> {
  for (const fix of fixes) yield { ...fix, title: oneLine(fix.title) };
}

const firstKey = (node: Node): Node | undefined =>
  isMap(node) && isNode(node.items[0]?.key) ? node.items[0].key : undefined;

/** What a rule looks at, of one type. */
interface TypeTarget {
  readonly sections: (module: Module) => readonly Section[];
  readonly where: SettingCondition | undefined;
  readonly check: SettingCondition;
}

function targetsIn(
  own: Fields,
  reader: YamlReader,
  fixOptions: FixOptions,
  budget: PatternBudget,
  need: (name: string) => Node | undefined,
): readonly TypeTarget[] {
  const [on, check] = [need("on"), need("check")];
  const where = own.get("where");
  if (!on || !check) return [];
  return reader.list(on, "on", mostTypes).flatMap((node) => {
    const found = typeIn(node, reader);
    if (!found) return [];
    const { type, block } = found;
    const purpose = { reader, type, block, fixOptions, budget, room: { left: mostConditions, settings: 0 } };
    const demanded = conditions(check, "check", purpose);
    if (fixOptions.write && purpose.room.settings !== 1)
      reader.wrong(fixOptions.write, "`write` goes with a `check` of one setting.");
    const limited =
      where && conditions(where, "where", { ...purpose, fixOptions: { ...fixOptions, write: undefined } });
    if (!demanded || (where && !limited)) return [];
    return [{ sections: block === "" ? resources(type) : blocks(block, type), where: limited, check: demanded }];
  });
}

/** `aws_instance`, or a block in it: `aws_instance.root_block_device`. */
function typeIn(node: Node, reader: YamlReader): { readonly type: string; readonly block: string } | undefined {
  const text = isScalar(node) && typeof node.value === "string" ? node.value : "";
  const dot = text.indexOf(".");
  if (dot < 0) {
    const type = resourceType(reader, node);
    return type === undefined ? undefined : { type, block: "" };
  }
  const [type, block] = [text.slice(0, dot), text.slice(dot + 1)];
  if (!resourceTypes.has(type)) return reader.wrong(node, unknownType(type));
  const found = settingAt(type, block);
  if (found.kind === "block" || (found.kind === "value" && /object/.test(found.type))) return { type, block };
  return reader.wrong(node, found.kind === "missing" ? found.message : `\`${block}\` of ${type} is no block.`);
}

/** What a rule says of its fixes, and why there are none. */
function fixOptionsIn(
  own: Fields,
  reader: YamlReader,
  at: Node,
): { readonly said: FixOptions; readonly noFix?: string | undefined } {
  const [fix, why] = [own.get("fix"), own.get("noFix")];
  const noFix = why && oneLine(reader.string(why, "noFix", longestText));
  const said: FixOptions = { wrap: (source) => source };
  if (!fix) return { said, noFix };
  if (isScalar(fix) && fix.value === "none") {
    if (!own.has("noFix")) reader.wrong(at, "`fix: none` needs a `noFix` that tells why.");
    return { said, noFix };
  }
  if (why) reader.wrong(why, "`noFix` goes with `fix: none`.");
  const inner = reader.fields(fix, "a fix", fixFields);
  if (!inner) return { said };
  const title = inner.get("title");
  const placeholder = inner.get("placeholder");
  const isPlaceholder = placeholder !== undefined && reader.isTrue(placeholder, "placeholder") === true;
  if (isPlaceholder && !inner.has("write")) reader.wrong(placeholder, "`placeholder` goes with `write`.");
  return {
    said: {
      title: title && oneLine(reader.string(title, "title", longestTitle)),
      impact: wordIn(inner, reader, "impact", impacts),
      write: inner.get("write"),
      wrap: (source: Source) => (isPlaceholder && isStoppable(source) ? stop(source) : source),
    },
  };
}

const isStoppable = (source: Source): source is string | number | boolean =>
  typeof source === "string" || typeof source === "number" || typeof source === "boolean";

function wordIn<Word extends string>(
  own: Fields,
  reader: YamlReader,
  name: string,
  words: readonly Word[],
  at?: Node,
): Word | undefined {
  const found = at ? required(own, reader, name, at) : own.get(name);
  return found && reader.word(found, name, words);
}

function wordsIn(own: Fields, reader: YamlReader, name: string, pattern: RegExp, otherwise: string): readonly string[] {
  const found = own.get(name);
  if (!found) return [];
  return reader.list(found, name, mostWords).flatMap((node) => {
    const word = reader.string(node, name, longestText);
    if (word === undefined || pattern.test(word)) return word ?? [];
    reader.wrong(node, otherwise);
    return [];
  });
}

function controlsIn(own: Fields, reader: YamlReader): Rule["controls"] {
  const found = own.get("controls");
  if (!found) return {};
  const named = reader.fields(found, "`controls`", frameworkNames);
  if (!named) return {};
  return Object.fromEntries(
    frameworkNames.flatMap((name) => {
      const numbers = wordsIn(
        named,
        reader,
        name,
        /^[\w.()/-]+$/,
        "A control is its number, as the framework writes it.",
      );
      return numbers.length > 0 ? [[frameworkNamed(name), numbers] as const] : [];
    }),
  );
}
