import { PassThrough } from "node:stream";
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  type CodeActionTriggerKind,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  FileChangeType,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  MarkupKind,
  MessageType,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShutdownRequest,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { canonical } from "../../analysis/run/uri.ts";
import { readDirectory, readFile, type Status, status } from "../../protocol/messages.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { clientDisk } from "../../server/src/client-disk.ts";
import { absent, type Disk, tooLarge, unreadable } from "../../server/src/disk.ts";
import { noReferenceParser, type ReferenceParser } from "../../server/src/reference-parser.ts";
import { type Host, serve } from "../../server/src/session.ts";
import type { Watch } from "../../server/src/watch.ts";
import { actions, today } from "./fixture.ts";

/** What VS Code tells of itself. */
export const editor: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] }, honorsChangeAnnotations: true },
    hover: { contentFormat: [MarkupKind.Markdown, MarkupKind.PlainText] },
    completion: { completionItem: { snippetSupport: true } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    inlayHint: {},
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {}, snippetEditSupport: true },
  },
};

/** The least that a client can be. */
export const plain: ClientCapabilities = { workspace: { configuration: true } };

interface Options {
  readonly rules: readonly Rule[];
  /** Files by URI, as on a disk; the test may change them. */
  readonly files?: Map<string, string | Unreadable>;
  readonly disk?: Disk;
  /** Whether the server reads through the client, as in a browser. */
  readonly isRemote?: boolean;
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** Settings under `parapet`, by folder where they differ. */
  readonly settings?: (scopeUri: string | undefined) => unknown;
  readonly referenceParser?: ReferenceParser;
  /** What AWS has of services and actions; at hand at once where not said otherwise. */
  readonly actions?: Host["actions"];
  readonly initializationOptions?: unknown;
  readonly watch?: Watch;
  /** The clock; it stands still where not said otherwise. */
  readonly now?: Host["now"];
}

export const folder = "file:///work";

/** Files in memory; one that cannot be read has the reason, a directory that cannot be listed too. */
export function memoryDisk(files: ReadonlyMap<string, string | Unreadable>, isCaseSensitive = true): Disk {
  const spelled = (uri: string) => (isCaseSensitive ? canonical(uri) : canonical(uri).toLowerCase());
  return {
    isCaseSensitive,
    async list(directory) {
      const names = new Map<string, "file" | "directory">();
      const itself = files.get(directory);
      if (typeof itself === "object") return unreadable(itself.reason);
      for (const uri of files.keys()) {
        const at = canonical(uri);
        if (!spelled(at).startsWith(`${spelled(directory)}/`)) continue;
        const [name = "", ...below] = at.slice(canonical(directory).length + 1).split("/");
        names.set(decodeURIComponent(name), below.length > 0 ? "directory" : "file");
      }
      return { state: "listed", entries: [...names].map(([name, kind]) => ({ name, kind })) };
    },
    async read(uri, _roots, largest) {
      for (const [at, found] of files) {
        if (spelled(at) !== spelled(uri)) continue;
        if (typeof found === "object") return unreadable(found.reason);
        return found.length > largest ? unreadable(tooLarge(found.length, largest)) : { state: "text", text: found };
      }
      return absent;
    },
  };
}

/** Something on the disk that cannot be read. */
export interface Unreadable {
  readonly reason: string;
}

/** A client and the server in one process, joined by two pipes. */
export async function connect(options: Options): Promise<Client> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(up, down);
  const disk = options.disk ?? memoryDisk(options.files ?? new Map());
  serve({
    connection: server,
    disk: options.isRemote ? clientDisk(server) : disk,
    rules: options.rules,
    referenceParser: options.referenceParser ?? noReferenceParser,
    ...(options.watch && { watch: options.watch }),
    actions: options.actions ?? (() => actions),
    today: () => today,
    now: options.now ?? (() => 0),
  });
  const connection = createProtocolConnection(down, up);
  const client = new Client(connection, options);
  await client.start();
  return client;
}

/** Speaks to the server in the test's terms: files by URI, edits as text. */
export class Client {
  readonly connection: ProtocolConnection;
  readonly #options: Options;
  readonly #documents = new Map<string, TextDocument>();
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly logged: string[] = [];
  readonly debugged: string[] = [];
  readonly registered: unknown[] = [];
  readonly statuses: Status[] = [];
  /** What the server has read through the client. */
  readonly read: string[] = [];
  refreshes = 0;

