import { type ExtensionContext, extensions, l10n, window, workspace } from "vscode";
import {
  type BaseLanguageClient,
  DiagnosticPullMode,
  type LanguageClientOptions,
  RevealOutputChannelOn,
} from "vscode-languageclient";
import { commandIds } from "../../protocol/messages.ts";
import type { ShownFinding } from "../../protocol/views.ts";
import { registerCommands } from "./commands.ts";
import { documents, shownSchemes, watched } from "./documents.ts";
import { resolve } from "./edits.ts";
import { failures, report } from "./failures.ts";
import { serveFiles } from "./files.ts";
import { FolderCheck } from "./folder-check.ts";
import { RulePanel } from "./rule-page/panel.ts";
import { startWhenNeeded } from "./start.ts";
import { statusItem } from "./status.ts";
import { unseenDocuments } from "./tabs.ts";
import { discreet } from "./trace.ts";
import { outdatedViews } from "./views/asked.ts";
import { checklistView } from "./views/checklist.ts";
import { findingCommands } from "./views/finding-commands.ts";
import { FindingsView } from "./views/findings.ts";
import { suppressionsView } from "./views/suppressions.ts";

/** What the extension tells other extensions. */
export interface ExtensionApi {
  /** Whether the server runs: it is started when a document needs it, or a command. */
  isServing(): boolean;
  /** All findings that are shown, file by file. */
  findings(): readonly ShownFinding[];
}

/** What the server is told at each start: it may use our commands, and lists blocks in the outline where nobody else does. */
export const beginning = (): object => ({
  commands: true,
  outlinesBlocks: extensions.getExtension("hashicorp.terraform") === undefined,
});

/** Hangs everything the user sees on the client that `connect` makes, and starts it when it is needed; nobody waits for the server. */
export function run(
  context: ExtensionContext,
  connect: (options: LanguageClientOptions) => BaseLanguageClient,
): ExtensionApi {
  const watchers = watched.map((glob) => workspace.createFileSystemWatcher(glob));
  const channel = discreet(window.createOutputChannel("Parapet", { log: true }));
  const client = connect({
    outputChannel: channel,
    documentSelector: documents(),
    synchronize: { fileEvents: watchers },
    diagnosticPullOptions: {
      onChange: true,
      onSave: true,
      filter: (document, mode) =>
        mode === DiagnosticPullMode.onType && workspace.getConfiguration("parapet", document).get("run") === "onSave",
    },
    errorHandler: failures(),
    initializationFailedHandler: () => false,
    initializationOptions: beginning,
    middleware: { resolveCodeAction: (action, token) => resolve(client, action, token) },
    markdown: { isTrusted: { enabledCommands: [commandIds.explain] } },
    revealOutputChannelOn: RevealOutputChannelOn.Never,
  });
  const page = new RulePanel(client);
  const outdated = outdatedViews(client);
  const folderCheck = new FolderCheck(client, watchers);
  const findings = new FindingsView(client, context, folderCheck);
  context.subscriptions.push(
    client,
    channel,
    ...watchers,
    ...statusItem(client),
    page,
    ...registerCommands(client, context, page),
    ...serveFiles(client),
    folderCheck,
    findings,
    ...findingCommands(client, findings),
    outdated,
    ...checklistView(client, context, outdated.event),
    ...suppressionsView(client, outdated.event),
    unseenDocuments(client),
    startWhenNeeded(shownSchemes(), () => {
      client.start().catch(() => report(l10n.t("Parapet's server could not be started.")));
    }),
  );
  return { isServing: () => client.isRunning(), findings: () => findings.all };
}
