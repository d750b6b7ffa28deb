import type { CancellationToken } from "vscode-languageserver";
import { type Checked, Root } from "../../analysis/run/check.ts";
import { type Calls, Estate } from "../../analysis/run/estate.ts";
import type { LintOptions } from "../../analysis/run/lint.ts";
import { type Given, isSameGiven, open } from "../../analysis/run/project.ts";
import { cold } from "../../language/query/engine.ts";
import type { FolderConfig, FolderConfigs } from "./folder-config.ts";
import { rootsIn, yieldToEdits } from "./roots.ts";
import type { Snapshots } from "./snapshot.ts";
import type { Watch } from "./watch.ts";
import { mostRounds, type View, type Workspace } from "./workspace.ts";

/** What a root's calls say of other directories, for as long as what it reads is the same. */
interface ReadRoot {
  readonly asked: ReadonlySet<string>;
  readonly calls: Calls;
}

/** What was found in a root, for as long as that and what others do with it are the same. */
interface JudgedRoot<Found> {
  readonly asked: ReadonlySet<string>;
  readonly given: Given | undefined;
  readonly folderConfig: FolderConfig;
  readonly found: Found;
}

/** What every survey needs. */
export interface Surveying {
  readonly workspace: Workspace;
  readonly folderConfigs: FolderConfigs;
  readonly snapshots: Snapshots;
  readonly watch: Watch;
  readonly today: () => string;
  /** Is told where that fails; the others are looked at all the same. */
  readonly failed: (directory: string, error: unknown) => void;
}

interface SurveyContext<Found> extends Surveying {
  /** What is looked for; without it all that is found. */
  readonly lint?: (folderConfig: FolderConfig) => Pick<LintOptions, "rules" | "config">;
  /** What is kept of a root: nothing that would keep its module in memory. */
  readonly look: (checked: Checked, folderConfig: FolderConfig) => Found;
  /** Whether a root is looked at once, goes from version to version while it is in view, or is tried in other versions. */
  readonly roots: "once" | "in view" | "tried";
}

/** A root as it was found. */
interface Surveyed<Found> {
  readonly directory: string;
  /** Undefined where it was left alone, or where that failed. */
  readonly found: Found | undefined;
  /** How many there are with it so far, and in all. */
  readonly number: number;
  readonly count: number;
}

/**
 * What is found in all roots below a directory, open or not, when somebody asks. What nothing was written to since the last time is
 * not looked at again, and of a root in view only what has changed is.
 */
export class Survey<Found> {
  readonly #context: SurveyContext<Found>;
  readonly #directories = new Map<string, readonly string[]>();
  readonly #read = new Map<string, ReadRoot>();
  readonly #judged = new Map<string, JudgedRoot<Found>>();
  /** Of directories in view, which go from version to version. */
  readonly #roots = new Map<string, Root>();
  /** What has changed since it was last seen to which roots that is something. */
  readonly #touched = new Set<string>();

  constructor(context: SurveyContext<Found>) {
    this.#context = context;
  }

