import { type CancellationToken, type CodeAction, l10n, Uri, window, workspace } from "vscode";
import {
  type BaseLanguageClient,
  CodeActionResolveRequest,
  TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageclient";

/** Writes an edit of the server's; nothing, and says so, where a document has changed since it was made. */
export async function write(client: BaseLanguageClient, edit: WorkspaceEdit): Promise<boolean> {
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  // in this order: nothing is waited for between the look and the writing
  if (isCurrent(edit) && (await workspace.applyEdit(converted))) return true;
  refused(outdated());
  return false;
}

/** The edit of a code action that was chosen; none, and says so, where the server has none or a document has changed since it was made. */
export async function resolve(
  client: BaseLanguageClient,
  action: CodeAction,
  token: CancellationToken,
): Promise<CodeAction> {
  try {
    const asked = client.code2ProtocolConverter.asCodeActionSync(action);
    const { edit } = await client.sendRequest(CodeActionResolveRequest.type, asked, token);
    const converted = edit && (await client.protocol2CodeConverter.asWorkspaceEdit(edit, token));
    if (edit && !isCurrent(edit)) refused(outdated());
    else if (converted) action.edit = converted;
  } catch (error) {
    if (!token.isCancellationRequested) refused(messageOf(error));
  }
  return action;
}

/** Whether documents still are what an edit counts in; VS Code itself does not look. */
const isCurrent = ({ documentChanges = [] }: WorkspaceEdit): boolean =>
  documentChanges.every((change) => {
    if (!TextDocumentEdit.is(change) || change.textDocument.version === null) return true;
    const uri = Uri.parse(change.textDocument.uri).toString();
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri);
    return open?.version === change.textDocument.version;
  });

const outdated = (): string => l10n.t("A file has changed meanwhile.");

/** Says why nothing was written. */
export const refused = (why: string): void => void window.showWarningMessage(l10n.t("Parapet wrote nothing: {0}", why));

/** Says why, where something cannot be done. */
export async function refusing(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    refused(messageOf(error));
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
