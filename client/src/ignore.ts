import { l10n, type QuickPickItem, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type IgnoreOffer, type IgnoreScope, ignore } from "../../protocol/messages.ts";
import { isDay, today } from "./days.ts";
import { refusing, write } from "./edits.ts";

/** Asks how far, why and until when a finding is to be ignored, and writes that down. */
export async function ignoreFinding(client: BaseLanguageClient, offer: IgnoreOffer): Promise<void> {
  const title = l10n.t("Ignore {0}", offer.rules);
  const scope = await askScope(title, offer.scopes);
  if (!scope) return;
  const reason = await window.showInputBox({
    title,
    prompt: l10n.t("Why it is all right here"),
    value: l10n.t("accepted risk"),
    validateInput: (text) => (text.trim() === "" ? l10n.t("A reason, for whoever reads it next year.") : undefined),
  });
  if (reason === undefined) return;
  // settings know no end
  const until = scope === "folder" ? "" : await askEnd(title);
  if (until === undefined) return;
  await refusing(async () => {
    const edit = await client.sendRequest(ignore, { ...offer, scope, reason, ...(until !== "" && { until }) });
    if (edit) await write(client, edit);
  });
}

async function askScope(title: string, scopes: readonly IgnoreScope[]): Promise<IgnoreScope | undefined> {
  const labels: Readonly<Record<IgnoreScope, string>> = {
    line: l10n.t("On this line"),
    block: l10n.t("In this block"),
    resource: l10n.t("In this resource"),
    file: l10n.t("In this file"),
    folder: l10n.t("In this folder"),
  };
  const items = scopes.map((scope): QuickPickItem & { readonly scope: IgnoreScope } => ({
    scope,
    label: labels[scope],
    ...(scope === "folder" && { description: l10n.t("switches the rule off in .parapet.yaml") }),
  }));
  return (await window.showQuickPick(items, { title }))?.scope;
}

/** A day, or nothing for no end; undefined where it was cancelled. */
const askEnd = (title: string): Promise<string | undefined> =>
  Promise.resolve(
    window.showInputBox({
      title,
      prompt: l10n.t("Until when: YYYY-MM-DD, or nothing for no end"),
      placeHolder: "2027-06-30",
      validateInput: (text) =>
        text === "" || isFuture(text) ? undefined : l10n.t("A day that is still to come, as YYYY-MM-DD."),
    }),
  );

const isFuture = (text: string): boolean => isDay(text) && text > today();
