import {
  CancellationTokenSource,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  Disposable,
  EventEmitter,
  type ExtensionContext,
  l10n,
  languages,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type FindingData,
  type Gravity,
  listedRules,
  type ShownFinding,
  safelyFixed,
} from "../../../protocol/views.ts";
import { isOurs, ruleOf } from "../diagnostics.ts";
import type { FolderCheck, FolderState } from "../folder-check.ts";
import { findingsCounted, gravityName } from "../words.ts";
import {
  type FindingFilter,
  type FindingGroup,
  FindingIndex,
  type Grouping,
  groupings,
  placeOf,
} from "./finding-index.ts";
import { findingItem, gravityIcon } from "./items.ts";

const id = "parapet.findings";

/** An entry of the view. */
export type ListEntry =
  | { readonly kind: "group"; readonly by: Grouping; readonly group: FindingGroup }
  | { readonly kind: "finding"; readonly finding: ShownFinding }
  | { readonly kind: "more"; readonly of: string; readonly left: number };

/** Which findings somebody wants to see. */
interface Wish {
  readonly isOfCurrentFile: boolean;
  readonly isFixable: boolean;
  readonly text: string;
}

const everything: Wish = { isOfCurrentFile: false, isFixable: false, text: "" };

/** How many entries are listed under another one until somebody wants more. */
const page = 200;

/** How long after findings have changed the view follows, in milliseconds. */
const calm = 150;

