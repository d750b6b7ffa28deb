import type { Hover, Position } from "vscode-languageserver";
import { byGravity, type Grave, loudnessOf } from "../../../analysis/config/config.ts";
import type { Effort } from "../../../analysis/fix/effort.ts";
import type { Cause } from "../../../analysis/run/causes.ts";
import type { Finding } from "../../../analysis/run/finding.ts";
import { escaped } from "../../../analysis/show/markdown.ts";
import { pageOf } from "../../../analysis/show/rule-page.ts";
import { rulesAbout } from "../../../analysis/show/spoken.ts";
import { aliasesInShort, controlsInShort, costOf, impactText, reachAndPower } from "../../../analysis/show/wording.ts";
import { linesOf, toRange } from "../../../language/syntax/lines.ts";
import { blocksAround, type Located } from "../../../language/syntax/locate.ts";
import { contains, type Span, touches } from "../../../language/syntax/text.ts";
import type { Block } from "../../../language/syntax/tree.ts";
import { commandIds } from "../../../protocol/messages.ts";
import type { Fix, Rule } from "../../../rules/kit/rule.ts";
import { responsibilityPage, type Service, serviceOf } from "../../../rules/responsibility/services.ts";
import { toOffset } from "../convert.ts";
import { isStale } from "../document.ts";
import { commandLink } from "../links.ts";
import { markup } from "../markup.ts";
import type { Snapshot } from "../snapshot.ts";
import { placeAt } from "./diagnostics.ts";
import { fixes } from "./fixes.ts";
import { policyMeaning } from "./iam-hover.ts";

/** Findings told in full where nothing else is told; of the next ones the titles; of all others how many they are. */
const toldInFull = 2;
const mostNamed = 3;

/** Of how many other tools the ids are told: the rule's page has them all. */
const mostTools = 2;

/** What to know about the place: what is wrong there, whose job it is, what a rule expects. */
export function hover(
  snapshot: Snapshot,
  position: Position,
  client: { readonly markdown: boolean },
  effort: Effort,
): Hover | null {
  const { file, document } = snapshot;
  if (isStale(document) || !snapshot.folderConfig.config.enable) return null;
  const places = linesOf(file);
  const offset = toOffset(places, position);
  const meaning = policyMeaning(snapshot, offset);
  const said = onFinding(snapshot, offset, effort, meaning) ?? meaning ?? onOther(snapshot, offset);
  return said ? { contents: markup(said.markdown, client.markdown), range: toRange(places, said.at) } : null;
}

interface HoverPart {
  readonly at: Span;
  readonly markdown: string;
}

const onOther = (snapshot: Snapshot, offset: number): HoverPart | undefined =>
  onType(snapshot, offset) ?? onAttribute(snapshot, offset);

/** What is wrong at a place. Where there is a word of a policy, one finding is told in short, with what the word means. */
function onFinding(
  snapshot: Snapshot,
  offset: number,
  effort: Effort,
  meaning: HoverPart | undefined,
): HoverPart | undefined {
  const cursor = { start: offset, end: offset };
  const touched = snapshot.findings
    .flatMap((finding) => {
      const at = placeAt(finding, snapshot.file, cursor);
      return at ? [{ finding, at }] : [];
    })
    .sort((a, b) => a.at.end - a.at.start - (b.at.end - b.at.start) || byGravity(a.finding, b.finding));
  const found = touched.map(({ finding }) => finding);
  const [first] = found;
  if (!first) return undefined;
  const told = meaning
    ? [`${findingInShort(snapshot, first, effort)}  \n${meaning.markdown}`]
    : found.slice(0, toldInFull).map((finding) => findingText(snapshot, finding, effort));
  const others = found.slice(told.length);
  const named = others.slice(0, mostNamed).map((finding) => heading(finding, titled(finding.rule, finding.message)));
  const left = others.length - named.length;
  const rest = left > 0 ? [...named, `and ${left} more`] : named;
  const markdown = [...told, ...(rest.length > 0 ? [rest.join("  \n")] : [])].join("\n\n---\n\n");
  return { at: (meaning ?? touched[0] ?? first).at, markdown };
}

/** The severity as a word, which is read aloud and shown in every theme, with what it follows from, and what is wrong. */
function heading({ severity, isHint }: Grave, message: string, weight = ""): string {
  const word = isHint ? "**Hint**" : `**${severity.charAt(0).toUpperCase()}${severity.slice(1)}**`;
  return dotted(weight === "" ? word : `${word} (${weight})`, message);
}

/** In the order in which it is asked: how bad, what, why, whose job, what to do at which price, who says so. */
function findingText(snapshot: Snapshot, finding: Cause<Finding>, effort: Effort): string {
  const { rule } = finding;
  const service = serviceAround(snapshot, finding);
  return lines(
    ...whatAndWhy(finding),
    service ? responsibility(service.you, service.aws) : "",
    fixLine(snapshot, finding, effort),
    costLine(rule),
    dotted(controlsInShort(rule), ...aliasesInShort(rule).slice(0, mostTools)),
    links(rule),
  );
}

