import { checkWorkspace, type Status, status } from "../protocol/messages.ts";
import { Documents } from "./documents.ts";
import type { CurrentWork, Ending, FromServer, LeftAlone, Message, ToServer } from "./messages.ts";

/** A server where something else can end it. */
export interface Thread {
  post(said: ToServer): void;
  end(): void;
}

/** Time, for tests to make it pass. Milliseconds. */
export interface Clock {
  now(): number;
  /** Gives a function that calls it off. */
  after(milliseconds: number, work: () => void): () => void;
}

export interface SupervisorHost {
  /** Starts a server; `ended` is called when it ends by itself. */
  readonly start: (
    heard: (said: FromServer) => void,
    ended: (ending: Exclude<Ending, "time">, detail: string) => void,
  ) => Thread;
  /** To the client. */
  readonly send: (message: Message) => void;
  /** The client has asked for the end. */
  readonly exit: (code: number) => void;
  readonly clock: Clock;
  /** For how many seconds a server may be silent, at work and while it starts. */
  readonly patience?: { readonly working: number; readonly starting: number };
}

type Id = number | string;

/** A directory that ends the server again so soon after it was taken up again waits for a save, and no longer for any change. */
const sameTrial = 60_000;
const mostDeaths = { count: 5, within: 3 * 60_000 } as const;
/** After so many seconds without a message, a thread that owes no answer is not asked whether it lives: it is idle. */
const idleAfter = 10;

const second = 1_000;

/** UTF-16 units of open documents that are worth a second of patience more. */
const unitsASecond = 2_000_000;

const serverCancelled = -32802;
const contentModified = -32801;
const internalError = -32603;
const warning = 2;
const error = 1;

/** Asked for by a user who waits for the whole of it. */
const repeated = new Set([checkWorkspace.method]);

const replay = "parapet-replay";

/** What makes a client ask again, where it can. */
const refreshes = [
  ["diagnostics", "workspace/diagnostic/refresh"],
  ["inlayHint", "workspace/inlayHint/refresh"],
] as const;

/**
 * Stands between a client and a server that may hang or die: then it ends the server, starts another one, tells it everything
 * that the first one knew, and which directory to leave alone. It answers in the server's place whatever the client still waits for.
 */
export class Supervisor {
  readonly #around: SupervisorHost;
  readonly #patience: NonNullable<SupervisorHost["patience"]>;
  readonly #documents = new Documents();
  #initialize: Message | undefined;
  #initialized: Message | undefined;
  #configuration: Message | undefined;
  #isShuttingDown = false;

  #thread: Thread | undefined;
  #run = 0;
  #isStarting = true;
  /** Seconds since the server was asked whether it lives; undefined while it is not asked. */
  #silent: number | undefined;
  #quiet = 0;
  #callOff: (() => void) | undefined;
  #place: CurrentWork | undefined;
  #deaths: readonly number[] = [];
  readonly #leftAlone = new Map<string, LeftAlone>();
  /** When a directory was taken up again. */
  readonly #resumed = new Map<string, number>();

  /** What the client waits for. */
  readonly #pending = new Map<Id, Message>();
  /** What servers have asked the client, by the id that it knows; no id for what this class asks. */
  readonly #asked = new Map<Id, { readonly run: number; readonly id?: Id }>();
  #lastAsked = 0;
  /** What is registered with the client. */
  readonly #registered = new Set<string>();
  /** Files for which the client shows diagnostics that it was sent. */
  readonly #published = new Set<string>();

  constructor(around: SupervisorHost) {
    this.#around = around;
    this.#patience = around.patience ?? { working: 5, starting: 20 };
    this.#start();
  }

  /** From the client. */
  receive(message: Message): void {
    if (message.method === undefined) this.#answered(message);
    else if (message.method === "exit") this.leave();
    else this.#told(this.#note(message));
  }

  /** The client has gone, or asks for the end. */
  leave(): void {
    this.#around.exit(this.#isShuttingDown ? 0 : 1);
  }

  dispose(): void {
    this.#callOff?.();
    this.#thread?.end();
    this.#thread = undefined;
  }

