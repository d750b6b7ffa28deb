import type { MessageReader, MessageStrategy, MessageWriter } from "vscode-languageserver";
import { isRead } from "../../analysis/run/project.ts";
import { canonical, decoded, isInside, nameOf, parentOf } from "../../analysis/run/uri.ts";
import type { FromServer, LeftAlone, Start, Message as Told, ToServer } from "../../supervisor/messages.ts";
import { port } from "../../supervisor/port.ts";
import { isConfigFile } from "./folder-config.ts";
import { memberUri } from "./member.ts";

/** Where a thread hears its supervisor, and answers it. */
export interface Parent {
  post(said: FromServer): void;
  listen(heard: (said: ToServer) => void): void;
}

/** Serves once the supervisor has said how things stand; the protocol's messages share the port with the others. */
export function attend(
  parent: Parent,
  serve: (watch: Watch, reader: MessageReader, writer: MessageWriter) => void,
): void {
  const { reader, writer, arrive } = port((message) => parent.post(message));
  parent.listen((said) => {
    if ("jsonrpc" in said) arrive(said);
    else if (said.kind === "ping") parent.post({ kind: "pong" });
    else serve(new Watch(said, (told) => parent.post(told)), reader, writer);
  });
}

/**
 * Tells the supervisor which directory the server turns to, so that it is known if the server hangs there, and keeps the directories in which
 * an earlier server did.
 */
export class Watch {
  /** Counts the servers that the client has had. */
  readonly run: number;
  /** Called with directories that are taken up again, after the message that caused it was handled. */
  resumed: (directories: readonly string[]) => void = () => undefined;
  readonly #tell: (told: FromServer) => void;
  readonly #leftAlone: Map<string, LeftAlone>;
  /** Under which open documents take part in a module, by their URI. */
  readonly #members = new Map<string, string>();
  /** What was last read for a directory besides itself. */
  readonly #reads = new Map<string, readonly string[]>();
  #place = "";
  #directory = "";
  #document: string | undefined;

  constructor({ run, leftAlone }: Pick<Start, "run" | "leftAlone">, tell: (told: FromServer) => void) {
    this.run = run;
    this.#leftAlone = new Map(leftAlone.map((left) => [left.directory, left]));
    this.#tell = tell;
  }

  /** The server turns to a directory, for the sake of a document that is open there. */
  at(directory: string, document = this.#openIn(directory)): void {
    this.#document = document;
    this.#directory = directory;
    this.#report();
  }

  #openIn(directory: string): string | undefined {
    if (directory === this.#directory && this.#document !== undefined) return this.#document;
    for (const [uri, member] of this.#members) if (parentOf(member) === directory) return uri;
    return undefined;
  }

  /** These are read for the directory that the server is at. */
  reads(directories: ReadonlySet<string>): void {
    const others = [...directories].filter((directory) => directory !== this.#directory);
    if (others.length > 0) this.#reads.set(this.#directory, others);
    else this.#reads.delete(this.#directory);
    this.#report();
  }

  #report(): void {
    const [directory, document] = [this.#directory, this.#document];
    const reads = this.#reads.get(directory) ?? [];
    const place = `${directory} ${document} ${reads.join(" ")}`;
    if (place === this.#place) return;
    this.#place = place;
    this.#tell({ kind: "at", place: { directory, reads, ...(document !== undefined && { document }) } });
  }

  isLeftAlone(directory: string): boolean {
    return this.#leftAlone.has(directory);
  }

  /** What is said in the documents of a directory that is left alone. */
  notice(directory: string): string | undefined {
    const left = this.#leftAlone.get(directory);
    if (!left) return undefined;
    const why = {
      time: `gave up on this module after ${left.seconds} s`,
      memory: "ran out of memory on this module",
      failure: "was ended by this module",
    }[left.ending];
    return `Parapet ${why}; it tries again when ${left.until === "changed" ? "a file of it changes" : "a file of it is saved"}.`;
  }

  /** What is said of all directories that are left alone. */
  get summary(): string | undefined {
    const names = [...this.#leftAlone.keys()].map((directory) => decoded(nameOf(directory)));
    return names.length > 0 ? `Left alone until they change: ${names.join(", ")}` : undefined;
  }

  /** Looks at each message before it is handled. */
  readonly strategy: MessageStrategy = {
    handleMessage: (message, next) => {
      const resumed = this.#seen(message);
      const result = next(message);
      if (resumed.length > 0) this.resumed(resumed);
      return result;
    },
  };

  /** The directories that are taken up again because of a message. */
  #seen({ method, params, isReplayed }: Told): readonly string[] {
    if (isReplayed) return [];
    const { textDocument, changes } = (params ?? {}) as {
      readonly textDocument?: { readonly uri: string; readonly languageId?: string };
      readonly changes?: readonly { readonly uri: string }[];
    };
    if (method === "workspace/didChangeConfiguration" || method === "workspace/didChangeWorkspaceFolders")
      return this.#resume(({ until }) => until === "changed");
    if (method === "workspace/didChangeWatchedFiles")
      return this.#resume((left) => changes?.some(({ uri }) => concerns(left, canonical(uri))) === true);
    if (typeof textDocument?.uri !== "string") return [];
    const { uri, languageId } = textDocument;
    if (languageId !== undefined) this.#members.set(uri, memberUri(uri, languageId));
    const member = this.#members.get(uri) ?? canonical(uri);
    this.at(parentOf(member), uri);
    if (method === "textDocument/didClose") this.#members.delete(uri);
    if (method === "textDocument/didSave") return this.#resume((left) => concerns(left, member));
    if (method === "textDocument/didChange")
      return this.#resume((left) => left.until === "changed" && concerns(left, member));
    return [];
  }

  #resume(is: (left: LeftAlone) => boolean): readonly string[] {
    const resumed = [...this.#leftAlone.values()].filter(is).map(({ directory }) => directory);
    for (const directory of resumed) {
      this.#leftAlone.delete(directory);
      this.#tell({ kind: "resumed", directory });
    }
    return resumed;
  }
}

/** Whether a changed file may be what made a server hang in a directory: one of its own, of a module it calls, of its settings, or the directory itself. */
function concerns({ directory, reads }: LeftAlone, uri: string): boolean {
  if (isInside(uri, directory) || isConfigFile(uri)) return true;
  const parent = parentOf(uri);
  return isRead(nameOf(uri)) && (parent === directory || reads.includes(parent));
}

/** For a server that nobody watches over. */
export const unwatched = (): Watch => new Watch({ run: 0, leftAlone: [] }, () => undefined);
