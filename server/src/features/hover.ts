import type { Hover, Position } from "vscode-languageserver";
import type { Effort } from "../../../analysis/fix/effort.ts";
import type { Cause } from "../../../analysis/run/causes.ts";
import type { Finding } from "../../../analysis/run/finding.ts";
import { escaped } from "../../../analysis/show/markdown.ts";
import { pageOf } from "../../../analysis/show/rule-page.ts";
import { controls, costs, few, impactText } from "../../../analysis/show/wording.ts";
import { linesOf, toRange } from "../../../language/syntax/lines.ts";
import { blocksAround, type Located } from "../../../language/syntax/locate.ts";
import { contains, type Span, touches } from "../../../language/syntax/text.ts";
import type { Block } from "../../../language/syntax/tree.ts";
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
import { rulesAbout } from "./spoken.ts";

/** Findings told in full; of more, only the titles. */
const toldInFull = 2;

/** What to know about the place: what is wrong there, whose job it is, what a rule expects. */
export function hover(
  snapshot: Snapshot,
  position: Position,
  client: { readonly markdown: boolean },
  effort: Effort,
): Hover | null {
  const { file, document } = snapshot;
  if (isStale(document) || !snapshot.folderConfig.config.enable) return null;
  const lines = linesOf(file);
  const offset = toOffset(lines, position);
  const said = both(onFinding(snapshot, offset, effort), policyMeaning(snapshot, offset)) ?? onOther(snapshot, offset);
  return said ? { contents: markup(said.markdown, client.markdown), range: toRange(lines, said.at) } : null;
}

interface HoverPart {
  readonly at: Span;
  readonly markdown: string;
}

const onOther = (snapshot: Snapshot, offset: number): HoverPart | undefined =>
  onType(snapshot, offset) ?? onAttribute(snapshot, offset);

function both(finding: HoverPart | undefined, meaning: HoverPart | undefined): HoverPart | undefined {
  if (!finding || !meaning) return finding ?? meaning;
  return { at: meaning.at, markdown: `${finding.markdown}\n\n---\n\n${meaning.markdown}` };
}

function onFinding(snapshot: Snapshot, offset: number, effort: Effort): HoverPart | undefined {
  const cursor = { start: offset, end: offset };
  const [first, ...others] = snapshot.findings
    .flatMap((finding) => {
      const at = placeAt(finding, snapshot.file, cursor);
      return at ? [{ finding, at }] : [];
    })
    .sort((a, b) => a.at.end - a.at.start - (b.at.end - b.at.start));
  if (!first) return undefined;
  const told = [first, ...others]
    .slice(0, toldInFull)
    .map(({ finding }) => findingText(snapshot, finding, others.length === 0, effort));
  const rest = others
    .slice(toldInFull - 1)
    .map(({ finding: { rule, message, severity } }) => `${titled(rule, message)} · ${severity}`);
  return { at: first.at, markdown: [...told, ...(rest.length > 0 ? [rest.join("  \n")] : [])].join("\n\n---\n\n") };
}

/** A lone finding leaves its message out, which the editor shows above; of several each says which it is. */
function findingText(snapshot: Snapshot, finding: Cause<Finding>, isAlone: boolean, effort: Effort): string {
  const { rule, severity, message } = finding;
  // a policy in JSON stands in no resource: the rule's id names the service
  const service = serviceOf(typeAround(snapshot.file, finding.at) ?? `${rule.id.split("-", 2).join("_")}_`);
  const [fix] = fixes(snapshot, finding, effort);
  return [
    isAlone
      ? `**${severity}** · ${escaped(rule.why)}`
      : `**${escaped(message)}** · ${severity}  \n${escaped(rule.why)}`,
    service ? whoseJob(service) : "",
    fix ? `**Fix**: ${fixText(fix)} · ${costs[rule.cost ?? "free"]}` : "",
    `${few([...controls(rule).slice(0, 2), ...spokenAliases(rule)], 4)} · ${links(rule)}`,
  ]
    .filter((line) => line !== "")
    .join("  \n");
}

/** KICS knows its queries by UUIDs, which tell a reader nothing. */
const spokenAliases = ({ aliasesByTool: { kics: _, ...others } }: Rule): readonly string[] =>
  Object.values(others).flat();

/** A fix's title, with its price where the title does not say it. */
function fixText({ title, impact }: Fix): string {
  const impactNote = `(${impactText[impact]})`;
  return title.endsWith(impactNote) ? escaped(title) : `${escaped(title)} ${impactNote}`;
}

const whoseJob = ({ you, aws }: Service): string => `**You**: ${you} · **AWS**: ${aws}`;

function links(rule: Rule): string {
  const [page] = rule.references;
  const explain = `[Explain this rule](${commandLink("parapet.explain", rule.id)})`;
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
  const count = findings.filter((finding) => contains(whole, finding.at)).length;
  const found = count === 0 ? "" : ` · ${count} ${count === 1 ? "finding" : "findings"}`;
  return {
    at,
    markdown: `**${service.name}**: whose job${found}  \n${whoseJob(service)}  \n[Shared responsibility](${responsibilityPage})`,
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
  const about = rulesAbout(folderConfig.rules, type.text, path).slice(0, 3);
  if (about.length === 0) return undefined;
  const told = about.map((rule) => `${titled(rule)} · ${rule.severity}  \n${escaped(rule.why)}`);
  return {
    at: placed(innermost, item.name),
    markdown: [`**${type.text}.${path}** is checked for`, ...told].join("\n\n"),
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
