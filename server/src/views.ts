import type { CancellationToken, Connection } from "vscode-languageserver";
import { canonical } from "../../analysis/run/uri.ts";
import { type FixedPlace, type ShownChecklist, type ShownSuppression, viewsOutdated } from "../../protocol/views.ts";
import type { Abilities } from "./capabilities.ts";
import { ChecklistView } from "./checklist-view.ts";
import { insertMissing } from "./insert-missing.ts";
import { safeFixes } from "./safe-fixes.ts";
import type { Snapshots } from "./snapshot.ts";
import { SuppressionsView } from "./suppressions-view.ts";
import type { Survey, Surveying } from "./survey.ts";
import type { Workspace } from "./workspace.ts";

/** How long after the last change it is said that what was asked for may be another, in milliseconds. */
const calm = 400;

/** What the client's views show. Nothing is worked out unless it is asked for: whoever shows nothing asks for nothing. */
export class Views {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #snapshots: Snapshots;
  readonly #checklist: ChecklistView;
  readonly #suppressions: SuppressionsView;
  readonly #fixes: Survey<readonly FixedPlace[]>;
  #isAsked = false;
  #calming: ReturnType<typeof setTimeout> | undefined;

  constructor(context: Surveying & { readonly connection: Connection; readonly now: () => number }) {
    this.#connection = context.connection;
    this.#workspace = context.workspace;
    this.#snapshots = context.snapshots;
    this.#checklist = new ChecklistView(context);
    this.#suppressions = new SuppressionsView(context);
    this.#fixes = safeFixes(context);
  }

  get #surveys(): readonly Pick<Survey<unknown>, "changed" | "moved" | "clear">[] {
    return [this.#checklist.survey, this.#suppressions.survey, this.#fixes];
  }

  async checklist(directory: string | undefined, token: CancellationToken): Promise<ShownChecklist | null> {
    this.#isAsked = true;
    const asked = this.#directory(directory);
    return asked === undefined ? null : this.#checklist.shown(asked, token);
  }

  async checklistMarkdown(
    directory: string | undefined,
    token: CancellationToken,
  ): Promise<{ readonly markdown: string } | null> {
    const asked = this.#directory(directory);
    return asked === undefined ? null : this.#checklist.markdown(asked, token);
  }

  async suppressions(token: CancellationToken): Promise<readonly ShownSuppression[] | null> {
    this.#isAsked = true;
    return this.#suppressions.shown(token);
  }

  /** Where something can be fixed without harm, in all folders. */
  async safelyFixed(token: CancellationToken): Promise<readonly FixedPlace[]> {
    this.#isAsked = true;
    const found: FixedPlace[] = [];
    for (const folder of this.#workspace.folders) found.push(...(await this.#fixes.of(folder, token)).flat());
    return found;
  }

  insertMissing(order: Parameters<typeof insertMissing>[1], client: Abilities): ReturnType<typeof insertMissing> {
    const directory = canonical(order.directory);
    return insertMissing(this.#fixes, { ...order, directory }, { snapshots: this.#snapshots, client });
  }

  /** A directory that was asked for; the first folder where it lies in none any more. */
  #directory(asked: string | undefined): string | undefined {
    const [first] = this.#workspace.folders;
    return asked !== undefined && this.#workspace.folderOf(asked) !== undefined ? canonical(asked) : first;
  }

  /** These files or directories have changed. */
  changed(keys: readonly string[]): void {
    for (const survey of this.#surveys) survey.changed(keys);
    this.outdated();
  }

  /** Files have come, gone or changed on the disk. */
  moved(): void {
    for (const survey of this.#surveys) survey.moved();
    this.outdated();
  }

  /** What holds for all of them has changed. */
  clear(): void {
    for (const survey of this.#surveys) survey.clear();
    this.outdated();
  }

  /** Says so once it is calm. */
  outdated(): void {
    if (!this.#isAsked) return;
    clearTimeout(this.#calming);
    this.#calming = setTimeout(() => {
      this.#isAsked = false;
      void this.#connection.sendNotification(viewsOutdated).catch(() => undefined);
    }, calm);
  }

  dispose(): void {
    clearTimeout(this.#calming);
  }
}
