import {
  type ClientCapabilities,
  CodeActionKind,
  MarkupKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";

/** What the client at the other end can do. */
export interface Abilities {
  /** Asks for diagnostics itself. */
  readonly pull: boolean;
  /** Asks again when it is told to. */
  readonly refresh: boolean;
  /** Asks for an action's edit only when the action is chosen. */
  readonly resolve: boolean;
  readonly versionedEdits: boolean;
  /** Shows annotations of edits, and asks before one that wants to be confirmed. */
  readonly annotations: boolean;
  readonly snippets: boolean;
  /** Asks for inlay hints again when it is told to. */
  readonly hintRefresh: boolean;
  /** Takes tab stops in what it completes. */
  readonly completionSnippets: boolean;
  readonly markdown: boolean;
  readonly configuration: boolean;
  readonly watching: boolean;
  readonly folders: boolean;
  readonly progress: boolean;
  /** Has the commands of `protocol/messages.ts`: what has to be asked is asked there. */
  readonly commands: boolean;
}

export const abilities = ({ textDocument, workspace, window }: ClientCapabilities, hasCommands = false): Abilities => ({
  commands: hasCommands,
  pull: textDocument?.diagnostic !== undefined,
  refresh: workspace?.diagnostics?.refreshSupport === true,
  resolve:
    textDocument?.codeAction?.dataSupport === true &&
    textDocument.codeAction.resolveSupport?.properties.includes("edit") === true,
  versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
  annotations:
    workspace?.workspaceEdit?.changeAnnotationSupport !== undefined &&
    textDocument?.codeAction?.honorsChangeAnnotations === true,
  snippets: workspace?.workspaceEdit?.snippetEditSupport === true,
  hintRefresh: workspace?.inlayHint?.refreshSupport === true,
  completionSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
  markdown: textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true,
  configuration: workspace?.configuration === true,
  watching: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  folders: workspace?.workspaceFolders === true,
  progress: window?.workDoneProgress === true,
});

/** Rewrites everything in a file that can be rewritten without harm to what is deployed. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.parapet`;

/** The same in all files of the directory: nothing that a client does on saving a file. */
export const fixModuleKind = `${CodeActionKind.Source}.parapet.fixModule`;

export const capabilities = (client: Abilities): ServerCapabilities => ({
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  ...(client.pull && {
    diagnosticProvider: { identifier: "parapet", interFileDependencies: true, workspaceDiagnostics: false },
  }),
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind, fixModuleKind],
    resolveProvider: true,
  },
  hoverProvider: true,
  completionProvider: { triggerCharacters: ['"', ":"] },
  documentSymbolProvider: { label: "Parapet" },
  inlayHintProvider: true,
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
});
