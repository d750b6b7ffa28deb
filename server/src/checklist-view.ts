import type { CancellationToken, Range } from "vscode-languageserver";
import { evidenceIn, itemsOfRule, type Row, rowsOf } from "../../analysis/checklist/checklist.ts";
import { distinctEvidence, type Evidence } from "../../analysis/checklist/evidence.ts";
import { checklistMarkdown, wordsOf } from "../../analysis/checklist/markdown.ts";
import { parseTicks, type Tick, ticksFile } from "../../analysis/checklist/ticks.ts";
import { type Cause, causes } from "../../analysis/run/causes.ts";
import { type Checked, isJudged } from "../../analysis/run/check.ts";
import { joined } from "../../analysis/run/estate.ts";
import { type UnreadCall, unreadCalls, whatWasNotRead } from "../../analysis/run/unread.ts";
import { isInside } from "../../analysis/run/uri.ts";
import { shown } from "../../analysis/show/visible.ts";
import { costs } from "../../analysis/show/wording.ts";
import { isConfiguration } from "../../language/model/files.ts";
import { fact } from "../../language/query/engine.ts";
import { lines, toRange } from "../../language/syntax/lines.ts";
import { fixed, type Place } from "../../language/syntax/text.ts";
import type { NamedDirectory, ShownChecklist, ShownResource, ShownRow } from "../../protocol/views.ts";
import { checklistGroups } from "../../rules/checklist.ts";
import { top } from "./features/diagnostics.ts";
import type { FolderConfig } from "./folder-config.ts";
import { findingTold, type KeptFinding, keptFinding } from "./kept-finding.ts";
import { placeName } from "./place-name.ts";
import type { Snapshots } from "./snapshot.ts";
import { Survey, type Surveying } from "./survey.ts";
import type { Workspace } from "./workspace.ts";

/** A place that keeps its lines when its file is no longer in memory. */
interface KeptPlace extends Place {
  readonly told: string;
  readonly range: Range;
}

/** What a root has to say to the checklist. */
interface Shown {
  readonly directory: string;
  readonly isFilled: boolean;
  readonly isOn: boolean;
  /** Whether Terraform is run in it. */
  readonly isRunHere: boolean;
  readonly findings: readonly KeptFinding[];
  readonly evidence: readonly Evidence<KeptPlace>[];
  readonly unread: readonly UnreadCall[];
}

type KeptRow = Row<Cause<KeptFinding>, KeptPlace>;

/** The production checklist of a directory with all roots below it, as the command line tells it. */
export class ChecklistView {
  readonly #workspace: Workspace;
  readonly #snapshots: Snapshots;
  readonly #today: () => string;
  readonly survey: Survey<Shown>;

  constructor(context: Surveying) {
    this.#workspace = context.workspace;
    this.#snapshots = context.snapshots;
    this.#today = context.today;
    this.survey = new Survey({
      ...context,
      roots: "in view",
      lint: rulesOfRows,
      look: (checked, folderConfig) => this.#look(checked, folderConfig),
    });
  }