  /** A question or news. */
  #told(message: Message): void {
    const { id } = message;
    if (id === undefined || id === null) this.#post(message);
    else if (this.#thread) {
      this.#pending.set(id, message);
      this.#post(message);
      if (message.method === "shutdown") this.#hurry();
    } else this.#refuse(id, message, "Parapet's server was stopped.", false);
  }

  /** Keeps what another server will have to know; gives the message as servers are told it. */
  #note(message: Message): Message {
    switch (message.method) {
      case "initialize": {
        // whether the client's process lives is seen to out here
        const params = typeof message.params === "object" ? message.params : {};
        this.#initialize = { ...message, params: { ...params, processId: null } };
        return this.#initialize;
      }
      case "initialized":
        this.#initialized = message;
        break;
      case "shutdown":
        this.#isShuttingDown = true;
        break;
      case "workspace/didChangeConfiguration":
        this.#configuration = message;
        break;
      case "workspace/didChangeWorkspaceFolders":
        this.#noteFolders(message);
        break;
      default:
        this.#documents.note(message);
    }
    return message;
  }

  #noteFolders({ params }: Message): void {
    if (!this.#initialize) return;
    type Folders = readonly { readonly uri: string }[];
    const { event } = params as { readonly event: { readonly added: Folders; readonly removed: Folders } };
    const before = this.#initialize.params as { readonly workspaceFolders?: Folders | null };
    const left = (before.workspaceFolders ?? []).filter(({ uri }) => !event.removed.some((one) => one.uri === uri));
    this.#initialize = { ...this.#initialize, params: { ...before, workspaceFolders: [...left, ...event.added] } };
  }

  #post(message: Message): void {
    this.#thread?.post(message);
    this.#watch();
  }

  #send(message: Omit<Message, "jsonrpc">): void {
    this.#around.send({ jsonrpc: "2.0", ...message });
  }

  #start(): void {
    const run = ++this.#run;
    this.#isStarting = true;
    this.#silent = 0;
    this.#place = undefined;
    // whatever an earlier one still says comes too late
    const isHeard = () => run === this.#run && this.#thread !== undefined;
    this.#thread = this.#around.start(
      (said) => {
        if (isHeard()) this.#hear(said);
      },
      (ending, detail) => {
        if (isHeard()) this.#end(ending, detail);
      },
    );
    this.#thread.post({ kind: "start", run, leftAlone: [...this.#leftAlone.values()] });
    this.#thread.post({ kind: "ping" });
    this.#watch();
  }

  /** Sees to it that the server is asked every second whether it lives, as long as it may be at work. */
  #watch(): void {
    this.#quiet = 0;
    this.#callOff ??= this.#around.clock.after(second, () => this.#tick());
  }

  /** Seconds are counted as they are lived through here: a machine that slept has not waited. */
  #tick(): void {
    this.#callOff = undefined;
    if (!this.#thread) return;
    this.#quiet++;
    const isAsked = this.#silent !== undefined;
    if (!isAsked && this.#pending.size === 0 && this.#quiet >= idleAfter) return;
    this.#silent = this.#silent === undefined ? 0 : this.#silent + 1;
    if (this.#silent >= this.#allowed) {
      this.#end("time", "");
      return;
    }
    if (!isAsked) this.#thread.post({ kind: "ping" });
    this.#callOff = this.#around.clock.after(second, () => this.#tick());
  }

  /** A client that wants to start anew waits no longer than two seconds for the end. */
  #hurry(): void {
    this.#callOff?.();
    this.#silent = undefined;
    this.#tick();
  }

  get #allowed(): number {
    if (this.#isShuttingDown) return 1;
    const { starting, working } = this.#patience;
    return (this.#isStarting ? starting : working) + Math.floor(this.#documents.size / unitsASecond);
  }

  #hear(said: FromServer): void {
    if ("jsonrpc" in said) this.#relay(said);
    else if (said.kind === "pong") {
      this.#silent = undefined;
      this.#isStarting = false;
    } else if (said.kind === "at") this.#place = said.place;
    else {
      this.#leftAlone.delete(said.directory);
      this.#resumed.set(said.directory, this.#around.clock.now());
    }
  }

  /** From the server to the client. */
  #relay(message: Message): void {
    const { method, id, params } = message;
    this.#watch();
    if (method === undefined) {
      if (id === replay) this.#refresh();
      else if (id !== undefined && id !== null && this.#pending.delete(id)) this.#around.send(message);
    } else if (id === undefined || id === null) {
      if (method === "textDocument/publishDiagnostics") this.#notePublished(params);
      if (method === "$/cancelRequest") this.#cancel(params);
      else this.#around.send(message);
    } else if (method === "client/registerCapability") this.#register(id, params);
    else this.#ask(method, params, id);
  }

  /** Asks the client, under an id that no other server's question has. */
  #ask(method: string, params: unknown, id?: Id): void {
    const known = ++this.#lastAsked;
    this.#asked.set(known, { run: this.#run, ...(id !== undefined && { id }) });
    this.#send({ id: known, method, ...(params !== undefined && { params }) });
  }

  #answered(message: Message): void {
    const { id } = message;
    if (id === undefined || id === null) return;
    const question = this.#asked.get(id);
    this.#asked.delete(id);
    // nobody is there any more to whom an answer to an earlier server could matter
    if (question?.id === undefined || question.run !== this.#run) return;
    this.#post({ ...message, id: question.id });
  }

  #cancel(params: unknown): void {
    const { id } = params as { readonly id: Id };
    for (const [known, question] of this.#asked)
      if (question.run === this.#run && question.id === id)
        this.#send({ method: "$/cancelRequest", params: { id: known } });
  }

  /** What an earlier server has registered still holds, and would be told twice. */
  #register(id: Id, params: unknown): void {
    const { registrations } = params as {
      readonly registrations: readonly { readonly id: string; readonly method: string }[];
    };
    const isNew = registrations.filter(({ id: _, ...what }) => {
      const key = JSON.stringify(what);
      const isKnown = this.#registered.has(key);
      this.#registered.add(key);
      return !isKnown;
    });
    if (isNew.length > 0) this.#ask("client/registerCapability", { registrations: isNew }, id);
    else this.#post({ jsonrpc: "2.0", id, result: null });
  }

  #notePublished(params: unknown): void {
    const { uri, diagnostics } = params as { readonly uri: string; readonly diagnostics: readonly unknown[] };
    if (diagnostics.length > 0) this.#published.add(uri);
    else this.#published.delete(uri);
  }

  #end(ending: Ending, detail: string): void {
    this.#thread?.end();
    this.#thread = undefined;
    const place = this.#place;
    const seconds = this.#silent ?? 0;
    const left = place && this.#leave(place, ending, seconds);
    const now = this.#around.clock.now();
    this.#deaths = [...this.#deaths.filter((death) => now - death < mostDeaths.within), now];
    const isLast = this.#deaths.length > mostDeaths.count;
    const what = sentence(ending, place, seconds);
    const next = isLast
      ? "It keeps failing and was not started again."
      : left
        ? `It leaves that directory alone until a file in it is ${left.until}.`
        : "It was started again.";
    const message = `${what} ${next}`;
    if (!this.#isShuttingDown) {
      this.#send({ method: "window/logMessage", params: { type: error, message: [what, detail].join("\n").trim() } });
      this.#send({ method: "window/showMessage", params: { type: isLast ? error : warning, message } });
    }
    if (this.#isShuttingDown || isLast) this.#giveUp(message);
    else {
      this.#start();
      this.#replay(what);
    }
  }

  /** The next server leaves the directory alone: until something in it changes, or, where that has just been tried in vain, until it is saved. */
  #leave({ directory, reads = [] }: CurrentWork, ending: Ending, seconds: number): LeftAlone {
    const resumed = this.#resumed.get(directory);
    const again = resumed !== undefined && this.#around.clock.now() - resumed < sameTrial;
    const left = { directory, reads, ending, seconds, until: again ? "saved" : "changed" } as const;
    this.#leftAlone.set(directory, left);
    return left;
  }

  #giveUp(message: string): void {
    for (const [id, asked] of this.#pending) this.#refuse(id, asked, message, false);
    if (this.#isShuttingDown) return;
    const counts = { critical: 0, high: 0, medium: 0, low: 0 };
    const params: Status = { state: "error", message, counts, unread: { count: 0, first: [] } };
    this.#send({ method: status.method, params });
  }

  /** Brings a new server to where the old one was, as far as the client can tell. */
  #replay(reason: string): void {
    if (!this.#initialize) return;
    const { id: asked } = this.#initialize;
    const isWaiting = asked !== undefined && asked !== null && this.#pending.has(asked);
    this.#post(isWaiting ? this.#initialize : { ...this.#initialize, id: replay });
    for (const message of [this.#initialized, this.#configuration])
      if (message) this.#post({ ...message, isReplayed: true });
    for (const message of this.#documents.opening()) this.#post(message);
    for (const uri of this.#published) {
      if (this.#documents.has(uri)) continue;
      this.#published.delete(uri);
      this.#send({ method: "textDocument/publishDiagnostics", params: { uri, diagnostics: [] } });
    }
    for (const [id, message] of this.#pending) {
      if (id === asked) continue;
      if (repeated.has(message.method ?? "")) this.#post(message);
      else this.#refuse(id, message, reason, true);
    }
  }

  /** Answers in the server's place: whoever shows diagnostics asks again if that is of use, nobody shows an error but where a user waits. */
  #refuse(id: Id, { method = "" }: Message, message: string, isOfUse: boolean): void {
    this.#pending.delete(id);
    if (method === "shutdown") this.#send({ id, result: null });
    else if (method === "textDocument/diagnostic")
      this.#send({ id, error: { code: serverCancelled, message, data: { retriggerRequest: isOfUse } } });
    else {
      const isShown = method === "initialize" || method.startsWith("parapet/");
      this.#send({ id, error: { code: isShown ? internalError : contentModified, message } });
    }
  }

  /** What the client shows is the old server's. */
  #refresh(): void {
    const { capabilities } = (this.#initialize?.params ?? {}) as {
      readonly capabilities?: { readonly workspace?: Readonly<Record<string, { readonly refreshSupport?: boolean }>> };
    };
    for (const [ability, method] of refreshes)
      if (capabilities?.workspace?.[ability]?.refreshSupport) this.#ask(method, undefined);
  }
}

function sentence(ending: Ending, place: CurrentWork | undefined, seconds: number): string {
  const where = place && named(place.document ?? place.directory);
  if (ending === "time") return `Parapet did not answer for ${seconds} s${where ? `, at ${where}` : ""}.`;
  if (ending === "memory") return `Parapet ran out of memory${where ? ` at ${where}` : ""}.`;
  return `Parapet's server stopped${where ? ` at ${where}` : ""}.`;
}

/** The last two steps of a URI; encoded where a name holds what could pass for something else. */
function named(uri: string): string {
  const steps = uri.split("/").slice(-2).join("/");
  try {
    const plain = decodeURIComponent(steps);
    return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(plain) ? steps : plain;
  } catch {
    return steps;
  }
}
