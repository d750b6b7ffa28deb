import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import type { Root } from "../../analysis/run/check.ts";
import { type UnreadCall, whatWasNotRead } from "../../analysis/run/unread.ts";
import { decoded, nameOf, parentOf } from "../../analysis/run/uri.ts";
import { shown, visible } from "../../analysis/show/visible.ts";
import type { Span } from "../../language/syntax/text.ts";
import { type Counts, type Status, status, type UnreadTally } from "../../protocol/messages.ts";
import type { Abilities } from "./capabilities.ts";
import { type Document, isStale } from "./document.ts";
import { diagnostics, LastTold, mistakes, readWhenSaved, unreadDiagnostic } from "./features/diagnostics.ts";
import { configuredDirectory, type FolderConfigs } from "./folder-config.ts";
import type { Guard } from "./guard.ts";
import type { ReferenceParser, Verdict } from "./reference-parser.ts";
import type { Snapshots } from "./snapshot.ts";
import type { Watch } from "./watch.ts";
import type { Workspace } from "./workspace.ts";

interface PublishedDiagnostics {
  readonly id: string;
  readonly items: Diagnostic[];
}

const noFindings = { critical: 0, high: 0, medium: 0, low: 0 };

/** How long after the last edit the other open files and the counts follow, in milliseconds. */
const settleDelay = 40;
/** Of how many files it is told why they could not be read. */
const mostNamed = 5;
/** How long a document rests before HashiCorp's parser is asked about it. */
const idleDelay = 300;
/** After how long a pause nobody is taken to be typing a word any more. */
const pauseDelay = 1_000;

/**
 * Brings diagnostics to the client: at once for the document that is edited, a moment later for the other open ones that
 * the edit has changed. A client that asks is told to ask again; to any other they are sent.
 */
export class DiagnosticsPublisher {
  readonly #connection: Connection;
  readonly #client: Abilities;
  readonly #workspace: Workspace;
  readonly #folderConfigs: FolderConfigs;
  readonly #snapshots: Snapshots;
  readonly #referenceParser: ReferenceParser;
  readonly #watch: Watch;
  readonly #guard: Guard;
  readonly #delivered = new Map<string, PublishedDiagnostics>();
  /** The text of each document for which it was worked out what to tell. */
  readonly #checked = new Map<string, string>();
  readonly #told = new Map<string, LastTold>();
  readonly #verdicts = new Map<string, { readonly text: string; readonly verdict: Verdict }>();
  readonly #savedVersions = new Map<string, number>();
  readonly #idling = new Map<string, ReturnType<typeof setTimeout>>();
  /** Documents in which somebody types. */
  readonly #typing = new Map<string, ReturnType<typeof setTimeout>>();
  /** Documents that the client is about to ask for by itself. */
  readonly #edited = new Set<string>();
  /** Documents that are about to be sent. */
  readonly #due = new Set<string>();
  #following: ReturnType<typeof setTimeout> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #status = "";
  #last = 0;

  constructor(context: {
    readonly connection: Connection;
    readonly client: Abilities;
    readonly workspace: Workspace;
    readonly folderConfigs: FolderConfigs;
    readonly snapshots: Snapshots;
    readonly referenceParser: ReferenceParser;
    readonly watch: Watch;
    readonly guard: Guard;
  }) {
    this.#connection = context.connection;
    this.#client = context.client;
    this.#workspace = context.workspace;
    this.#folderConfigs = context.folderConfigs;
    this.#snapshots = context.snapshots;
    this.#referenceParser = context.referenceParser;
    this.#watch = context.watch;
    this.#guard = context.guard;
  }

