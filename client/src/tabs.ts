import { type Disposable, languages, TabInputText, type Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { unseen } from "../../protocol/messages.ts";
import { documents } from "./documents.ts";

/** Says of documents that they are out of sight: the client asks only for what is shown in a tab, and a document may be open without one. */
export const unseenDocuments = (client: BaseLanguageClient): Disposable =>
  window.tabGroups.onDidChangeTabs(({ closed }) => {
    if (!client.isRunning()) return;
    for (const { input } of closed) {
      if (!(input instanceof TabInputText) || isInTab(input.uri)) continue;
      const document = workspace.textDocuments.find(({ uri }) => uri.toString() === input.uri.toString());
      if (!document || languages.match(documents(), document) === 0) continue;
      const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
      void client.sendNotification(unseen, { textDocument });
    }
  });

const isInTab = (uri: Uri): boolean =>
  window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString()),
  );
