import { commands, type Disposable, l10n, type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { explain } from "../../protocol/messages.ts";

const scheme = "parapet";

/** Serves each rule's page as a read-only Markdown document, `parapet:/<rule>.md`. */
export function rulePages(client: BaseLanguageClient): Disposable {
  const provider: TextDocumentContentProvider = {
    async provideTextDocumentContent(uri, token) {
      // whatever opens this document names the rule, and it is shown as Markdown
      const rule = uri.path
        .slice(1)
        .replace(/\.md$/, "")
        .replaceAll(/[^\w.-]/g, "");
      const page = await client.sendRequest(explain, { rule }, token);
      return page === null ? l10n.t("Parapet has no rule {0}.", rule) : `# ${page.title}\n\n${page.markdown}`;
    },
  };
  return workspace.registerTextDocumentContentProvider(scheme, provider);
}

/** Opens a rule's page: as a preview, or as text where VS Code's Markdown extension is switched off. */
export async function showRule(rule: string): Promise<void> {
  const uri = Uri.from({ scheme, path: `/${rule}.md` });
  const known = await commands.getCommands(true);
  if (known.includes("markdown.showPreview")) await commands.executeCommand("markdown.showPreview", uri);
  else await window.showTextDocument(uri, { preview: true });
}
