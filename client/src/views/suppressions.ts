import {
  commands,
  type Disposable,
  type Event,
  EventEmitter,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type ShownFinding,
  type ShownSuppression,
  type SuppressionState,
  suppressions,
} from "../../../protocol/views.ts";
import { Asked } from "./asked.ts";
import { findingItem, leadingTo } from "./items.ts";

const id = "parapet.suppressions";

/** An entry of the view. */
type Entry =
  | { readonly kind: "group"; readonly state: SuppressionState; readonly own: readonly ShownSuppression[] }
  | { readonly kind: "suppression"; readonly suppression: ShownSuppression }
  | { readonly kind: "finding"; readonly finding: ShownFinding };

/** What wants to be looked at first. */
const states: readonly SuppressionState[] = ["expired", "dead", "without-reason", "idle", "holds"];

/** The view of all comments that turn a rule off, with what they hide. */
export function suppressionsView(client: BaseLanguageClient, outdated: Event<void>): readonly Disposable[] {
  const changed = new EventEmitter<undefined>();
  let all: readonly ShownSuppression[] = [];
  const provider: TreeDataProvider<Entry> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: itemOf,
    getChildren: (entry) => [...(entry ? childrenOf(entry) : groupsOf(all))],
  };
  const view = window.createTreeView(id, { treeDataProvider: provider, showCollapseAll: true });
  const asked = new Asked(client, outdated, {
    id,
    view,
    ask: (token) => client.sendRequest(suppressions, token),
    show(answer) {
      all = answer ?? [];
      view.description = all.length === 0 ? "" : `${all.length}`;
      const state = answer === null ? "empty" : answer.length === 0 ? "none" : "shown";
      void commands.executeCommand("setContext", `${id}.state`, state);
      changed.fire(undefined);
    },
  });
  return [view, changed, asked];
}

function groupsOf(all: readonly ShownSuppression[]): readonly Entry[] {
  return states.flatMap((state): readonly Entry[] => {
    const own = all.filter((each) => each.state === state);
    return own.length === 0 ? [] : [{ kind: "group", state, own }];
  });
}

function childrenOf(entry: Entry): readonly Entry[] {
  if (entry.kind === "group") return entry.own.map((suppression) => ({ kind: "suppression", suppression }));
  if (entry.kind === "suppression") return entry.suppression.hidden.map((finding) => ({ kind: "finding", finding }));
  return [];
}

const icons: Readonly<Record<SuppressionState, ThemeIcon>> = {
  expired: new ThemeIcon("history", new ThemeColor("problemsErrorIcon.foreground")),
  dead: new ThemeIcon("circle-slash", new ThemeColor("problemsWarningIcon.foreground")),
  "without-reason": new ThemeIcon("question", new ThemeColor("problemsWarningIcon.foreground")),
  idle: new ThemeIcon("circle-outline"),
  holds: new ThemeIcon("eye-closed"),
};

function stateName(state: SuppressionState): string {
  const names: Readonly<Record<SuppressionState, string>> = {
    expired: l10n.t("Expired"),
    dead: l10n.t("Hides nothing"),
    "without-reason": l10n.t("Without a reason"),
    idle: l10n.t("Of rules that are off, or of other tools"),
    holds: l10n.t("In force"),
  };
  return names[state];
}

function itemOf(entry: Entry): TreeItem {
  switch (entry.kind) {
    case "group": {
      const item = new TreeItem(stateName(entry.state), TreeItemCollapsibleState.Expanded);
      item.id = entry.state;
      item.description = `${entry.own.length}`;
      item.accessibilityInformation = { label: `${stateName(entry.state)}, ${entry.own.length}` };
      return item;
    }
    case "suppression":
      return suppressionItem(entry.suppression);
    case "finding":
      return findingItem(entry.finding, true);
  }
}

function suppressionItem(suppression: ShownSuppression): TreeItem {
  const { id, form, state, reason, until, fault, hidden } = suppression;
  const label = id === "" ? l10n.t("every rule") : id;
  const said = [
    fault ?? stateName(state),
    reason === undefined ? l10n.t("No reason is given.") : l10n.t("Why: {0}", reason),
    ...(until === undefined ? [] : [l10n.t("Until {0}", until)]),
    ...(form === "parapet" ? [] : [l10n.t("Written as {0} does", form)]),
    hidden.length === 1 ? l10n.t("Hides 1 finding") : l10n.t("Hides {0} findings", hidden.length),
  ];
  const item = leadingTo(suppression, label, [label, ...said].join(", "));
  item.iconPath = icons[state];
  item.tooltip = [label, ...said].join("\n");
  item.description = [reason ?? "", item.description].filter((part) => part !== "").join(" · ");
  if (hidden.length > 0) item.collapsibleState = TreeItemCollapsibleState.Collapsed;
  return item;
}