/** The view of all findings. They are those of the Problems view: both are told by the same diagnostics. */
export class FindingsView extends Disposable implements TreeDataProvider<ListEntry> {
  readonly #client: BaseLanguageClient;
  readonly #context: ExtensionContext;
  readonly #folderCheck: FolderCheck;
  readonly #view: TreeView<ListEntry>;
  readonly #index = new FindingIndex();
  readonly #changed = new EventEmitter<undefined>();
  /** How many entries are listed under those of which somebody wants more. */
  readonly #listed = new Map<string, number>();
  #wish = everything;
  /** What can be fixed without harm, while that is asked for. */
  #fixed: ReadonlySet<string> = new Set();
  #fixing: CancellationTokenSource | undefined;
  #groups: readonly FindingGroup[] | undefined;
  #calming: ReturnType<typeof setTimeout> | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(client: BaseLanguageClient, context: ExtensionContext, folderCheck: FolderCheck) {
    super(() => {
      clearTimeout(this.#calming);
      this.#fixing?.cancel();
      for (const each of listening) each.dispose();
    });
    this.#client = client;
    this.#context = context;
    this.#folderCheck = folderCheck;
    this.#view = window.createTreeView(id, { treeDataProvider: this, showCollapseAll: true, canSelectMany: true });
    const listening = [
      this.#view,
      this.#changed,
      languages.onDidChangeDiagnostics(({ uris }) => this.#take(uris)),
      this.#view.onDidChangeVisibility(({ visible }) => visible && this.#look()),
      window.onDidChangeActiveTextEditor(() => this.#wish.isOfCurrentFile && this.#follow()),
      workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("parapet") && this.#follow()),
      folderCheck.onDidChange(() => this.#follow()),
      commands.registerCommand("parapet.findings.group", () => this.#chooseGrouping()),
      commands.registerCommand("parapet.findings.filter", () => this.#chooseFilter()),
      commands.registerCommand("parapet.findings.clearFilter", () => this.#filter(everything)),
      commands.registerCommand("parapet.findings.more", (of: string) => {
        this.#listed.set(of, (this.#listed.get(of) ?? page) + 5 * page);
        this.#changed.fire(undefined);
      }),
    ];
  }

  /** All findings, file by file. */
  get all(): readonly ShownFinding[] {
    return this.#index.all;
  }

  /** Those that pass the filter, as they are listed. */
  get shown(): readonly ShownFinding[] {
    return this.#known().flatMap(({ findings }) => findings);
  }

  getTreeItem(entry: ListEntry): TreeItem {
    return itemOf(entry, (rule) => this.#index.rule(rule)?.title);
  }

  getChildren(entry?: ListEntry): ListEntry[] {
    const by = this.#grouping;
    if (!entry)
      return this.#paged(
        "",
        this.#known().map((group): ListEntry => ({ kind: "group", by, group })),
      );
    if (entry.kind !== "group") return [];
    const { key, findings } = entry.group;
    return this.#paged(
      key,
      findings.map((finding): ListEntry => ({ kind: "finding", finding })),
    );
  }

  #paged(of: string, entries: readonly ListEntry[]): ListEntry[] {
    const most = this.#listed.get(of) ?? page;
    if (entries.length <= most) return [...entries];
    return [...entries.slice(0, most), { kind: "more", of, left: entries.length - most }];
  }

  get #grouping(): Grouping {
    return this.#context.workspaceState.get<Grouping>(id, "severity");
  }

  #known(): readonly FindingGroup[] {
    this.#groups ??= this.#index.groups(this.#grouping, this.#filterOf(this.#wish));
    return this.#groups;
  }

  #filterOf({ isOfCurrentFile, isFixable, text }: Wish): FindingFilter {
    return {
      text,
      ...(isOfCurrentFile && { uri: window.activeTextEditor?.document.uri.toString() ?? "" }),
      ...(isFixable && { fixed: this.#fixed }),
    };
  }

  #take(uris: readonly Uri[]): void {
    let isOther = false;
    for (const uri of uris) {
      const found = languages.getDiagnostics(uri).flatMap((diagnostic) => findingOf(uri, diagnostic) ?? []);
      isOther = this.#index.put(uri.toString(), found) || isOther;
    }
    if (!isOther) return;
    clearTimeout(this.#calming);
    this.#calming = setTimeout(() => this.#follow(), calm);
  }

  /** Somebody looks: the server that finds something is started now, if it was not needed before. */
  #look(): void {
    if (!this.#client.isRunning()) void this.#learn();
    this.#follow();
  }

  /** Shows what there is now. Of what nobody looks at only the number is told. */
  #follow(): void {
    const { count } = this.#index;
    this.#view.badge = count === 0 ? undefined : { value: count, tooltip: findingsCounted(count, l10n) };
    this.#groups = undefined;
    if (!this.#view.visible) return;
    if (this.#index.isRuleUnknown) void this.#learn();
    if (this.#wish.isFixable) void this.#findFixes();
    this.#show();
  }

  #show(): void {
    const isFiltered = this.#wish !== everything;
    const { count } = this.#index;
    this.#view.description = isFiltered ? l10n.t("{0} of {1}", this.shown.length, count) : "";
    void commands.executeCommand("setContext", `${id}.isFiltered`, isFiltered);
    void commands.executeCommand("setContext", `${id}.state`, this.#state());
    this.#changed.fire(undefined);
  }

  #state(): "shown" | "filtered" | "off" | FolderState {
    if (this.#known().length > 0) return "shown";
    if (this.#index.count > 0) return "filtered";
    if (workspace.getConfiguration("parapet").get("enable") === false) return "off";
    return this.#folderCheck.state;
  }

  /** What is known of rules by now; a rule of the folder's own may have come. */
  async #learn(): Promise<void> {
    const rules = await this.#client.sendRequest(listedRules).catch(() => []);
    if (rules.length === 0) return;
    this.#index.rules = rules;
    this.#groups = undefined;
    this.#show();
  }

  async #findFixes(): Promise<void> {
    this.#fixing?.cancel();
    const fixing = new CancellationTokenSource();
    this.#fixing = fixing;
    const finding = this.#client.sendRequest(safelyFixed, fixing.token).catch(() => undefined);
    const found = await window.withProgress({ location: { viewId: id } }, () => finding);
    if (!found || fixing.token.isCancellationRequested) return;
    this.#fixed = new Set(found.map((place) => placeOf({ ...place, uri: Uri.parse(place.uri).toString() })));
    this.#groups = undefined;
    this.#show();
  }

  async #chooseGrouping(): Promise<void> {
    const current = this.#grouping;
    const choices = groupings.map((by) => ({
      by,
      label: groupingName(by),
      ...(by === current && { description: l10n.t("as now") }),
    }));
    const picked = await window.showQuickPick(choices, { placeHolder: l10n.t("Put findings together by…") });
    if (!picked) return;
    await this.#context.workspaceState.update(id, picked.by);
    this.#listed.clear();
    this.#follow();
  }

  async #chooseFilter(): Promise<void> {
    const { isFixable, isOfCurrentFile, text } = this.#wish;
    const choices = [
      { wish: "isFixable", label: l10n.t("That can be fixed without harm"), picked: isFixable },
      { wish: "isOfCurrentFile", label: l10n.t("Of the current file"), picked: isOfCurrentFile },
      { wish: "text", label: l10n.t("With a text…"), picked: text !== "" },
    ];
    const picked = await window.showQuickPick(choices, {
      canPickMany: true,
      placeHolder: l10n.t("Only findings…"),
    });
    if (!picked) return;
    const wants = (wish: string): boolean => picked.some((one) => one.wish === wish);
    const wanted = wants("text")
      ? await window.showInputBox({ value: text, prompt: l10n.t("In the message, the rule or the file") })
      : "";
    if (wanted === undefined) return;
    const wish = { isFixable: wants("isFixable"), isOfCurrentFile: wants("isOfCurrentFile"), text: wanted };
    this.#filter(picked.length === 0 ? everything : wish);
  }

  #filter(wish: Wish): void {
    this.#fixing?.cancel();
    this.#wish = wish;
    this.#listed.clear();
    this.#follow();
  }
}

/** What a diagnostic of ours says; none where the Problems view shows none, and of what is no finding. */
function findingOf(uri: Uri, diagnostic: Diagnostic & { readonly data?: FindingData }): ShownFinding | undefined {
  const { severity, message, range, data } = diagnostic;
  if (!isOurs(diagnostic) || severity === DiagnosticSeverity.Hint || !data) return undefined;
  const [start, end] = [range.start, range.end].map(({ line, character }) => ({ line, character }));
  return (
    start &&
    end && { uri: uri.toString(), range: { start, end }, rule: ruleOf(diagnostic), severity: data.severity, message }
  );
}

function groupingName(by: Grouping): string {
  const names: Readonly<Record<Grouping, string>> = {
    severity: l10n.t("Severity"),
    service: l10n.t("Service"),
    file: l10n.t("File"),
    module: l10n.t("Module"),
    rule: l10n.t("Rule"),
    job: l10n.t("Whose Job"),
  };
  return names[by];
}

function itemOf(entry: ListEntry, titleOf: (rule: string) => string | undefined): TreeItem {
  switch (entry.kind) {
    case "group":
      return groupItem(entry.by, entry.group, titleOf);
    case "finding":
      return findingItem(entry.finding);
    case "more": {
      const label = l10n.t("Show more ({0} left)", entry.left);
      const item = new TreeItem(label);
      item.iconPath = new ThemeIcon("ellipsis");
      item.command = { command: "parapet.findings.more", title: label, arguments: [entry.of] };
      return item;
    }
  }
}

function groupItem(
  by: Grouping,
  { key, findings }: FindingGroup,
  titleOf: (rule: string) => string | undefined,
): TreeItem {
  const label = groupName(by, key, titleOf);
  const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  item.id = `${by} ${key}`;
  item.description = `${findings.length}`;
  const [gravest] = findings;
  if (by === "file") item.resourceUri = Uri.parse(key);
  item.iconPath = iconOf(by, gravest?.severity ?? "low");
  item.tooltip = by === "rule" ? `${label}\n${key}` : label;
  item.contextValue = by === "rule" ? "rule" : "group";
  item.accessibilityInformation = { label: `${label}, ${l10n.t("{0} findings", findings.length)}` };
  return item;
}

function groupName(by: Grouping, key: string, titleOf: (rule: string) => string | undefined): string {
  if (by === "severity") {
    const name = gravityName(key as Gravity, l10n);
    return name.charAt(0).toUpperCase() + name.slice(1);
  }
  if (by === "file" || by === "module") return workspace.asRelativePath(Uri.parse(key));
  if (by === "job") return key === "shared" ? l10n.t("Yours and AWS's") : l10n.t("Yours");
  return by === "rule" ? (titleOf(key) ?? key) : key;
}

function iconOf(by: Grouping, gravity: Gravity): ThemeIcon {
  if (by === "file") return ThemeIcon.File;
  return by === "module" ? ThemeIcon.Folder : gravityIcon(gravity);
}
