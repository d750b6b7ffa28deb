import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  Emitter,
  type Message,
  type MessageReader,
  type MessageWriter,
} from "vscode-jsonrpc";

/** One end of a connection whose messages are handed over as they are, and not written. */
export interface Port {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** Hands the reader what has come from the other end. */
  arrive(message: Message): void;
}

/** The end that sends with `post`. */
export function port(post: (message: Message) => void): Port {
  const arrived = new Emitter<Message>();
  return { reader: new Reader(arrived), writer: new Writer(post), arrive: (message) => arrived.fire(message) };
}

class Reader extends AbstractMessageReader {
  readonly #arrived: Emitter<Message>;

  constructor(arrived: Emitter<Message>) {
    super();
    this.#arrived = arrived;
  }

  listen(callback: DataCallback) {
    return this.#arrived.event(callback);
  }
}

class Writer extends AbstractMessageWriter {
  readonly #post: (message: Message) => void;

  constructor(post: (message: Message) => void) {
    super();
    this.#post = post;
  }

  async write(message: Message): Promise<void> {
    this.#post(message);
  }

  end(): void {}
}
