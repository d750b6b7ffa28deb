import { isMap, isScalar, isSeq, type Node } from "yaml";
import { fact } from "../../language/query/engine.ts";
import { closest } from "../../language/schema/closest.ts";
import {
  type Framework,
  frameworkNamed,
  frameworks,
  type Profile,
  type Rule,
  type Severity,
} from "../../rules/kit/rule.ts";
import { glob, isGlob, longestGlob } from "./glob.ts";
import { listed, type Mistake, mistake, told, written, YamlReader } from "./yaml.ts";

/** How loud a rule is, or that it is silent. */
export type Level = "off" | Severity;

/** What `.parapet.yaml` and the editor's settings say. */
export interface Config {
  readonly enable: boolean;
  /** An editor goes by `hint` where `recommended` is asked for. */
  readonly profile: Profile;
  /** By a rule's id, an alias of it, or a glob over ids. An id outweighs a glob, a later glob an earlier one. */
  readonly rules: Readonly<Record<string, Level>>;
  /** Only rules with a control of one of these are on, whatever else is said; all where it is empty. */
  readonly frameworks: readonly Framework[];
  /** Globs of paths that are not checked; one without a slash holds in every folder, one of a folder for all in it. */
  readonly exclude: readonly string[];
}

export const defaults: Config = { enable: true, profile: "recommended", rules: {}, frameworks: [], exclude: [] };

export const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

/** How grave something is, as it is shown: what is only a wish comes after all that has a severity there. */
export interface Grave {
  readonly severity: Severity;
  readonly isHint: boolean;
}

/** The gravest first. */
export const byGravity = (a: Grave, b: Grave): number =>
  Number(a.isHint) - Number(b.isHint) || severities.indexOf(a.severity) - severities.indexOf(b.severity);

/** Those that one may ask for. */
export const profiles: readonly Profile[] = ["recommended", "all"];

/** Each takes in those before it. */
const widening: readonly Profile[] = ["recommended", "hint", "all"];

export const levels: readonly Level[] = ["off", ...severities];

export const isLevel = (value: unknown): value is Level => levels.some((level) => level === value);

/** Lays configurations over the defaults, the later over the earlier; `rules` and `exclude` add up. */
export function merge(...layers: readonly Partial<Config>[]): Config {
  return layers.reduce<Config>(
    (below, above) => ({
      enable: above.enable ?? below.enable,
      profile: above.profile ?? below.profile,
      rules: overlaid(below.rules, above.rules ?? {}),
      frameworks: above.frameworks ?? below.frameworks,
      exclude: [...below.exclude, ...(above.exclude ?? [])],
    }),
    defaults,
  );
}

/** A key that is set again moves to the end, because the last glob that matches counts. */
function overlaid(below: Config["rules"], above: Config["rules"]): Config["rules"] {
  const rest = Object.entries(below).filter(([key]) => !Object.hasOwn(above, key));
  return { ...Object.fromEntries(rest), ...above };
}

/** How bad findings of a rule are by themselves, and whether that is the configuration's word, which outweighs what a problem comes to. */
export interface Loudness {
  readonly severity: Severity;
  readonly isConfigured: boolean;
  /** Whether it is on as a wish only: what it finds is shown in passing, counts nowhere and is not mended unasked. */
  readonly isHint: boolean;
  /** The profile that is asked for. */
  readonly profile: Profile;
}

/** How a problem is told that its facts put into a profile of its own; undefined where that was not asked for. A rule that is named tells all. */
export function toldIn(
  { isConfigured, isHint, profile }: Loudness,
  own: Profile | undefined,
): "loud" | "hint" | undefined {
  if (isConfigured || own === undefined) return isHint ? "hint" : "loud";
  if (widening.indexOf(own) > widening.indexOf(profile)) return undefined;
  return isHint || (own === "hint" && profile === "hint") ? "hint" : "loud";
}

/** How loud a rule is; undefined where it is off. A rule that is named is on whatever the profile. */
export function loudnessOf(config: Config, rule: Rule): Loudness | undefined {
  const known = judgements(config);
  if (!known.has(rule)) known.set(rule, configured(config, rule));
  return known.get(rule);
}

/** How bad a finding of a rule is where nothing else is known of it; undefined where the rule is off. */
export const severityOf = (config: Config, rule: Rule): Severity | undefined => loudnessOf(config, rule)?.severity;

/** Every rule is asked about at every keystroke, and a configuration never changes. */
const judgements = fact((_: Config) => new Map<Rule, Loudness | undefined>());

function configured({ profile, rules, frameworks }: Config, rule: Rule): Loudness | undefined {
  if (frameworks.length > 0 && !frameworks.some((framework) => (rule.controls[framework] ?? []).length > 0))
    return undefined;
  const named = rules[rule.id] ?? rules[rule.aliases.find((alias) => Object.hasOwn(rules, alias)) ?? ""];
  const level = named ?? Object.entries(rules).findLast(([written]) => isGlob(written) && glob(written)(rule.id))?.[1];
  if (level !== undefined)
    return level === "off" ? undefined : { severity: level, isConfigured: true, isHint: false, profile };
  const own = rule.profile ?? "recommended";
  if (widening.indexOf(own) > widening.indexOf(profile)) return undefined;
  return { severity: rule.severity, isConfigured: false, isHint: own === "hint" && profile === "hint", profile };
}

