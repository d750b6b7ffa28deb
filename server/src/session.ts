import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  WatchKind,
} from "vscode-languageserver";
import { ticked } from "../../analysis/checklist/ticks.ts";
import { effort } from "../../analysis/fix/effort.ts";
import { because } from "../../analysis/fix/refusal.ts";
import { parentOf } from "../../analysis/run/uri.ts";
import { explanation } from "../../analysis/show/rule-page.ts";
import { shown, shownLines } from "../../analysis/show/visible.ts";
import type { ActionData } from "../../language/schema/actions.ts";
import { checkWorkspace, explain, fixModule, ignore, moduleFixes, unseen } from "../../protocol/messages.ts";
import { ruleSheet } from "../../protocol/rule-sheet.ts";
import {
  checklist,
  checklistMarkdown,
  insertMissing,
  listedRules,
  safelyFixed,
  suppressions,
  tick,
} from "../../protocol/views.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { Callers } from "./callers.ts";
import { abilities, capabilities } from "./capabilities.ts";
import { DiagnosticsPublisher } from "./diagnostics-publisher.ts";
import type { Disk } from "./disk.ts";
import { isStale } from "./document.ts";
import { codeActions } from "./features/code-actions.ts";
import { documentSymbols } from "./features/document-symbols.ts";
import { allowances } from "./features/effort.ts";
import { hover } from "./features/hover.ts";
import { completion } from "./features/iam-completion.ts";
import { ignored } from "./features/ignore.ts";
import { inlayHints } from "./features/inlay-hints.ts";
import { moduleFixes as fixesOfModule } from "./features/module-fixes.ts";
import { editOf, resolved } from "./features/tasks.ts";
import { FolderConfigs } from "./folder-config.ts";
import { Guard } from "./guard.ts";
import { listed } from "./listed-rule.ts";
import { placeName } from "./place-name.ts";
import type { ReferenceParser } from "./reference-parser.ts";
import { ruleSheetOf } from "./rule-sheet.ts";
import { type Settings, settings } from "./settings.ts";
import { type Snapshot, Snapshots } from "./snapshot.ts";
import { Views } from "./views.ts";
import { unwatched, type Watch } from "./watch.ts";
import { Workspace } from "./workspace.ts";
import { WorkspaceCheck } from "./workspace-check.ts";

/** What differs between the places where the server runs. */
export interface Host {
  readonly connection: Connection;
  readonly disk: Disk;
  readonly rules: readonly Rule[];
  readonly referenceParser: ReferenceParser;
  /** For where something can end the server that hangs. */
  readonly watch?: Watch;
  /**
   * What AWS has of services and actions, loaded when it is first asked for. `url` is where a client in a browser has it;
   * `arrived` is to be called where it comes later than it was asked for.
   */
  actions?(url: string | undefined, arrived: () => void): () => ActionData | undefined;
  /** `YYYY-MM-DD`. */
  today(): string;
  /** The time in milliseconds, of any clock that goes on: what is tried ends by it. */
  now(): number;
}

/** Binds features to a connection: the table in `start` is all the server there is. */
export function serve(host: Host): void {
  const { connection, disk, watch = unwatched() } = host;
  const workspace = new Workspace(disk, (directory) => watch.isLeftAlone(directory));
  connection.onInitialize((params) => start({ ...host, watch }, workspace, params));
  // bound before anything else, so that an early message finds its handler
  workspace.documents.listen(connection);
  connection.listen();
}