  constructor(connection: ProtocolConnection, options: Options) {
    this.connection = connection;
    this.#options = options;
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ scopeUri }) => options.settings?.(scopeUri) ?? {}),
    );
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations);
    });
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes++;
    });
    connection.onRequest(readDirectory, async ({ uri }) => {
      this.read.push(uri);
      const found = await memoryDisk(options.files ?? new Map()).list(uri, []);
      if (found.state !== "listed") return found.state === "absent" ? null : { reason: found.reason };
      return { entries: found.entries.map(({ name, kind }) => [name, kind] as const) };
    });
    connection.onRequest(readFile, async ({ uri, largest }) => {
      this.read.push(uri);
      const found = await memoryDisk(options.files ?? new Map()).read(uri, [], largest);
      if (found.state !== "text") return found.state === "absent" ? null : { reason: found.reason };
      return { text: found.text };
    });
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.set(params.uri, params);
    });
    connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
      (type === MessageType.Debug ? this.debugged : this.logged).push(message);
    });
    connection.onNotification(status, (told) => {
      this.statuses.push(told);
    });
    connection.listen();
  }

  async start(): Promise<void> {
    await this.connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      workspaceFolders: (this.#options.folders ?? [folder]).map((uri) => ({ uri, name: uri })),
      capabilities: this.#options.capabilities ?? editor,
      initializationOptions: this.#options.initializationOptions,
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    this.connection.dispose();
  }

  async open(uri: string, text: string, languageId = "terraform"): Promise<void> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    const textDocument = { uri, languageId, version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  text(uri: string): string {
    return this.#document(uri).getText();
  }

  #document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  /** Replaces the one occurrence of `from`. */
  async edit(uri: string, from: string, to: string): Promise<void> {
    const document = this.#document(uri);
    const start = document.getText().indexOf(from);
    if (start < 0) throw new Error(`${JSON.stringify(from)} is not in ${uri}`);
    await this.change(uri, this.range(uri, start, start + from.length), to);
  }

  async change(uri: string, range: Range, text: string): Promise<void> {
    const document = this.#document(uri);
    const contentChanges = [{ range, text }];
    TextDocument.update(document, contentChanges, document.version + 1);
    const textDocument = { uri, version: document.version };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, { textDocument, contentChanges });
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  async report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    const params = { textDocument: { uri }, ...(previousResultId !== undefined && { previousResultId }) };
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, params);
  }

  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.report(uri);
    return report.kind === "full" ? report.items : [];
  }

  /** `code piece` for every diagnostic. */
  async told(uri: string): Promise<readonly string[]> {
    return (await this.diagnostics(uri)).map((diagnostic) => this.#told(uri, diagnostic));
  }

  /** The same of what was last pushed. */
  pushed(uri: string): readonly string[] | undefined {
    return this.published.get(uri)?.diagnostics.map((diagnostic) => this.#told(uri, diagnostic));
  }

  #told(uri: string, { code, range }: Diagnostic): string {
    return `${code} ${this.#document(uri).getText(range)}`;
  }

  range(uri: string, start: number, end: number): Range {
    const document = this.#document(uri);
    return { start: document.positionAt(start), end: document.positionAt(end) };
  }

  /** The position in the middle of the first occurrence of a text. */
  at(uri: string, piece: string): Position {
    const document = this.#document(uri);
    const start = document.getText().indexOf(piece);
    if (start < 0) throw new Error(`${JSON.stringify(piece)} is not in ${uri}`);
    return document.positionAt(start + Math.floor(piece.length / 2));
  }

  async actions(
    uri: string,
    piece: string,
    only?: string,
    triggerKind?: CodeActionTriggerKind,
  ): Promise<readonly CodeAction[]> {
    const position = this.at(uri, piece);
    const actions = await this.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: position, end: position },
      context: { diagnostics: [], ...(only !== undefined && { only: [only] }), ...(triggerKind && { triggerKind }) },
    });
    return (actions ?? []).filter(
      (action): action is CodeAction => !("command" in action && typeof action.command === "string"),
    );
  }

  /** The action with this title, with its edit. */
  async action(uri: string, piece: string, title: string, only?: string): Promise<CodeAction> {
    const actions = await this.actions(uri, piece, only);
    const action = actions.find((one) => one.title === title);
    if (!action) throw new Error(`${title} is not among ${actions.map((one) => one.title).join(", ")}`);
    return action.edit ? action : this.resolve(action);
  }

  async resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  /** The document's text with an edit, snippets written as they stand. */
  applied(uri: string, edit: WorkspaceEdit | undefined): string {
    const changes: TextEdit[] = [...(edit?.changes?.[uri] ?? [])];
    for (const change of edit?.documentChanges ?? []) {
      if (!("edits" in change) || change.textDocument.uri !== uri) continue;
      for (const one of change.edits)
        changes.push("newText" in one ? one : { range: one.range, newText: one.snippet.value });
    }
    return TextDocument.applyEdits(this.#document(uri), changes);
  }

  async hover(uri: string, piece: string): Promise<Hover | null> {
    return this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: this.at(uri, piece) });
  }

  async touched(
    ...changes: readonly (readonly [kind: "created" | "changed" | "deleted", uri: string])[]
  ): Promise<void> {
    const types = {
      created: FileChangeType.Created,
      changed: FileChangeType.Changed,
      deleted: FileChangeType.Deleted,
    } as const;
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: changes.map(([kind, uri]) => ({ uri, type: types[kind] })),
    });
  }

  async configured(): Promise<void> {
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }

  async folders(added: readonly string[], removed: readonly string[]): Promise<void> {
    const named = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: uri }));
    await this.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: named(added), removed: named(removed) },
    });
  }
}

/** Waits until something holds; fails after half a minute, which a machine that others share may need. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`never came true: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
