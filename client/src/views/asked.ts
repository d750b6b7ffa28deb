import {
  type CancellationToken,
  CancellationTokenSource,
  Disposable,
  type Event,
  EventEmitter,
  type TreeView,
  window,
} from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import { viewsOutdated } from "../../../protocol/views.ts";

/** Fires when what views show may be another: the client lets only one hear each of the server's notifications. */
export function outdatedViews(client: BaseLanguageClient): Disposable & { readonly event: Event<void> } {
  const emitter = new EventEmitter<void>();
  const listening = client.onNotification(viewsOutdated, () => emitter.fire());
  const dispose = (): void => {
    listening.dispose();
    emitter.dispose();
  };
  return { event: emitter.event, dispose };
}

/** What a view shows, and how it comes by it. */
interface Asking<Answer> {
  readonly id: string;
  readonly view: TreeView<unknown>;
  ask(token: CancellationToken): Promise<Answer>;
  show(answer: Answer): void;
}

/**
 * Asks the server for what a view shows: once somebody looks, and again when it may be another by then. While nobody looks nothing is
 * asked for, and an answer on its way is called off.
 */
export class Asked<Answer> extends Disposable {
  readonly #asking: Asking<Answer>;
  #isOutdated = true;
  /** Whether something else is to be shown, so that whoever looks has to be told that it is on its way. */
  #isOther = true;
  #running: CancellationTokenSource | undefined;

  constructor(client: BaseLanguageClient, outdated: Event<void>, asking: Asking<Answer>) {
    const listening = [
      asking.view.onDidChangeVisibility(({ visible }) => (visible ? this.#follow() : this.#running?.cancel())),
      outdated(() => this.outdated()),
      // another server has been asked for nothing yet
      client.onDidChangeState(({ newState }) => newState === State.Running && this.outdated()),
    ];
    super(() => {
      this.#running?.cancel();
      for (const each of listening) each.dispose();
    });
    this.#asking = asking;
    this.#follow();
  }

  /** What is shown may be another by now. */
  outdated(): void {
    this.#isOutdated = true;
    this.#follow();
  }

  /** Something else is to be shown. */
  renew(): void {
    this.#isOther = true;
    this.#running?.cancel();
    this.outdated();
  }

  #follow(): void {
    const { id, view } = this.#asking;
    if (!view.visible || !this.#isOutdated || this.#running) return;
    this.#isOutdated = false;
    const answer = this.#answer();
    if (this.#isOther) void window.withProgress({ location: { viewId: id } }, () => answer);
    this.#isOther = false;
  }

  async #answer(): Promise<void> {
    const running = new CancellationTokenSource();
    this.#running = running;
    try {
      const answer = await this.#asking.ask(running.token);
      if (running.token.isCancellationRequested) this.#isOutdated = true;
      else this.#asking.show(answer);
    } catch {
      // the server has said why in its log; what is shown stays until there is something to ask for again
    }
    this.#running = undefined;
    running.dispose();
    this.#follow();
  }
}
