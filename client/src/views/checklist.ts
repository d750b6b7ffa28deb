import {
  commands,
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  l10n,
  MarkdownString,
  Range,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient, WorkspaceEdit } from "vscode-languageclient";
import {
  checklist,
  checklistMarkdown,
  insertMissing,
  type ShownChecklist,
  type ShownFinding,
  type ShownGroup,
  type ShownResource,
  type ShownRow,
  type ShownState,
} from "../../../protocol/views.ts";
import { refused, refusing, write } from "../edits.ts";
import { findingsCounted } from "../words.ts";
import { Asked } from "./asked.ts";
import { findingItem, leadingTo } from "./items.ts";
import { tickRow } from "./tick.ts";

const id = "parapet.checklist";

/** An entry of the view. */
type Entry =
  | { readonly kind: "group"; readonly group: ShownGroup }
  | { readonly kind: "row"; readonly row: ShownRow }
  | { readonly kind: "finding"; readonly finding: ShownFinding; readonly isAccepted: boolean }
  | { readonly kind: "resource"; readonly resource: ShownResource; readonly isKnown: boolean }
  | { readonly kind: "words"; readonly words: string };

/** How many places of a kind a row lists. */
const mostListed = 200;

/** The view of the production checklist, which follows what is written while somebody looks at it. */
export function checklistView(
  client: BaseLanguageClient,
  context: ExtensionContext,
  outdated: Event<void>,
): readonly Disposable[] {
  const changed = new EventEmitter<undefined>();
  let shown: ShownChecklist | null = null;
  const provider: TreeDataProvider<Entry> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: itemOf,
    getChildren: (entry) => [...(entry ? childrenOf(entry) : groupsOf(shown))],
  };
  const view = window.createTreeView(id, { treeDataProvider: provider, showCollapseAll: true });
  /** The directory that somebody has chosen. */
  const chosen = () => {
    const directory = context.workspaceState.get<string>(id);
    return directory === undefined ? {} : { directory };
  };
  const asked = new Asked(client, outdated, {
    id,
    view,
    ask: (token) => client.sendRequest(checklist, chosen(), token),
    show(answer) {
      shown = answer;
      view.description = answer?.name ?? "";
      view.message = answer && answer.groups.length > 0 ? said(answer) : "";
      void commands.executeCommand("setContext", `${id}.state`, stateOf(answer));
      changed.fire(undefined);
    },
  });
  return [
    view,
    changed,
    asked,
    commands.registerCommand("parapet.checklist.tick", async (entry: Entry) => {
      if (entry.kind !== "row" || !shown) return;
      const { directory } = shown;
      await refusing(() => tickRow(client, context, directory, entry.row));
      asked.outdated();
    }),
    commands.registerCommand("parapet.checklist.insert", (entry: Entry) =>
      refusing(async () => {
        if (entry.kind === "row" && shown) await insert(client, shown, entry.row);
      }),
    ),
    commands.registerCommand("parapet.checklist.chooseRoot", async () => {
      const roots = (shown?.roots ?? []).map(({ uri, name }) => ({ label: name, uri }));
      const picked = await window.showQuickPick(roots, { placeHolder: l10n.t("The checklist of which directory?") });
      if (!picked) return;
      await context.workspaceState.update(id, picked.uri);
      asked.renew();
    }),
    commands.registerCommand("parapet.checklist.export", () =>
      refusing(async () => {
        const answer = await client.sendRequest(checklistMarkdown, chosen());
        if (!answer) return void window.showInformationMessage(l10n.t("There is nothing here to check."));
        const document = await workspace.openTextDocument({ language: "markdown", content: answer.markdown });
        await window.showTextDocument(document);
      }),
    ),
  ];
}

/** Writes what a row lacks into the directory that is shown, or into one below that somebody chooses. */
async function insert(client: BaseLanguageClient, { directory, runs }: ShownChecklist, row: ShownRow): Promise<void> {
  const choices = runs.map(({ uri, name }) => ({ label: name, uri }));
  const picked =
    choices.find(({ uri }) => uri === directory) ??
    (choices.length === 1 ? choices[0] : await window.showQuickPick(choices, { title: row.insertion ?? row.title }));
  if (!picked) return;
  const answer = await client.sendRequest(insertMissing, { directory: picked.uri, row: row.id });
  if ("refused" in answer) return refused(answer.refused);
  if (await write(client, answer.edit)) await show(answer.edit);
}

/** Shows where something was written. */
async function show({ documentChanges = [] }: WorkspaceEdit): Promise<void> {
  const [change] = documentChanges;
  if (!change || !("edits" in change)) return;
  const line = Math.min(...change.edits.map(({ range }) => range.start.line));
  const at = new Range(line, 0, line, 0);
  await window.showTextDocument(Uri.parse(change.textDocument.uri), { selection: at });
}

const stateOf = (answer: ShownChecklist | null): "empty" | "off" | "shown" =>
  answer === null ? "empty" : answer.groups.length === 0 ? "off" : "shown";