function start(
  host: Host & { readonly watch: Watch },
  workspace: Workspace,
  params: InitializeParams,
): InitializeResult {
  const { connection, rules, referenceParser, watch, today, now } = host;
  const guard = new Guard((text) => connection.console.error(text));
  const client = abilities(params.capabilities, hasOption(params.initializationOptions, "commands"));
  workspace.folders = (params.workspaceFolders ?? []).map(({ uri }) => uri);
  let sent = settings(sectionOf(params.initializationOptions));

  const folderConfigs = new FolderConfigs(workspace, rules, async (scopeUri): Promise<Settings> => {
    if (!client.configuration) return sent;
    try {
      return settings(await connection.workspace.getConfiguration({ scopeUri, section: "parapet" }));
    } catch {
      return sent;
    }
  });
  /** Sizes hold for everything that is open, whatever folder it lies in. */
  const limit = async (): Promise<void> => {
    const section = client.configuration
      ? await connection.workspace.getConfiguration({ section: "parapet" }).catch(() => undefined)
      : undefined;
    const keys = workspace.limit((section === undefined ? sent : settings(section)).limits);
    if (keys.length > 0) changed(keys);
  };
  const told = new Set<string>();
  workspace.onUnread = ({ uri, reason }) => {
    const line = `${placeName(workspace, uri)} ${reason}`;
    if (told.has(line)) return;
    if (told.size >= mostTold) told.clear();
    told.add(line);
    connection.console.warn(shownLines(line));
  };
  const failed = new Set<string>();
  const refused = new Set<string>();
  const callers = new Callers(workspace);
  const snapshots = new Snapshots({
    workspace,
    callers,
    folderConfigs,
    today,
    watch,
    failed: ({ rule, error }) => {
      if (failed.has(rule.id)) return;
      failed.add(rule.id);
      const reason = error instanceof Error ? error.stack : error;
      connection.console.error(shownLines(`${rule.id} failed and is left out: ${reason}`));
    },
    dropped: ({ finding, fix }, refusal) => {
      const line = `${finding.rule.id}: “${fix.title}” is not offered at ${finding.address}: ${because(refusal)}`;
      if (refused.has(line) || refused.size >= mostRefused) return;
      refused.add(line);
      connection.console.debug(shown(line));
    },
  });
  const publisher = new DiagnosticsPublisher({
    connection,
    client,
    workspace,
    folderConfigs,
    snapshots,
    referenceParser,
    watch,
    guard,
  });
  const failedIn = (directory: string, error: unknown): void =>
    connection.console.error(
      shownLines(`${placeName(workspace, directory)}: ${error instanceof Error ? error.stack : error}`),
    );
  const surveying = { workspace, snapshots, folderConfigs, watch, today, failed: failedIn };
  const views = new Views({ ...surveying, connection, now });
  const workspaceCheck = new WorkspaceCheck({ ...surveying, connection, client, publisher });

  const url = actionsUrl(params.initializationOptions);
  /** What holds for everything has changed. */
  const clear = (): void => {
    snapshots.clear();
    views.clear();
    workspaceCheck.survey.clear();
  };
  workspace.actions = host.actions?.(url, () => {
    clear();
    publisher.follow();
  });

  callers.onChange = () => publisher.follow();
  /** What follows from these files or directories is worked out anew when it is asked for. */
  const touched = (keys: readonly string[]): void => {
    snapshots.changed(keys);
    views.changed(keys);
    workspaceCheck.survey.changed(keys);
  };
  const changed = (keys: readonly string[]): void => {
    touched(keys);
    publisher.follow();
  };
  const on = <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
    name: string,
    feature: (snapshot: Snapshot, params: Params) => Result | Promise<Result>,
  ) =>
    guard.caught(
      name,
      async (params: Params): Promise<Result | null> => {
        const member = workspace.memberOf(params.textDocument.uri);
        const snapshot = member === undefined ? undefined : await snapshots.of(member);
        if (!snapshot) return null;
        watch.at(parentOf(snapshot.document.member), snapshot.document.uri);
        return feature(snapshot, params);
      },
      () => null,
    );
  /** For what came without a question. */
  const noted = <Params>(name: string, note: (params: Params) => void) => guard.caught(name, note, () => undefined);

  const { documents } = workspace;
  documents.onDidChangeContent(
    noted("an edit", ({ document }) => {
      touched(workspace.put(document));
      publisher.edited(document);
    }),
  );
  documents.onDidOpen(noted("opening", ({ document }) => workspaceCheck.opened(document)));
  documents.onDidSave(
    noted("saving", ({ document }) => {
      touched(workspace.saved(document));
      publisher.saved(document);
      return callers.outdated([document.member]);
    }),
  );
  documents.onDidClose(
    noted("closing", ({ document }) => {
      touched(workspace.close(document));
      snapshots.keepOpen();
      const last = publisher.last(document);
      publisher.closed(document);
      return workspaceCheck.closed(document, last);
    }),
  );
  connection.onNotification(
    unseen,
    noted("a document out of sight", ({ textDocument }) => {
      const document = workspace.document(textDocument.uri);
      if (document) void workspaceCheck.unseen(document, publisher.last(document));
    }),
  );
  watch.resumed = (directories) => {
    const waiting = [...workspace.members].filter(
      (document) => isStale(document) && directories.includes(parentOf(document.member)),
    );
    for (const document of waiting) workspace.saved(document);
    clear();
    publisher.follow();
  };

  connection.languages.diagnostics.on(
    guard.caught(
      "diagnostics",
      async ({ textDocument, previousResultId }, token) => {
        const report = await publisher.report(textDocument.uri, previousResultId, token);
        const member = workspace.memberOf(textDocument.uri);
        if (member !== undefined) workspaceCheck.asked(member);
        return report;
      },
      (error) => {
        // the client keeps what it shows, and does not ask again before something changes
        throw new ResponseError(LSPErrorCodes.ServerCancelled, shown(String(error)), { retriggerRequest: false });
      },
    ),
  );
  const editing = {
    snapshots,
    client,
    referenceParser,
    now,
    isCurrent: async (uri: string, text: string): Promise<boolean> => {
      const open = workspace.document(uri);
      const isSame = (open ? open.text : await workspace.onDisk(uri)) === text;
      if (!isSame && !open) changed(workspace.forget(uri));
      return isSame;
    },
  };
  connection.onCodeAction(on("code actions", (snapshot, query) => codeActions(snapshot, query, { client, now })));
  connection.onCodeActionResolve(
    guard.caught(
      "a code action",
      (action) => resolved(action, editing),
      (error) => {
        throw new ResponseError(LSPErrorCodes.RequestFailed, shown(String(error)));
      },
    ),
  );
  connection.onRequest(
    ignore,
    on("ignoring", (snapshot, order) => ignored(snapshot, order, client)),
  );
  connection.onRequest(
    moduleFixes,
    on("the fixes of a module", (snapshot) => fixesOfModule(snapshot, effort(allowances.fixAll, now))),
  );
  connection.onRequest(
    fixModule,
    on("fixing a module", (snapshot, { rules }) =>
      editOf(snapshot, { do: "fix-all", extent: "module", rules }, editing).then((edit) => edit ?? null),
    ),
  );
  connection.onHover(
    on("hover", (snapshot, { position }) => hover(snapshot, position, client, effort(allowances.hover, now))),
  );
  connection.onCompletion(
    guard.caught(
      "completion",
      async ({ textDocument, position }) => {
        const member = workspace.memberOf(textDocument.uri);
        const reading = member === undefined ? undefined : await snapshots.reading(member);
        return reading ? completion(reading, position, client) : null;
      },
      () => null,
    ),
  );
  const outlinesBlocks = hasOption(params.initializationOptions, "outlinesBlocks");
  connection.onDocumentSymbol(on("symbols", (snapshot) => documentSymbols(snapshot, outlinesBlocks)));
  connection.languages.inlayHint.on(on("inlay hints", (snapshot, { range }) => inlayHints(snapshot, range)));
  connection.onRequest(
    explain,
    guard.caught(
      "a rule's page",
      ({ rule }) => explanation(folderConfigs.rules, rule) ?? null,
      () => null,
    ),
  );
  connection.onRequest(
    ruleSheet,
    guard.caught(
      "a rule's sheet",
      ({ rule }) => ruleSheetOf(folderConfigs.rules, rule, { today: today(), actions: workspace.actions?.() }) ?? null,
      () => null,
    ),
  );
  connection.onRequest(
    checkWorkspace,
    guard.caught(
      "the check of the workspace",
      (query, token) => workspaceCheck.run(query, token),
      (error) => {
        throw new ResponseError(LSPErrorCodes.RequestFailed, shown(String(error)));
      },
    ),
  );
  connection.onRequest(
    checklist,
    guard.caught(
      "the checklist",
      ({ directory }, token) => views.checklist(directory, token),
      () => null,
    ),
  );
  connection.onRequest(
    checklistMarkdown,
    guard.caught(
      "the checklist as text",
      ({ directory }, token) => views.checklistMarkdown(directory, token),
      () => null,
    ),
  );
  connection.onRequest(listedRules, () => folderConfigs.rules.map(listed));
  connection.onRequest(
    insertMissing,
    guard.caught(
      "inserting what is missing",
      (order) => views.insertMissing(order, client),
      (error) => ({ refused: shown(String(error)) }),
    ),
  );
  connection.onRequest(
    suppressions,
    guard.caught(
      "the list of suppressions",
      (token) => views.suppressions(token),
      () => null,
    ),
  );
  connection.onRequest(
    safelyFixed,
    guard.caught(
      "what is safe to fix",
      (token) => views.safelyFixed(token),
      () => [],
    ),
  );
  connection.onRequest(
    tick,
    guard.caught(
      "ticking a row",
      ({ text, row, ...said }) => ({ text: ticked(text, row, said) }),
      (error) => {
        throw new ResponseError(LSPErrorCodes.RequestFailed, shown(String(error)));
      },
    ),
  );

  connection.onDidChangeConfiguration(
    noted("new settings", (change) => {
      sent = settings(sectionOf(change.settings));
      folderConfigs.forget();
      views.outdated();
      void limit();
      publisher.follow();
      if (client.hintRefresh) void connection.languages.inlayHint.refresh();
    }),
  );
  connection.onDidChangeWatchedFiles(
    noted("changed files", ({ changes }) => {
      const uris = changes.map(({ uri }) => uri);
      changed(uris.flatMap((uri) => workspace.forget(uri)));
      views.moved();
      workspaceCheck.survey.moved();
      return Promise.all([callers.outdated(uris), workspaceCheck.outdated(uris)]);
    }),
  );
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
        callers.forget();
        folderConfigs.forget();
        clear();
        publisher.follow();
        void workspaceCheck.outdated([...gone]);
      });
    void limit();
    void publisher.publishStatus("ready");
  });
  connection.onShutdown(async () => {
    publisher.dispose();
    views.dispose();
    await referenceParser.dispose();
  });

  return { capabilities: capabilities(client), serverInfo: { name: "parapet" } };
}

