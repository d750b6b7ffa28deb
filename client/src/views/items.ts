import { l10n, Range, ThemeColor, ThemeIcon, TreeItem, Uri } from "vscode";
import type { Gravity, ShownFinding, Spot } from "../../../protocol/views.ts";
import { gravityName } from "../words.ts";

// How views show what several of them have.

const icons: Readonly<Record<Gravity, ThemeIcon>> = {
  critical: new ThemeIcon("flame", new ThemeColor("problemsErrorIcon.foreground")),
  high: new ThemeIcon("error", new ThemeColor("problemsErrorIcon.foreground")),
  medium: new ThemeIcon("warning", new ThemeColor("problemsWarningIcon.foreground")),
  low: new ThemeIcon("info", new ThemeColor("problemsInfoIcon.foreground")),
};

export const gravityIcon = (gravity: Gravity): ThemeIcon => icons[gravity];

/** An entry that leads to a place; `spoken` is what is read out of it. */
export function leadingTo({ uri, range }: Spot, label: string, spoken = label): TreeItem {
  const target = Uri.parse(uri);
  const { start, end } = range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  const item = new TreeItem(label);
  const at = `${nameOf(target)}:${start.line + 1}`;
  item.description = at;
  item.accessibilityInformation = { label: `${spoken}, ${at}` };
  item.command = { command: "vscode.open", title: l10n.t("Open"), arguments: [target, { selection }] };
  return item;
}

/** The last part of a file's path. */
const nameOf = ({ path }: Uri): string => path.slice(path.lastIndexOf("/") + 1);

/** A finding in a list; one that somebody has accepted there is nothing to be done about. */
export function findingItem(finding: ShownFinding, isAccepted = false): TreeItem {
  const { message, severity, rule, uri } = finding;
  const how = isAccepted ? l10n.t("accepted") : gravityName(severity, l10n);
  const item = leadingTo(finding, message, `${message}, ${how}`);
  item.iconPath = isAccepted ? new ThemeIcon("eye-closed") : gravityIcon(severity);
  item.tooltip = `${message}\n${how} · ${rule}\n${nameOf(Uri.parse(uri))}`;
  item.contextValue = isAccepted ? "accepted" : "finding";
  return item;
}
