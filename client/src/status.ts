import { type Disposable, LanguageStatusSeverity, l10n, languages } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { type Status, status } from "../../protocol/messages.ts";
import { documents } from "./documents.ts";

/** The entry in the status bar's `{}` menu: whether Parapet is at work, and how many findings it holds. */
export function statusItem(client: BaseLanguageClient): readonly Disposable[] {
  const item = languages.createLanguageStatusItem("parapet.status", documents());
  item.name = "Parapet";
  item.text = l10n.t("Parapet: not started");
  item.detail = l10n.t("It starts with the first Terraform file or policy.");

  const show = ({ state, message, counts, unread }: Status): void => {
    item.busy = state === "busy";
    item.text = state === "error" ? l10n.t("Parapet: error") : tally(counts);
    item.detail = [message ?? "", notRead(unread), unread.calls ?? ""].filter((text) => text !== "").join(" · ");
    item.severity =
      state === "error"
        ? LanguageStatusSeverity.Error
        : unread.count > 0
          ? LanguageStatusSeverity.Warning
          : LanguageStatusSeverity.Information;
  };
  const followClient = (state: State): void => {
    item.busy = state === State.Starting;
    if (state === State.Starting) {
      item.text = l10n.t("Parapet: starting");
      item.detail = "";
      item.severity = LanguageStatusSeverity.Information;
      item.command = { command: "parapet.showOutput", title: l10n.t("Show Output") };
    } else if (state === State.Stopped) {
      item.text = l10n.t("Parapet: stopped");
      item.detail = "";
      item.severity = LanguageStatusSeverity.Warning;
      item.command = { command: "parapet.restartServer", title: l10n.t("Restart Server") };
    }
  };
  return [item, client.onNotification(status, show), client.onDidChangeState(({ newState }) => followClient(newState))];
}

function tally(counts: Status["counts"]): string {
  const labels = {
    critical: l10n.t("{0} critical", counts.critical),
    high: l10n.t("{0} high", counts.high),
    medium: l10n.t("{0} medium", counts.medium),
    low: l10n.t("{0} low", counts.low),
  };
  const present = (["critical", "high", "medium", "low"] as const).filter((severity) => counts[severity] > 0);
  return present.length === 0
    ? l10n.t("Parapet: no findings")
    : present.map((severity) => labels[severity]).join(" · ");
}

function notRead({ count, first }: Status["unread"]): string {
  const files = first.map(({ name, reason }) => `${name} ${reason}`).join("; ");
  if (count === 0) return "";
  if (count === 1) return l10n.t("1 file could not be read: {0}", files);
  if (count === first.length) return l10n.t("{0} files could not be read: {1}", count, files);
  return l10n.t("{0} files could not be read, among them: {1}", count, files);
}
