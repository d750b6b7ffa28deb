/** A message of the protocol, of which only the envelope is known. */
export interface Message {
  readonly jsonrpc: string;
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
  /** True of a message that the client sent earlier, to a server that is gone, and that is repeated for its successor. */
  readonly isReplayed?: true;
}

/** Where the server is at work; URIs as the server spells them, but the document's as the client does. */
export interface CurrentWork {
  readonly directory: string;
  readonly document?: string;
  /** Other directories that are read for this one. */
  readonly reads?: readonly string[];
}

/** How a server ended that nobody had asked to. */
export type Ending = "time" | "memory" | "failure";

/** A directory that ended a server, and what has to happen before another one takes it up. */
export interface LeftAlone {
  readonly directory: string;
  readonly reads: readonly string[];
  readonly ending: Ending;
  /** For how long nothing had been heard. */
  readonly seconds: number;
  readonly until: "changed" | "saved";
}

/** What the server is told first, and once. */
export interface Start {
  readonly kind: "start";
  /** Counts the servers that this client has had. */
  readonly run: number;
  readonly leftAlone: readonly LeftAlone[];
}

export type ToServer = Message | Start | { readonly kind: "ping" };

export type FromServer =
  | Message
  | { readonly kind: "pong" }
  | { readonly kind: "at"; readonly place: CurrentWork }
  /** What a directory was waiting for has happened. */
  | { readonly kind: "resumed"; readonly directory: string };
