import {
  type CancellationToken,
  CancellationTokenSource,
  commands,
  type Disposable,
  EventEmitter,
  type FileSystemWatcher,
  l10n,
  ProgressLocation,
  StatusBarAlignment,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient, State, WorkDoneProgress } from "vscode-languageclient";
import { checkWorkspace, type Tally, type WorkspaceQuery } from "../../protocol/messages.ts";
import { refusing } from "./edits.ts";

/** In how many directories at most Parapet looks without being asked. */
const mostDirectories = 3_000;

/** How long after the server has started, or the last file has changed, in milliseconds. */
const calm = 1_000;

/** How long that may take before it is shown, in milliseconds. */
const patience = 500;

const stop = "parapet.stopCheck";

/** What is known of files that nobody has opened. */
export type FolderState = "unchecked" | "checking" | "checked" | "empty";

/** Checks all files of the workspace: in the background unless nobody wants that, and when somebody asks. */
export class FolderCheck {
  readonly #client: BaseLanguageClient;
  readonly #listening: readonly Disposable[];
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChange = this.#changed.event;
  #state: FolderState = "unchecked";
  #running: { readonly source: CancellationTokenSource; readonly ended: Promise<unknown> } | undefined;
  #calming: ReturnType<typeof setTimeout> | undefined;
  /** Somebody has stopped it, and is left alone until he asks. */
  #isStopped = false;

  constructor(client: BaseLanguageClient, watchers: readonly FileSystemWatcher[]) {
    const follow = (): void => this.#follow();
    this.#client = client;
    this.#listening = [
      this.#changed,
      client.onDidChangeState(({ newState }) => newState === State.Running && this.#begin()),
      workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("parapet") && follow()),
      workspace.onDidChangeWorkspaceFolders(follow),
      ...watchers.flatMap((each) => [each.onDidChange(follow), each.onDidCreate(follow), each.onDidDelete(follow)]),
      commands.registerCommand("parapet.checkWorkspace", () => refusing(() => this.#ask())),
      commands.registerCommand(stop, () => this.#stop()),
    ];
  }

  dispose(): void {
    clearTimeout(this.#calming);
    this.#running?.source.cancel();
    for (const each of this.#listening) each.dispose();
  }

  get state(): FolderState {
    return this.#state;
  }

  /** A server that has just begun knows of nothing. */
  #begin(): void {
    this.#tell("unchecked");
    this.#follow();
  }

  #follow(): void {
    clearTimeout(this.#calming);
    this.#calming = setTimeout(() => void this.#check().catch(() => undefined), calm);
  }

  #stop(): void {
    this.#isStopped = true;
    this.#running?.source.cancel();
  }

  #tell(state: FolderState): void {
    this.#state = state;
    this.#changed.fire(undefined);
  }

  /** In the background; where it goes on for a while, with a word in the status bar that stops it. */
  async #check(): Promise<void> {
    const wanted = workspace.getConfiguration("parapet").get<"auto" | "on" | "off">("checkFolder");
    if (wanted === "off" || this.#isStopped || !this.#client.isRunning() || !workspace.workspaceFolders) return;
    if (this.#running) {
      // what has changed meanwhile comes next
      await this.#running.ended;
      return this.#follow();
    }
    const item = window.createStatusBarItem("parapet.check", StatusBarAlignment.Left);
    item.name = l10n.t("Parapet: Check of the Folder");
    item.text = l10n.t("$(sync~spin) Parapet");
    const tooltip = l10n.t("Parapet is checking the folder. Click to stop.");
    item.tooltip = tooltip;
    item.command = stop;
    const showing = setTimeout(() => item.show(), patience);
    const query = { again: true, ...(wanted !== "on" && { most: mostDirectories }) };
    try {
      await this.#run(query, undefined, (_, message) => {
        item.text = l10n.t("$(sync~spin) Parapet {0}", reachedIn(message) ?? "");
        item.accessibilityInformation = { label: `${tooltip} ${message}` };
      });
    } finally {
      clearTimeout(showing);
      item.dispose();
    }
  }

  /** In the foreground, with what came of it. */
  async #ask(): Promise<void> {
    this.#isStopped = false;
    clearTimeout(this.#calming);
    this.#running?.source.cancel();
    await this.#running?.ended;
    let reached = "";
    const options = {
      location: ProgressLocation.Notification,
      title: l10n.t("Parapet: checking the workspace"),
      cancellable: true,
    };
    const result = await window.withProgress(options, (progress, token) => {
      let done = 0;
      return this.#run({}, token, (percentage, message) => {
        progress.report({ increment: percentage - done, message });
        done = percentage;
        reached = reachedIn(message) ?? reached;
      });
    });
    if (!result)
      return void window.showInformationMessage(
        reached === ""
          ? l10n.t("Parapet has stopped.")
          : l10n.t("Parapet has stopped: {0} directories are checked.", reached),
      );
    if (result.files === 0) return void window.showInformationMessage(l10n.t("There is nothing here to check."));
    const showProblems = l10n.t("Show Problems");
    const summary = l10n.t("Parapet checked {0} files: {1} findings.", result.files, result.findings);
    const answer = await window.showInformationMessage(summary, ...(result.findings > 0 ? [showProblems] : []));
    if (answer === showProblems) await commands.executeCommand("workbench.actions.view.problems");
  }

  /** What came of a check; undefined where it was stopped. */
  async #run(
    query: WorkspaceQuery,
    token: CancellationToken | undefined,
    report: (percentage: number, message: string) => void,
  ): Promise<Tally | undefined> {
    const source = new CancellationTokenSource();
    const calledOff = token?.onCancellationRequested(() => source.cancel());
    const workDoneToken = crypto.randomUUID();
    const listening = this.#client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind === "report") report(value.percentage ?? 0, value.message ?? "");
    });
    const asked = this.#client.sendRequest(checkWorkspace, { ...query, workDoneToken }, source.token);
    const running = { source, ended: asked.catch(() => undefined) };
    this.#running = running;
    const before = this.#state;
    if (before === "unchecked") this.#tell("checking");
    try {
      const tally = await asked;
      this.#tell(tally.isTooLarge ? "unchecked" : tally.files === 0 ? "empty" : "checked");
      return tally;
    } catch (error) {
      this.#tell(before);
      if (source.token.isCancellationRequested) return undefined;
      throw error;
    } finally {
      if (this.#running === running) this.#running = undefined;
      listening.dispose();
      calledOff?.dispose();
      source.dispose();
    }
  }
}

/** How many directories of how many. */
const reachedIn = (message: string): string | undefined => /\d+\/\d+/.exec(message)?.[0];
