import { l10n, type QuickPickItem, type Uri, window } from "vscode";
import { type BaseLanguageClient, CodeActionResolveRequest } from "vscode-languageclient";
import { type CostlyFix, type FixedRule, fixModule, moduleFixes } from "../../protocol/messages.ts";
import { refusing, write } from "./edits.ts";

/** Writes a fix, once somebody has read what is lost by it, and says what is still to be done. */
export async function applyFix(client: BaseLanguageClient, { action, loss, dropsSecret }: CostlyFix): Promise<void> {
  if (loss !== undefined) {
    const apply = l10n.t("Apply");
    const answer = await window.showWarningMessage(action.title, { modal: true, detail: loss }, apply);
    if (answer !== apply) return;
  }
  await refusing(async () => {
    const { edit } = await client.sendRequest(CodeActionResolveRequest.type, { ...action });
    if (edit && (await write(client, edit)) && dropsSecret) tellToRotate();
  });
}

function tellToRotate(): void {
  void window.showWarningMessage(
    l10n.t(
      "The secret is out of the code, and still known: the history of the repository keeps it, and so may Terraform's state. Rotate it.",
    ),
  );
}

interface Choice extends QuickPickItem {
  readonly rule: string;
}

/** Fixes what is safe to fix in all files of a module: of those rules that are left ticked. */
export async function fixWholeModule(client: BaseLanguageClient, uri: Uri | undefined): Promise<void> {
  if (!uri) return void window.showInformationMessage(l10n.t("Open a file of the module first."));
  const textDocument = { uri: client.code2ProtocolConverter.asUri(uri) };
  await refusing(async () => {
    const found = await client.sendRequest(moduleFixes, { textDocument });
    const left = (found?.left ?? []).map(([why, count]) => `${count} × ${why}`).join(", ");
    if (!found || found.changes.length === 0)
      return void window.showInformationMessage(
        left === ""
          ? l10n.t("There is nothing to fix in this module.")
          : l10n.t("Nothing in this module is safe to fix. By hand: {0}.", left),
      );
    const chosen = await window.showQuickPick(found.changes.map(choiceOf), {
      canPickMany: true,
      title: l10n.t("Fix all safe problems in the module"),
      placeHolder:
        left === "" ? l10n.t("What is ticked is fixed.") : l10n.t("What is ticked is fixed. By hand: {0}.", left),
      matchOnDescription: true,
    });
    if (!chosen || chosen.length === 0) return;
    const edit = await client.sendRequest(fixModule, {
      textDocument,
      rules: [...new Set(chosen.map(({ rule }) => rule))],
    });
    if (edit) await write(client, edit);
  });
}

const choiceOf = ({ rule, title, price, count, files }: FixedRule): Choice => ({
  rule,
  label: title,
  description: `${count} × (${price})`,
  detail: files === 1 ? rule : l10n.t("{0}, in {1} files", rule, files),
  picked: true,
});