  /** A document was opened or edited. */
  edited(document: Document): void {
    if (!this.#savedVersions.has(document.member)) this.#savedVersions.set(document.member, document.version);
    this.#edited.add(document.member);
    if (!this.#client.pull) this.#schedule(document.member);
    this.#schedulePause(document);
    this.follow();
    this.#scheduleReferenceParser(document);
  }

  /** Sends once for all edits that have already arrived. */
  #schedule(member: string): void {
    if (this.#due.has(member)) return;
    this.#due.add(member);
    setTimeout(() => {
      this.#due.delete(member);
      this.#attempt(() => this.#send(member, true));
    });
  }

  saved(document: Document): void {
    this.#rest(document.member);
    this.#savedVersions.set(document.member, document.version);
    if (!this.#client.pull) this.#attempt(() => this.#send(document.member, true));
    this.follow();
  }

  /** What was told of a document last; undefined where its text was not checked. */
  last({ member, text }: Document): readonly Diagnostic[] | undefined {
    const isWhole = this.#checked.get(member) === text && !this.#typing.has(member);
    return isWhole ? this.#delivered.get(member)?.items : undefined;
  }

  closed({ member }: Document): void {
    clearTimeout(this.#idling.get(member));
    this.#rest(member);
    for (const kept of [this.#delivered, this.#checked, this.#told, this.#verdicts, this.#savedVersions, this.#idling])
      kept.delete(member);
    this.follow();
  }

  /** Lets the open documents follow what has changed, once it is calm. */
  follow(): void {
    clearTimeout(this.#following);
    this.#following = setTimeout(() => this.#attempt(() => this.#catchUp()), settleDelay);
  }

  /** What nobody waits for must not end the server when it fails. */
  #attempt(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => {
      this.#guard.tell("delivery", error);
      this.#status = "";
      const told: Status = {
        state: "error",
        message: shown(String(error)),
        counts: noFindings,
        unread: this.#unread(),
      };
      void this.#connection.sendNotification(status, told).catch(() => undefined);
    });
  }

  dispose(): void {
    clearTimeout(this.#following);
    for (const timer of [...this.#idling.values(), ...this.#typing.values()]) clearTimeout(timer);
  }

  /** The answer to a client that asks. */
  async report(uri: string, previous: string | undefined, token: CancellationToken): Promise<DocumentDiagnosticReport> {
    // edits that have already arrived go first, and with them the word that this question is out of date
    await this.#turnToAnswer();
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Asked anew");
    const member = this.#workspace.memberOf(uri);
    const delivered = member === undefined ? undefined : await this.#deliver(member);
    if (!delivered) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    if (delivered.id === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: delivered.id };
    return { kind: DocumentDiagnosticReportKind.Full, resultId: delivered.id, items: delivered.items };
  }

  /** One answer after the other, however many are asked for at once: between two of them the supervisor is heard. */
  #turnToAnswer(): Promise<unknown> {
    this.#turn = this.#turn.then(() => new Promise((resolve) => setTimeout(resolve)));
    return this.#turn;
  }

  async #deliver(member: string): Promise<PublishedDiagnostics | undefined> {
    const items = await this.#items(member);
    this.#edited.delete(member);
    const before = this.#delivered.get(member);
    if (items === "as before") return before ?? { id: "", items: [] };
    const document = this.#workspace.document(member);
    if (document) this.#checked.set(member, document.text);
    if (before && isAlike(before.items, items)) return before;
    // an earlier server's id stands for something else
    const delivered = { id: `${this.#watch.run}.${++this.#last}`, items };
    if (document) this.#delivered.set(member, delivered);
    return delivered;
  }

  async #items(member: string): Promise<Diagnostic[] | "as before"> {
    const document = this.#workspace.document(member);
    if (!document) return [];
    if (document.unread !== undefined) return this.#notRead(document, document.unread);
    if (!document.file) return this.#mistakes(document);
    const notice = this.#watch.notice(parentOf(member));
    if (notice !== undefined) return mistakes(document, [{ ...firstLine(document), message: notice }]);
    const snapshot = await this.#snapshots.of(member);
    if (!snapshot) return [];
    const waits =
      snapshot.folderConfig.run === "onSave" && this.#savedVersions.get(member) !== snapshot.document.version;
    if (waits || isStale(snapshot.document)) return "as before";
    const known = this.#verdicts.get(member);
    const { text } = snapshot.document;
    const cursor = this.#typing.has(member) ? snapshot.document.cursor : undefined;
    const last = this.#told.get(member) ?? new LastTold();
    this.#told.set(member, last);
    const told = diagnostics(snapshot, known?.text === text ? known.verdict : undefined, cursor, last);
    const { typed } = this.#workspace.limits;
    return text.length > typed && snapshot.folderConfig.config.enable ? [readWhenSaved(typed), ...told] : told;
  }

  async #notRead({ member }: Document, reason: string): Promise<Diagnostic[]> {
    const directory = parentOf(member);
    await this.#folderConfigs.load(directory);
    const folderConfig = this.#folderConfigs.of(directory);
    return folderConfig?.config.enable && !folderConfig.excludes(member) ? [unreadDiagnostic(reason)] : [];
  }

  async #mistakes(document: Document): Promise<Diagnostic[]> {
    await this.#folderConfigs.load(configuredDirectory(document.member));
    return mistakes(document, this.#folderConfigs.mistakesIn(document.member) ?? []);
  }

  async #send(member: string, always: boolean): Promise<boolean> {
    const before = this.#delivered.get(member);
    const delivered = await this.#deliver(member);
    const document = this.#workspace.document(member);
    if (!delivered || !document) return false;
    if (delivered === before && !always) return false;
    const { uri, version } = document;
    await this.#connection.sendDiagnostics({ uri, version, diagnostics: delivered.items });
    return true;
  }

  async #catchUp(): Promise<void> {
    let isLate = false;
    for (const { member } of [...this.#workspace.members]) {
      if (this.#edited.has(member)) continue;
      if (this.#client.pull) {
        const before = this.#delivered.get(member);
        isLate = (await this.#deliver(member)) !== before || isLate;
      } else await this.#send(member, false);
      // between two documents the next keystroke goes first
      await new Promise((resolve) => setTimeout(resolve));
    }
    if (isLate && this.#client.refresh) void this.#connection.languages.diagnostics.refresh().catch(() => undefined);
    await this.publishStatus("ready");
  }

  /** What is held back at the cursor while somebody types follows after a pause. */
  #schedulePause({ member, cursor }: Document): void {
    this.#rest(member);
    if (cursor === undefined) return;
    const timer = setTimeout(() => {
      this.#rest(member);
      this.follow();
    }, pauseDelay);
    this.#typing.set(member, timer);
  }

  #rest(member: string): void {
    clearTimeout(this.#typing.get(member));
    this.#typing.delete(member);
  }

  /** Asks HashiCorp's parser when a document has not been touched for a while. */
  #scheduleReferenceParser(document: Document): void {
    const { member, text, file } = document;
    clearTimeout(this.#idling.get(member));
    if (file?.syntax !== "hcl") return;
    const timer = setTimeout(async () => {
      this.#idling.delete(member);
      const verdict = await this.#referenceParser.parse(text);
      if (this.#workspace.document(member)?.text !== text) return;
      this.#verdicts.set(member, { text, verdict });
      if (verdict.state === "invalid") this.follow();
    }, idleDelay);
    this.#idling.set(member, timer);
  }

  /** Tells the client how things stand, if that is news. */
  async publishStatus(state: Status["state"], message = this.#watch.summary): Promise<void> {
    const told = {
      state,
      ...(message !== undefined && { message }),
      counts: await this.#counts(),
      unread: { ...this.#unread(), ...(await this.#unreadCalls()) },
    };
    const written = JSON.stringify(told);
    if (written === this.#status) return;
    this.#status = written;
    await this.#connection.sendNotification(status, told).catch(() => undefined);
  }

  #unread(): UnreadTally {
    const { unread } = this.#workspace;
    const first = unread.slice(0, mostNamed).map(({ uri, reason }) => ({ name: spokenName(uri), reason }));
    return { count: unread.length, first };
  }

  /** What the open documents' modules call that is not here. */
  async #unreadCalls(): Promise<Pick<UnreadTally, "calls">> {
    const found = new Map<string, UnreadCall>();
    const roots = new Set<Root>();
    for (const { member, file } of [...this.#workspace.members]) {
      const snapshot = file && (await this.#snapshots.of(member));
      if (snapshot?.folderConfig.config.enable) roots.add(snapshot.checked.root);
    }
    for (const { unread } of roots) for (const call of unread) found.set(`${call.at.uri} ${call.at.start}`, call);
    const calls = whatWasNotRead([...found.values()]);
    return calls === undefined ? {} : { calls };
  }

  async #counts(): Promise<Counts> {
    const counts = { ...noFindings };
    for (const { member, file } of [...this.#workspace.members]) {
      const snapshot = file && (await this.#snapshots.of(member));
      if (snapshot?.folderConfig.config.enable)
        for (const { severity, isHint } of snapshot.findings) if (!isHint) counts[severity]++;
    }
    return counts;
  }
}

/** Whether two diagnostics, or parts of them, are written alike; the first difference decides. */
export function isAlike(a: unknown, b: unknown): boolean {
  if (a === b || !isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isAlike(a[key], b[key]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const spokenName = (uri: string): string => visible(decoded(nameOf(uri)));

const firstLine = ({ text }: Document): Span => ({ start: 0, end: /^.*/.exec(text)?.[0].length ?? 0 });
