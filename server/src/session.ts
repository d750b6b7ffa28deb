import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  WatchKind,
} from "vscode-languageserver";
import { shownLines } from "../../analysis/visible.ts";
import type { ActionData } from "../../language/policy/actions.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import type { Arbiter } from "./arbiter.ts";
import { abilities, capabilities } from "./capabilities.ts";
import { Delivery } from "./delivery.ts";
import type { Disk } from "./disk.ts";
import { codeActions, resolved } from "./features/code-actions.ts";
import { documentSymbols } from "./features/document-symbols.ts";
import { explanation } from "./features/explain.ts";
import { hover } from "./features/hover.ts";
import { completion } from "./features/iam-completion.ts";
import { inlayHints } from "./features/inlay-hints.ts";
import { checkWorkspace, explain } from "./protocol.ts";
import { Scopes } from "./scope.ts";
import { type Settings, settings } from "./settings.ts";
import { type Snapshot, Snapshots } from "./snapshot.ts";
import { Sweep } from "./sweep.ts";
import { Workspace } from "./workspace.ts";

/** What differs between the places where the server runs. */
export interface Host {
  readonly connection: Connection;
  readonly disk: Disk;
  readonly rules: readonly Rule[];
  readonly arbiter: Arbiter;
  /**
   * What AWS has of services and actions, loaded when it is first asked for. `url` is where a client in a browser has it;
   * `arrived` is to be called where it comes later than it was asked for.
   */
  actions?(url: string | undefined, arrived: () => void): () => ActionData | undefined;
  /** `YYYY-MM-DD`. */
  today(): string;
}

/** Binds features to a connection: the table in `start` is all the server there is. */
export function serve(host: Host): void {
  const { connection, disk } = host;
  const workspace = new Workspace(disk);
  connection.onInitialize((params) => start(host, workspace, params));
  // before anything else is bound, so that no early message finds nobody
  workspace.documents.listen(connection);
  connection.listen();
}

function start(host: Host, workspace: Workspace, params: InitializeParams): InitializeResult {
  const { connection, rules, arbiter, today } = host;
  const client = abilities(params.capabilities);
  workspace.folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
  let sent = settings(sectionOf(params.initializationOptions));

  const scopes = new Scopes(workspace, rules, async (scopeUri): Promise<Settings> => {
    if (!client.configuration) return sent;
    try {
      return settings(await connection.workspace.getConfiguration({ scopeUri, section: "parapet" }));
    } catch {
      return sent;
    }
  });
  const failed = new Set<string>();
  const snapshots = new Snapshots({
    workspace,
    scopes,
    today,
    failed: ({ rule, error }) => {
      if (failed.has(rule.id)) return;
      failed.add(rule.id);
      const reason = error instanceof Error ? error.stack : error;
      connection.console.error(shownLines(`${rule.id} failed and is left out: ${reason}`));
    },
  });
  const delivery = new Delivery({ connection, client, workspace, scopes, snapshots, arbiter });
  const sweep = new Sweep({ connection, client, workspace, snapshots, scopes, delivery });

  const url = actionsUrl(params.initializationOptions);
  workspace.actions = host.actions?.(url, () => {
    snapshots.clear();
    delivery.follow();
  });

  const changed = (keys: readonly string[]): void => {
    snapshots.changed(keys);
    delivery.follow();
  };
  const on =
    <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
      feature: (snapshot: Snapshot, params: Params) => Result | Promise<Result>,
    ) =>
    async (params: Params): Promise<Result | null> => {
      const member = workspace.memberOf(params.textDocument.uri);
      const snapshot = member === undefined ? undefined : await snapshots.of(member);
      return snapshot ? feature(snapshot, params) : null;
    };

  workspace.documents.onDidChangeContent(({ document }) => {
    snapshots.changed(workspace.put(document));
    delivery.edited(document);
  });
  workspace.documents.onDidOpen(({ document }) => sweep.opened(document));
  workspace.documents.onDidSave(({ document }) => {
    snapshots.changed(workspace.saved(document));
    delivery.saved(document);
  });
  workspace.documents.onDidClose(({ document }) => {
    snapshots.changed(workspace.close(document));
    snapshots.keepOpen();
    delivery.closed(document);
  });

  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) =>
    delivery.report(textDocument.uri, previousResultId, token),
  );
  connection.onCodeAction(on((snapshot, query) => codeActions(snapshot, query, client)));
  connection.onCodeActionResolve((action) => resolved(action, { snapshots, client, arbiter }));
  connection.onHover(on((snapshot, { position }) => hover(snapshot, position, client)));
  connection.onCompletion(async ({ textDocument, position }) => {
    const member = workspace.memberOf(textDocument.uri);
    const reading = member === undefined ? undefined : await snapshots.reading(member);
    return reading ? completion(reading, position, client) : null;
  });
  connection.onDocumentSymbol(on((snapshot) => documentSymbols(snapshot)));
  connection.languages.inlayHint.on(on((snapshot, { range }) => inlayHints(snapshot, range)));
  connection.onRequest(explain, ({ rule }) => explanation(scopes.rules, rule) ?? null);
  connection.onRequest(checkWorkspace, (query, token) => sweep.run(query, token));

  connection.onDidChangeConfiguration((change) => {
    sent = settings(sectionOf(change.settings));
    scopes.forget();
    delivery.follow();
    if (client.hintRefresh) void connection.languages.inlayHint.refresh();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    changed(changes.flatMap(({ uri }) => workspace.forget(uri)));
    sweep.outdated(changes.map(({ uri }) => uri));
  });
  connection.onInitialized(() => {
    if (client.configuration)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: "parapet" });
    if (client.watching) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    if (client.folders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => uri));
        const left = workspace.folders.filter(
          (folder) => ![...gone].some((uri) => workspace.key(uri) === workspace.key(folder)),
        );
        workspace.folders = [...left, ...added.map(({ uri }) => uri)];
        scopes.forget();
        snapshots.clear();
        delivery.follow();
      });
    void delivery.tell("ready");
  });
  connection.onShutdown(async () => {
    delivery.dispose();
    await arbiter.dispose();
  });

  return { capabilities: capabilities(client), serverInfo: { name: "parapet" } };
}

/**
 * Whole folders come and go as one event that names no file in them, and `file()` and `templatefile()` read anything: so
 * every birth and death is watched, and changes where configuration reads most.
 */
const watchers = [
  { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
  { globPattern: "**/*.{tf,tofu,tfvars,json,jsonc,tpl,tftpl,tmpl,yaml,yml,sh,txt}", kind: WatchKind.Change },
];

/** Where a client in a browser has the reference of services and actions. */
const actionsUrl = (options: unknown): string | undefined =>
  typeof options === "object" && options !== null && "actions" in options && typeof options.actions === "string"
    ? options.actions
    : undefined;

/** Settings come bare or under their section. */
function sectionOf(settings: unknown): unknown {
  return typeof settings === "object" && settings !== null && "parapet" in settings ? settings.parapet : settings;
}