  /** What follows from these files or directories holds no longer; a keystroke says so, and roots are gone through only for who asks. */
  changed(keys: readonly string[]): void {
    if (this.#read.size + this.#judged.size > 0) for (const key of keys) this.#touched.add(key);
  }

  /** Forgets what follows from what has changed. */
  #settle(): void {
    if (this.#touched.size === 0) return;
    const keys = [...this.#touched];
    this.#touched.clear();
    for (const roots of [this.#read, this.#judged])
      for (const [directory, { asked }] of roots) if (keys.some((key) => asked.has(key))) roots.delete(directory);
  }

  /** Directories may have come or gone. */
  moved(): void {
    this.#directories.clear();
  }

  clear(): void {
    for (const known of [this.#directories, this.#read, this.#judged, this.#roots, this.#touched]) known.clear();
  }

  /** What is kept of each root below a directory; fewer where somebody cancels. */
  async of(directory: string, token: CancellationToken): Promise<readonly Found[]> {
    const all: Found[] = [];
    for await (const { found } of this.each([directory], token)) if (found !== undefined) all.push(found);
    return all;
  }

  /** Every directory below some folders that is a root. */
  async roots(folders: readonly string[], token: CancellationToken): Promise<readonly string[]> {
    const { workspace, folderConfigs } = this.#context;
    const key = folders.join("\n");
    const found = this.#directories.get(key) ?? (await rootsIn(folders, workspace, folderConfigs, token));
    if (!token.isCancellationRequested) this.#directories.set(key, found);
    return found;
  }

  /** The same one after the other, as they are found. */
  async *each(folders: readonly string[], token: CancellationToken): AsyncIterable<Surveyed<Found>> {
    const { folderConfigs, snapshots } = this.#context;
    const directories = await this.roots(folders, token);
    const estate = new Estate();
    for (const directory of directories) {
      if (token.isCancellationRequested) return;
      this.#settle();
      const read = this.#read.get(directory) ?? (await this.#attempt(directory, () => this.#calls(directory)));
      if (read) estate.take(read.calls);
    }
    for (const [index, directory] of directories.entries()) {
      if (token.isCancellationRequested) return;
      await folderConfigs.loaded(directory);
      const judged =
        this.#known(directory, estate.given(directory)) ??
        (await this.#attempt(directory, () => this.#judge(directory, estate)));
      yield { directory, found: judged?.found, number: index + 1, count: directories.length };
    }
    for (const directory of this.#roots.keys()) if (!snapshots.isInView(directory)) this.#roots.delete(directory);
  }

  async #attempt<Result>(directory: string, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#context.failed(directory, error);
      return undefined;
    }
  }

  /** Looks at one root by itself, at this moment and in other versions. */
  async try<Result>(
    directory: string,
    look: (checked: Checked, folderConfig: FolderConfig) => Result,
  ): Promise<Result | undefined> {
    const { folderConfigs } = this.#context;
    await folderConfigs.loaded(directory);
    return this.#complete(directory, (files) => {
      const folderConfig = folderConfigs.of(directory);
      const root = new Root(directory);
      root.open(files).tree();
      return () => {
        if (!folderConfig) return undefined;
        return look(root.judge(files, this.#options(directory, folderConfig)), folderConfig);
      };
    });
  }

  #options(directory: string, folderConfig: FolderConfig): LintOptions {
    const { today, lint = everything } = this.#context;
    return { ...lint(folderConfig), today: today(), isAside: folderConfig.isAside(directory) };
  }

  #known(directory: string, given: Given | undefined): JudgedRoot<Found> | undefined {
    this.#settle();
    const before = this.#judged.get(directory);
    const isSame =
      before?.folderConfig === this.#context.folderConfigs.of(directory) && isSameGiven(before?.given, given);
    return isSame ? before : undefined;
  }

  async #calls(directory: string): Promise<ReadRoot | undefined> {
    await yieldToEdits();
    return this.#complete(directory, (files) => {
      const module = open(files, directory);
      const tree = cold(() => module.tree());
      this.#context.watch.reads(new Set(tree.map((one) => one.directory)));
      return () => {
        const estate = new Estate();
        cold(() => estate.add(module));
        const read = { asked: files.asked, calls: estate.calls };
        // what has changed before it was read is no change to it
        this.#settle();
        this.#read.set(directory, read);
        return read;
      };
    });
  }

  async #judge(directory: string, estate: Estate): Promise<JudgedRoot<Found> | undefined> {
    const { folderConfigs, snapshots, look, roots } = this.#context;
    await yieldToEdits();
    const judged = await this.#complete(directory, (files) => {
      const folderConfig = folderConfigs.of(directory);
      if (!folderConfig) return () => undefined;
      const given = estate.given(directory);
      const isInView = roots !== "once" && snapshots.isInView(directory);
      const root = (isInView && this.#roots.get(directory)) || new Root(directory);
      if (isInView) this.#roots.set(directory, root);
      const isCold = !isInView && roots !== "tried";
      const module = root.open(files, given);
      const tree = isCold ? cold(() => module.tree()) : module.tree();
      this.#context.watch.reads(new Set(tree.map((one) => one.directory)));
      return () => {
        const options = this.#options(directory, folderConfig);
        const checked = isCold ? root.judgeOnce(files, options, given) : root.judge(files, options, given);
        const kept = () => ({ asked: files.asked, given, folderConfig, found: look(checked, folderConfig) });
        const judged = isCold ? cold(kept) : kept();
        this.#settle();
        this.#judged.set(directory, judged);
        return judged;
      };
    });
    snapshots.keepOpen();
    return judged;
  }

  /** Takes two steps, each once everything that it reads is there. */
  async #complete<Result>(directory: string, begin: (files: View) => () => Result): Promise<Result | undefined> {
    const { workspace, watch } = this.#context;
    for (let round = 1; !watch.isLeftAlone(directory); round++) {
      watch.at(directory);
      const files = workspace.view();
      const lacks = () => round <= mostRounds && !files.isWhole;
      const end = begin(files);
      if (!lacks()) {
        const result = end();
        if (!lacks()) return result;
      }
      await workspace.load(files.missing);
    }
    return undefined;
  }
}

const everything = ({ config, enabledRules: rules }: FolderConfig) => ({ config, rules });