/** The same without what the rule's page has besides: the meaning of a policy's word needs the room, which in VS Code is ten lines. */
function findingInShort(snapshot: Snapshot, finding: Cause<Finding>, effort: Effort): string {
  const { rule } = finding;
  const service = serviceAround(snapshot, finding);
  return lines(
    ...whatAndWhy(finding),
    service ? yours(beginning(service.you)) : "",
    fixLine(snapshot, finding, effort),
    dotted(costLine(rule), links(rule)),
  );
}

const lines = (...all: readonly string[]): string => all.filter((line) => line !== "").join("  \n");

const whatAndWhy = (finding: Finding): readonly string[] => [
  heading(finding, escaped(finding.message), reachAndPower(finding)),
  escaped(finding.rule.why),
];

/** Of a policy in JSON, which stands in no resource, the rule's id names the service. */
const serviceAround = ({ file }: Snapshot, { rule, at }: Finding): Service | undefined =>
  serviceOf(typeAround(file, at) ?? `${rule.id.split("-", 2).join("_")}_`);

const yours = (you: string): string => `**Responsibility** · **You**: ${you}`;

const responsibility = (you: string, aws: string): string => `${yours(you)} · **AWS**: ${aws}`;

const beginning = (list: string): string => /^[^:,]*/.exec(list)?.[0] ?? "";

function fixLine(snapshot: Snapshot, finding: Cause<Finding>, effort: Effort): string {
  const [fix] = fixes(snapshot, finding, effort);
  return fix ? `**Fix** · ${fixText(fix)}` : "";
}

const costLine = (rule: Rule): string => `**Cost** · ${costOf(rule)}`;

const dotted = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(" · ");

/** A title says the price, but for what has none. */
const fixText = ({ title, impact }: Fix): string =>
  impact === "none" ? `${escaped(title)} (${impactText.none})` : escaped(title);

function links(rule: Rule): string {
  const [page] = rule.references;
  const explain = `[Explain this rule](${commandLink(commandIds.explain, rule.id)})`;
  return page === undefined ? explain : `[${publisher(page)}](${page}) · ${explain}`;
}

const publisher = (page: string): string =>
  /hashicorp|terraform/.test(page) ? "HashiCorp's page" : /aws/.test(page) ? "AWS's page" : "Read more";

function titled(rule: Rule, title = rule.title): string {
  const page = pageOf(rule);
  return page === undefined ? escaped(title) : `[${escaped(title)}](${page})`;
}

function onType({ file, findings }: Snapshot, offset: number): HoverPart | undefined {
  const block = outermost(file, offset);
  const type = block && typeOf(block.node);
  const at = type && placed(block, type);
  const service = type && serviceOf(type.text);
  if (!at || !service || !touches(at, { start: offset, end: offset })) return undefined;
  const whole = placed(block, block.node);
  const count = findings.filter(({ at, isHint }) => !isHint && contains(whole, at)).length;
  const found = count === 0 ? "" : ` · ${count} ${count === 1 ? "finding" : "findings"}`;
  return {
    at,
    markdown: lines(
      `**${service.name}**${found}`,
      responsibility(service.you, service.aws),
      `[Shared responsibility](${responsibilityPage})`,
    ),
  };
}

function onAttribute({ file, folderConfig }: Snapshot, offset: number): HoverPart | undefined {
  const cursor = { start: offset, end: offset };
  const blocks = blocksAround(file, cursor);
  const [outer, ...inner] = blocks;
  const innermost = blocks.at(-1);
  const type = outer && typeOf(outer.node);
  if (!innermost || !type) return undefined;
  const item = innermost.node.body.items.find(
    (item) => item.kind === "attribute" && touches(placed(innermost, item.name), cursor),
  );
  if (item?.kind !== "attribute") return undefined;
  const path = [...inner.map(({ node }) => node.type.text), item.name.text].join(".");
  const about = rulesAbout(folderConfig.rules, type.text, path).flatMap((rule) => {
    const loudness = loudnessOf(folderConfig.config, rule);
    return loudness ? [{ rule, ...loudness }] : [];
  });
  if (about.length === 0) return undefined;
  const told = about
    .toSorted(byGravity)
    .slice(0, mostNamed)
    .map(({ rule, ...grave }) => `${heading(grave, titled(rule))}  \n${escaped(rule.why)}`);
  const left = about.length - told.length;
  return {
    at: placed(innermost, item.name),
    markdown: [`**${type.text}.${path}** is checked for`, ...told, ...(left > 0 ? [`and ${left} more`] : [])].join(
      "\n\n",
    ),
  };
}

const outermost = (file: Snapshot["file"], offset: number): Located<Block> | undefined =>
  blocksAround(file, { start: offset, end: offset })[0];

const typeOf = ({ type, labels }: Block) => (type.text === "resource" || type.text === "data" ? labels[0] : undefined);

/** The resource type that a place is about. */
function typeAround(file: Snapshot["file"], at: Span): string | undefined {
  const block = blocksAround(file, at)[0];
  return block && typeOf(block.node)?.text;
}

const placed = ({ base }: Located<Block>, { start, end }: Span): Span => ({
  start: start + base,
  end: end + base,
});
