import { type ExtensionContext, l10n, Range, type TextDocument, Uri, WorkspaceEdit, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type ShownRow, tick } from "../../../protocol/views.ts";
import { isDay, today } from "../days.ts";

/** Where the name is kept that somebody gave last. */
const nameKey = "parapet.checklist.by";

/** Asks who has looked at what code does not show, when, and what there is to say of it, and writes that beside the code. */
export async function tickRow(
  client: BaseLanguageClient,
  context: ExtensionContext,
  directory: string,
  { id: row, title, question = "" }: ShownRow,
): Promise<void> {
  const by = await window.showInputBox({
    title,
    prompt: question,
    placeHolder: l10n.t("The name of whoever has looked"),
    value: context.globalState.get<string>(nameKey, ""),
    validateInput: (text) => (text.trim() === "" ? l10n.t("A name, for whoever reads it next year.") : undefined),
  });
  if (by === undefined) return;
  const on = await window.showInputBox({
    title,
    prompt: l10n.t("On which day: YYYY-MM-DD"),
    value: today(),
    validateInput: (text) =>
      isDay(text) && text <= today() ? undefined : l10n.t("A day that is not still to come, as YYYY-MM-DD."),
  });
  if (on === undefined) return;
  const note = await window.showInputBox({ title, prompt: l10n.t("What there is to say of it; nothing is fine") });
  if (note === undefined) return;
  await context.globalState.update(nameKey, by.trim());
  const uri = Uri.joinPath(Uri.parse(directory), ".parapet/checklist.yaml");
  const before = await opened(uri);
  const text = before?.getText() ?? "";
  const said = { row, on, by: by.trim(), ...(note.trim() !== "" && { note: note.trim() }) };
  const after = await client.sendRequest(tick, { text, ...said });
  await written(uri, before, after.text);
}

/** The file as it is open or on the disk; none where there is none. */
async function opened(uri: Uri): Promise<TextDocument | undefined> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

/** Saves it, too: the file says what was said, and not what somebody may still say. */
async function written(uri: Uri, before: TextDocument | undefined, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  if (before) edit.replace(uri, new Range(0, 0, before.lineCount, 0), text);
  else edit.createFile(uri, { contents: new TextEncoder().encode(text) });
  const isApplied = await workspace.applyEdit(edit);
  const isSaved = !before || (await before.save());
  if (!isApplied || !isSaved) throw new Error(l10n.t("{0} could not be written.", uri.path));
}