  #look({ directory, module, report }: Checked, folderConfig: FolderConfig): Shown {
    const isOn = folderConfig.config.enable;
    const isTold = isJudged(module) && isOn;
    return {
      directory,
      isOn,
      isFilled: module.files.length > 0,
      isRunHere: isTold && module.files.some(({ uri }) => isConfiguration(uri)),
      findings: report.findings
        .filter(({ at }) => !folderConfig.excludes(at.uri))
        .map((finding) => keptFinding(this.#snapshots, finding)),
      evidence: isTold ? evidenceIn(module).map((one) => ({ ...one, at: this.#kept(one.at) })) : [],
      unread: isTold ? unreadCalls(module).map(({ at, ...call }) => ({ ...call, at: fixed(at) })) : [],
    };
  }

  #kept(at: Place): KeptPlace {
    const source = this.#snapshots.source(at.uri);
    const range = source ? toRange(source.lines, at) : top;
    const { uri, start, end } = fixed(at);
    return { uri, start, end, told: source?.uri ?? at.uri, range };
  }

  async shown(directory: string, token: CancellationToken): Promise<ShownChecklist | null> {
    const told = await this.#rows(directory, token);
    if (!told) return null;
    const { rows, unread, mistakes, roots, isOn } = told;
    const named = [...new Set([...this.#workspace.folders, ...roots])];
    return {
      directory,
      name: placeName(this.#workspace, directory),
      groups: Object.entries(isOn ? checklistGroups : {}).map(([id, title]) => ({
        title,
        rows: rows.filter(({ item }) => item.group === id).map(rowTold),
      })),
      ...(unread !== undefined && { unread }),
      mistakes,
      runs: roots.map((uri) => this.#named(uri)),
      roots: named.map((uri) => this.#named(uri)),
    };
  }

  #named(uri: string): NamedDirectory {
    return { uri, name: placeName(this.#workspace, uri) };
  }

  async markdown(directory: string, token: CancellationToken): Promise<{ readonly markdown: string } | null> {
    const told = await this.#rows(directory, token);
    if (!told) return null;
    const where = ({ told, range }: Pick<KeptPlace, "told" | "range">) =>
      `${placeName(this.#workspace, told)}:${range.start.line + 1}`;
    const placeOf = ({ uri: told, diagnostic: { range } }: KeptFinding) => ({ told, range });
    return { markdown: checklistMarkdown(told.rows, { unread: told.unread, placeOf, where }) };
  }

  async #rows(directory: string, token: CancellationToken) {
    const surveyed = await this.survey.of(directory, token);
    if (!surveyed.some(({ isFilled }) => isFilled)) return undefined;
    const { byItem, mistakes } = await this.#ticks(directory);
    const calls = new Map(
      surveyed.flatMap(({ unread }) => unread.map((call) => [`${call.at.uri} ${call.at.start}`, call])),
    );
    const files = this.#workspace.unread.filter(({ uri }) => isInside(directory, uri));
    const rows: readonly KeptRow[] = rowsOf<Cause<KeptFinding>, KeptPlace>({
      findings: causes(joined(surveyed.flatMap(({ findings }) => findings))),
      evidence: distinctEvidence(surveyed.flatMap(({ evidence }) => evidence)),
      isPartlyRead: calls.size + files.length > 0,
      ticks: byItem,
      today: this.#today(),
    });
    const unread = whatWasNotRead([...calls.values()], files.length);
    const isOn = surveyed.some((one) => one.isOn);
    return { rows, unread, mistakes, isOn, roots: surveyed.filter((one) => one.isRunHere).map((one) => one.directory) };
  }

  async #ticks(
    directory: string,
  ): Promise<{ readonly byItem: ReadonlyMap<string, Tick>; readonly mistakes: readonly string[] }> {
    const text = (await this.#workspace.onDisk(`${directory}/${ticksFile}`)) ?? "";
    const { byItem, mistakes } = parseTicks(text);
    const at = lines(text);
    return {
      byItem,
      mistakes: mistakes.map((one) => `${ticksFile}:${toRange(at, one).start.line + 1}: ${shown(one.message)}`),
    };
  }
}

/** The same for one configuration, so that not every rule has to run again. */
const rulesOfRows = fact(({ config, enabledRules }: FolderConfig) => ({
  rules: enabledRules.filter(({ id }) => itemsOfRule(id).length > 0),
  config: { ...config, profile: "all" as const },
}));

function rowTold(row: KeptRow): ShownRow {
  const { item, state, findings, accepted, evidence, undecided } = row;
  return {
    id: item.id,
    title: item.title,
    state,
    words: wordsOf(row).map(shown),
    findings: findings.map(findingTold),
    accepted: accepted.map(findingTold),
    evidence: evidence.map(resourceTold),
    undecided: undecided.map(resourceTold),
    you: item.you,
    aws: item.aws,
    cost: item.cost === "free" ? costs.free : `${costs[item.cost]}; grows with ${item.costGrowsWith}`,
    ...(item.byHand && { question: item.byHand.question }),
    ...(state === "missing" && item.missingResource && { insertion: item.missingResource.title }),
  };
}

const resourceTold = ({ address, at: { told, range } }: Evidence<KeptPlace>): ShownResource => ({
  address: shown(address),
  uri: told,
  range,
});