/** Whether a path, relative to the configuration's folder and with `/`, is left out. */
export function isExcluded({ exclude }: Config, path: string): boolean {
  const steps = path.split("/");
  return exclude.some((written) => {
    const whole = written.replace(/\/+$/, "");
    const pattern = whole.replace(/^\.?\//, "");
    const matches = glob(whole.includes("/") ? pattern : pattern.replace(/^(!*)/, "$1**/"));
    return steps.some((_, index) => matches(steps.slice(0, index + 1).join("/")));
  });
}

/** Characters of a `.parapet.yaml`: one from somewhere must not keep the editor busy. */
const longestConfig = 100_000;

/**
 * Reads `.parapet.yaml`. What is wrong is left out and told with its place; the rest holds. `rules` are those that can be
 * named in it.
 */
export function parseConfig(
  text: string,
  rules: readonly Rule[],
): { readonly config: Partial<Config>; readonly problems: readonly Mistake[] } {
  if (text.length > longestConfig) {
    const message = `A configuration has at most ${longestConfig.toLocaleString("en")} characters.`;
    return { config: {}, problems: [mistake(text, undefined, message)] };
  }
  const reader = new YamlReader(text);
  const root = reader.root();
  const config = root ? configIn(root, reader, rules) : {};
  return { config, problems: told(reader.mistakes) };
}

function configIn(root: Node, reader: YamlReader, rules: readonly Rule[]): Partial<Config> {
  const config: { -readonly [Key in keyof Config]?: Config[Key] | undefined } = {};
  if (!isMap(root)) reader.wrong(root, "A configuration is a mapping of settings.");
  for (const { name, key, value } of reader.distinct(root)) {
    const node = written(key, value);
    switch (name) {
      case "enable":
        config.enable = reader.boolean(node, name);
        break;
      case "profile":
        config.profile = reader.word(node, name, profiles);
        break;
      case "rules":
        config.rules = ruleLevels(node, reader, rules);
        break;
      case "frameworks":
        config.frameworks = namedFrameworks(node, reader);
        break;
      case "exclude":
        config.exclude = globs(node, reader);
        break;
      default:
        reader.unknown(key, "There is no setting", Object.keys(defaults));
    }
  }
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
}

function ruleLevels(node: Node, reader: YamlReader, rules: readonly Rule[]): Config["rules"] {
  if (!isMap(node)) reader.wrong(node, "`rules` is a mapping of rule ids to a severity or off.");
  return Object.fromEntries(
    reader.distinct(node).flatMap(({ name, key, value }) => {
      const fault = unknownRule(name, rules);
      if (fault) reader.wrong(key, fault);
      const said = isScalar(value) ? value.value : undefined;
      // YAML 1.1 reads `off` as false, and so do some editors when they write it back.
      const level = said === false ? "off" : said;
      if (isLevel(level)) return [[name, level] as const];
      reader.wrong(written(key, value), `A rule is set to ${listed(levels)}.`);
      return [];
    }),
  );
}

function namedFrameworks(node: Node, reader: YamlReader): readonly Framework[] {
  if (!isSeq(node)) {
    reader.wrong(node, "`frameworks` is a list of frameworks.");
    return [];
  }
  return node.items.flatMap((item) => {
    const found = isScalar(item) ? frameworkNamed(String(item.value)) : undefined;
    if (found === undefined) reader.wrong(item, `A framework is ${listed(frameworks)}.`);
    return found ?? [];
  });
}

function globs(node: Node, reader: YamlReader): readonly string[] {
  if (!isSeq(node)) {
    reader.wrong(node, "`exclude` is a list of globs.");
    return [];
  }
  return node.items.flatMap((item) => {
    if (isScalar(item) && typeof item.value === "string" && item.value !== "" && item.value.length <= longestGlob)
      return [item.value];
    reader.wrong(item, isScalar(item) && String(item.value).length > longestGlob ? tooLong : "A glob is a text.");
    return [];
  });
}

const tooLong = `A glob has at most ${longestGlob} characters.`;

function unknownRule(id: string, rules: readonly Rule[]): string | undefined {
  if (isGlob(id)) return rules.some((rule) => glob(id)(rule.id)) ? undefined : `No rule's id matches \`${id}\`.`;
  if (rules.some((rule) => rule.id === id || rule.aliases.includes(id))) return undefined;
  const meant = closest(
    id,
    rules.map((rule) => rule.id),
  );
  return `There is no rule \`${id}\`${meant ? `; did you mean \`${meant}\`?` : "."}`;
}