/** After so many files that could not be read it is forgotten which were told, for there is no end of their names; they may be told again. */
const mostTold = 1_000;

/** How many refused fixes are told, each once: they hold names out of files, of which there is no end. */
const mostRefused = 1_000;

/**
 * Every file and folder that comes or goes is watched: a folder does so as one event that names no file in it, and `file()` and
 * `templatefile()` read anything. Changes are watched of the kinds of files that configuration mostly reads.
 */
const watchers = [
  { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
  { globPattern: "**/*.{tf,tofu,tfvars,hcl,json,jsonc,tpl,tftpl,tmpl,yaml,yml,sh,txt}", kind: WatchKind.Change },
];

/** Where a client in a browser has the reference of services and actions. */
const actionsUrl = (options: unknown): string | undefined =>
  typeof options === "object" && options !== null && "actions" in options && typeof options.actions === "string"
    ? options.actions
    : undefined;

/** Whether a client says of itself that it has commands of ours, or nobody else who lists Terraform's blocks. */
const hasOption = (options: unknown, name: "commands" | "outlinesBlocks"): boolean =>
  typeof options === "object" &&
  options !== null &&
  Object.entries(options).some(([key, value]) => key === name && value === true);

/** Settings come bare or under their section. */
function sectionOf(settings: unknown): unknown {
  return typeof settings === "object" && settings !== null && "parapet" in settings ? settings.parapet : settings;
}
