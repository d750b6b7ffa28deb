import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import type { Inputs } from "../../analysis/inputs.ts";
import { child, parentOf } from "../../analysis/uri.ts";
import { shownLines, visible } from "../../analysis/visible.ts";
import { isConfiguration } from "../../language/model/files.ts";
import type { Abilities } from "./capabilities.ts";
import type { Delivery } from "./delivery.ts";
import type { Document } from "./document.ts";
import { bounded, findingDiagnostic, unreadDiagnostic } from "./features/diagnostics.ts";
import type { Tally } from "./protocol.ts";
import type { Scopes } from "./scope.ts";
import type { Snapshots } from "./snapshot.ts";
import type { Workspace } from "./workspace.ts";

/** Directories in which nobody writes configuration by hand. */
const skipped = new Set([".git", ".terraform", "node_modules"]);
const deepest = 64;

/** What a sweep has found so far, by file and place; undefined where a comment hides it. */
type Found = Map<string, Map<string, Diagnostic | undefined>>;

/** Checks every module of the workspace when the user asks, also those of which no file is open. */
export class Sweep {
  readonly #connection: Connection;
  readonly #client: Abilities;
  readonly #workspace: Workspace;
  readonly #snapshots: Snapshots;
  readonly #scopes: Scopes;
  readonly #delivery: Delivery;
  /** Closed files for which the client shows what the last sweep found. */
  readonly #shown = new Set<string>();

  constructor(context: {
    readonly connection: Connection;
    readonly client: Abilities;
    readonly workspace: Workspace;
    readonly snapshots: Snapshots;
    readonly scopes: Scopes;
    readonly delivery: Delivery;
  }) {
    this.#connection = context.connection;
    this.#client = context.client;
    this.#workspace = context.workspace;
    this.#snapshots = context.snapshots;
    this.#scopes = context.scopes;
    this.#delivery = context.delivery;
  }

  async run(query: { readonly workDoneToken?: string | number }, token: CancellationToken): Promise<Tally> {
    const progress = this.#connection.window.attachWorkDoneProgress(query.workDoneToken);
    progress.begin("Parapet", 0, undefined, true);
    await this.#delivery.tell("busy", "Checking the workspace");
    const files = new Set<string>();
    const found: Found = new Map();
    try {
      const directories = await this.#directories(token);
      const inputs: Inputs = new Map();
      for (const directory of directories) await this.#snapshots.addInputs(directory, inputs);
      for (const [index, directory] of directories.entries()) {
        if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Stopped");
        progress.report(Math.round((100 * index) / directories.length), visible(decodeURIComponent(directory)));
        for (const uri of await this.#checked(directory, inputs, found)) files.add(uri);
        this.#snapshots.keepOpen();
        // whoever types goes first
        await new Promise((resolve) => setTimeout(resolve));
      }
    } finally {
      progress.done();
      await this.#delivery.tell("ready");
    }
    return { files: files.size, findings: [...found.values()].flatMap(told).length };
  }

  /** Every directory of the workspace with configuration in it. */
  async #directories(token: CancellationToken): Promise<readonly string[]> {
    const found: string[] = [];
    const visit = async (directory: string, depth: number): Promise<void> => {
      if (token.isCancellationRequested || depth > deepest) return;
      const entries = await this.#workspace.entries(directory);
      if (entries.some(({ kind, name }) => kind === "file" && isConfiguration(name))) found.push(directory);
      for (const { kind, name } of entries)
        if (kind === "directory" && !skipped.has(name)) await visit(child(directory, name), depth + 1);
    };
    for (const folder of this.#workspace.folders) await visit(folder, 0);
    return [...new Set(found)];
  }

  /** The files that were checked in a directory; none where that fails, so that the others still are. */
  async #checked(directory: string, inputs: Inputs, found: Found): Promise<readonly string[]> {
    try {
      return await this.#check(directory, inputs, found);
    } catch (error) {
      this.#connection.console.error(shownLines(`${directory}: ${error instanceof Error ? error.stack : error}`));
      return [];
    }
  }

  /** Checks one directory as a module and shows what is found in closed files, its own and those of modules that it calls. */
  async #check(directory: string, inputs: Inputs, found: Found): Promise<readonly string[]> {
    const { files, findings } = await this.#snapshots.findings(directory, inputs);
    await this.#tellUnread(directory);
    const own = files.filter((uri) => parentOf(uri) === directory && !this.#scopes.of(directory)?.excludes(uri));
    for (const uri of new Set([...own, ...findings.keys()])) {
      if (this.#scopes.of(parentOf(uri))?.excludes(uri)) continue;
      const here = found.get(uri) ?? new Map<string, Diagnostic | undefined>();
      found.set(uri, here);
      for (const finding of findings.get(uri) ?? []) {
        const { rule, at, message, suppression } = finding;
        const key = `${rule.id} ${at.start} ${at.end} ${message}`;
        if (suppression) here.set(key, undefined);
        else if (!here.has(key)) here.set(key, findingDiagnostic(this.#snapshots, finding));
      }
      const diagnostics = told(here);
      if (this.#workspace.document(uri) || (diagnostics.length === 0 && !this.#shown.has(uri))) continue;
      this.#shown.add(uri);
      await this.#connection.sendDiagnostics({ uri, diagnostics: bounded(diagnostics) });
    }
    return own;
  }

  /** Says at the top of closed files of a directory that they could not be read. */
  async #tellUnread(directory: string): Promise<void> {
    for (const { uri, kind, reason } of this.#workspace.unread) {
      if (kind === "directory" || parentOf(uri) !== directory || this.#workspace.document(uri)) continue;
      if (this.#scopes.of(directory)?.excludes(uri)) continue;
      this.#shown.add(uri);
      await this.#connection.sendDiagnostics({ uri, diagnostics: [unreadDiagnostic(reason)] });
    }
  }

  /** An open document is told about by the usual way. */
  opened({ member }: Document): void {
    if (this.#client.pull) this.#hide(member);
    else this.#shown.delete(member);
  }

  /** What was found in a file that has changed since holds no longer. */
  outdated(uris: readonly string[]): void {
    for (const uri of uris) this.#hide(uri);
  }

  #hide(uri: string): void {
    for (const shown of this.#shown) {
      if (this.#workspace.key(shown) !== this.#workspace.key(uri)) continue;
      this.#shown.delete(shown);
      void this.#connection.sendDiagnostics({ uri: shown, diagnostics: [] });
    }
  }
}

const told = (found: ReadonlyMap<string, Diagnostic | undefined>): Diagnostic[] =>
  [...found.values()].filter((diagnostic) => diagnostic !== undefined);