/** What stands above the rows. */
function said({ unread, mistakes }: ShownChecklist): string {
  const parts = [...mistakes];
  if (unread !== undefined) parts.push(l10n.t("Not read: {0}.", unread));
  return parts.join("\n");
}

const groupsOf = (shown: ShownChecklist | null): readonly Entry[] =>
  (shown?.groups ?? []).map((group) => ({ kind: "group", group }));

function childrenOf(entry: Entry): readonly Entry[] {
  if (entry.kind === "group") return entry.group.rows.map((row) => ({ kind: "row", row }));
  if (entry.kind !== "row") return [];
  const { words, findings, accepted, evidence, undecided } = entry.row;
  return [
    ...listed(findings, (finding): Entry => ({ kind: "finding", finding, isAccepted: false })),
    ...words.map((words): Entry => ({ kind: "words", words })),
    ...listed(undecided, (resource): Entry => ({ kind: "resource", resource, isKnown: false })),
    ...listed(evidence, (resource): Entry => ({ kind: "resource", resource, isKnown: true })),
    ...listed(accepted, (finding): Entry => ({ kind: "finding", finding, isAccepted: true })),
  ];
}

function listed<Each>(all: readonly Each[], entry: (each: Each) => Entry): readonly Entry[] {
  const entries = all.slice(0, mostListed).map(entry);
  if (all.length <= mostListed) return entries;
  return [...entries, { kind: "words", words: l10n.t("and {0} more", all.length - mostListed) }];
}

function itemOf(entry: Entry): TreeItem {
  switch (entry.kind) {
    case "group":
      return groupItem(entry.group);
    case "row":
      return rowItem(entry.row);
    case "finding":
      return findingItem(entry.finding, entry.isAccepted);
    case "resource":
      return resourceItem(entry.resource, entry.isKnown);
    case "words": {
      const item = new TreeItem(entry.words);
      item.tooltip = entry.words;
      return item;
    }
  }
}

function groupItem({ title, rows }: ShownGroup): TreeItem {
  const item = new TreeItem(title, TreeItemCollapsibleState.Expanded);
  const met = rows.filter(({ state }) => state === "met").length;
  item.id = title;
  item.description = l10n.t("{0} of {1} met", met, rows.length);
  item.accessibilityInformation = { label: `${title}, ${item.description}` };
  return item;
}

const rowIcons: Readonly<Record<ShownState, ThemeIcon>> = {
  met: new ThemeIcon("pass", new ThemeColor("testing.iconPassed")),
  violated: new ThemeIcon("error", new ThemeColor("problemsErrorIcon.foreground")),
  missing: new ThemeIcon("circle-slash", new ThemeColor("problemsWarningIcon.foreground")),
  "cannot-tell": new ThemeIcon("question"),
  "by-hand": new ThemeIcon("person"),
};

function stateName(state: ShownState): string {
  const names: Readonly<Record<ShownState, string>> = {
    met: l10n.t("met"),
    violated: l10n.t("violated"),
    missing: l10n.t("missing from this code"),
    "cannot-tell": l10n.t("cannot tell"),
    "by-hand": l10n.t("by hand"),
  };
  return names[state];
}

function rowItem(row: ShownRow): TreeItem {
  const { title, state, findings, question, insertion } = row;
  const item = new TreeItem(title, TreeItemCollapsibleState.Collapsed);
  item.id = row.id;
  item.iconPath = rowIcons[state];
  // the icon says the rest
  item.description = findings.length > 0 ? `${findings.length}` : state === "met" ? "" : stateName(state);
  item.tooltip = tooltipOf(row);
  item.contextValue = insertion !== undefined ? "row-missing" : question === undefined ? "row" : "row-by-hand";
  item.accessibilityInformation = { label: [title, stateName(state), ...counted(findings)].join(", ") };
  return item;
}

const counted = ({ length }: readonly unknown[]): readonly string[] =>
  length === 0 ? [] : [findingsCounted(length, l10n)];

/** Whose job it is and what it costs; what comes out of files is text and no Markdown. */
function tooltipOf({ title, state, words, you, aws, cost }: ShownRow): MarkdownString {
  const tooltip = new MarkdownString(`**${title}**: `).appendText(stateName(state));
  const lines = [...words, l10n.t("You: {0}", you), l10n.t("AWS: {0}", aws), l10n.t("Cost: {0}", cost)];
  for (const line of lines) tooltip.appendMarkdown("\n\n").appendText(line);
  return tooltip;
}

function resourceItem(resource: ShownResource, isKnown: boolean): TreeItem {
  const spoken = isKnown ? l10n.t("shown by {0}", resource.address) : l10n.t("not known: {0}", resource.address);
  const item = leadingTo(resource, resource.address, spoken);
  item.iconPath = isKnown ? rowIcons.met : rowIcons["cannot-tell"];
  item.tooltip = isKnown ? l10n.t("This shows that it is met.") : l10n.t("Known only when it is applied.");
  return item;
}
