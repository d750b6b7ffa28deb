import { severityOf } from "../../analysis/config/config.ts";
import type { Dropped } from "../../analysis/fix/fix.ts";
import { type Cause, causes, membersOf } from "../../analysis/run/causes.ts";
import { type Checked, Root } from "../../analysis/run/check.ts";
import { atUse } from "../../analysis/run/deciding.ts";
import { Estate, joined } from "../../analysis/run/estate.ts";
import type { Finding } from "../../analysis/run/finding.ts";
import { type Given, isSameGiven } from "../../analysis/run/project.ts";
import type { Failure } from "../../analysis/run/report.ts";
import { parentOf } from "../../analysis/run/uri.ts";
import { type DeadSuppression, deadSuppressions } from "../../analysis/suppress/edits.ts";
import type { Module } from "../../language/model/module.ts";
import { areSame } from "../../language/query/engine.ts";
import { type Lines, linesOf } from "../../language/syntax/lines.ts";
import type { Place } from "../../language/syntax/text.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import type { Callers } from "./callers.ts";
import type { Document } from "./document.ts";
import { type FolderConfig, type FolderConfigs, isConfigFile } from "./folder-config.ts";
import type { Watch } from "./watch.ts";
import { mostRounds, type View, type Workspace } from "./workspace.ts";

/** An open document and its module, read but not checked. */
export interface UncheckedDocument {
  readonly document: Document;
  readonly file: SourceFile;
  readonly folderConfig: FolderConfig;
  readonly checked: Pick<Checked, "module">;
}

/** An open document and all that follows from it and its module, frozen at one version. */
export interface Snapshot extends UncheckedDocument {
  readonly today: string;
  /** The module of the document's directory, as the root that Terraform would be run in. */
  readonly checked: Checked;
  /** Findings in this document that are not suppressed, by their causes and places. */
  readonly findings: readonly Cause<Finding>[];
  /** Where in this document so much would have to be computed that it was left unknown. */
  readonly exceeded: readonly Place[];
  /** Comments in this document that hide nothing any more. */
  readonly dead: readonly DeadSuppression[];
  /** The root module as part of which a finding was found: this one, or one that calls it. */
  checkedBy(finding: Cause<Finding>): Checked | undefined;
  /** Hears why a fix that a rule proposes is not offered. */
  readonly dropped: Dropped;
  /** Any file that a finding speaks of; undefined where it is no longer there. */
  source(uri: string): ClientFile | undefined;
}

/** A file in the protocol's terms. */
export interface ClientFile {
  /** As the client writes it. */
  readonly uri: string;
  /** Null for a file that is not open. */
  readonly version: number | null;
  readonly text: string;
  readonly lines: Lines;
}

/** A directory as a root module, checked. */
interface CheckedRoot extends Checked {
  readonly files: View;
  readonly folderConfig: FolderConfig;
}

/** A directory in view, whose module goes from version to version. */
interface OpenRoot {
  readonly root: Root;
  /** What calls of it set when it was last judged. */
  given: Given | undefined;
}

/** What is found in one file, by its causes. */
interface CausesOf {
  readonly found: readonly Finding[];
  readonly causes: readonly Cause<Finding>[];
}

/** A module as it was opened, with all that it has asked for so far. */
interface Opened {
  readonly files: View;
  readonly module: Module;
  readonly given: Given | undefined;
}

/** Loads what a check still lacks. */
type Load = () => Promise<void>;

/** How many directories are read beside those of open documents, because they call one of those. */
const mostCallers = 16;

const noCalls = new Estate();

/** Checks modules when somebody asks, and keeps what was found until one of their files changes. */
export class Snapshots {
  readonly #workspace: Workspace;
  readonly #callers: Callers;
  readonly #folderConfigs: FolderConfigs;
  readonly #failed: (failure: Failure) => void;
  readonly #dropped: Dropped;
  readonly #today: () => string;
  readonly #watch: Watch;
  readonly #checkedRoots = new Map<string, CheckedRoot>();
  readonly #roots = new Map<string, OpenRoot>();
  /** What was last found in an open document. */
  readonly #causes = new Map<string, CausesOf>();
  /** Those who bring in what is missing, and the last of them. */
  #waiting = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(context: {
    readonly workspace: Workspace;
    readonly callers: Callers;
    readonly folderConfigs: FolderConfigs;
    readonly failed: (failure: Failure) => void;
    readonly dropped: Dropped;
    readonly today: () => string;
    readonly watch: Watch;
  }) {
    this.#workspace = context.workspace;
    this.#callers = context.callers;
    this.#folderConfigs = context.folderConfigs;
    this.#failed = context.failed;
    this.#dropped = context.dropped;
    this.#today = context.today;
    this.#watch = context.watch;
  }

  /** Drops every checked root that read one of these files or directories. */
  changed(keys: readonly string[]): void {
    for (const [directory, checkedRoot] of this.#checkedRoots)
      if (keys.some((key) => checkedRoot.files.asked.has(key))) this.#checkedRoots.delete(directory);
  }

  /** The document as it now is, once everything that its module reads is loaded; undefined for what is no module's or left alone. */
  async of(member: string): Promise<Snapshot | undefined> {
    if (this.#waiting === 0) {
      const found = this.#now(member, false);
      if (typeof found !== "function") return found;
    }
    this.#waiting++;
    const brought = this.#turn.then(() => this.#brought(member)).finally(() => this.#waiting--);
    this.#turn = brought.catch(() => undefined);
    return brought;
  }

  /** One after the other brings in what is missing of all open directories: then it is there for those who wait. */
  async #brought(member: string): Promise<Snapshot | undefined> {
    // between two of them whatever has arrived is heard
    await new Promise((resolve) => setTimeout(resolve));
    for (let round = 1; ; round++) {
      const found = this.#now(member, round > mostRounds);
      if (typeof found !== "function") return found;
      await found();
    }
  }

  #now(member: string, isLast: boolean): Snapshot | Load | undefined {
    const document = this.#workspace.document(member);
    if (!document?.file) return undefined;
    const directory = parentOf(document.member);
    this.#watch.at(directory, document.uri);
    if (this.#watch.isLeftAlone(directory)) return undefined;
    if (!isLast && this.#callers.isAwaited) return () => this.#callers.load();
    const others = this.#inView().filter((other) => other !== directory);
    const opened = new Map<string, Opened>();
    const estate = others.length > 0 ? this.#estate([directory, ...others], opened) : noCalls;
    const own = this.#check(directory, isLast, estate, opened.get(directory));
    const key = this.#workspace.key(directory);
    const callers: CheckedRoot[] = [];
    // What all of them lack is brought in at once: each round looks at every directory in view.
    const loads: Load[] = typeof own === "function" ? [own] : [];
    for (const other of others) {
      const checkedRoot = this.#check(other, isLast, estate, opened.get(other));
      if (typeof checkedRoot === "function") loads.push(checkedRoot);
      else if (checkedRoot.files.asked.has(key)) callers.push(checkedRoot);
    }
    if (typeof own === "function" || loads.length > 0)
      return async () => void (await Promise.all(loads.map((load) => load())));
    return this.#snapshot(document, document.file, own, callers);
  }

  /** The document as it now is, without waiting for the rules; undefined for what is no module's. */
  async reading(member: string): Promise<UncheckedDocument | undefined> {
    for (let round = 1; ; round++) {
      const document = this.#workspace.document(member);
      if (!document?.file) return undefined;
      const { file } = document;
      const directory = parentOf(document.member);
      this.#watch.at(directory, document.uri);
      if (this.#watch.isLeftAlone(directory)) return undefined;
      const folderConfig = this.#folderConfigs.of(directory);
      if (!folderConfig) {
        await this.#folderConfigs.load(directory);
        continue;
      }
      const checkedRoot = this.#checkedRoots.get(directory);
      if (checkedRoot) return { document, file, folderConfig, checked: checkedRoot };
      const { files, module } = this.#open(directory);
      // what it calls is looked for here
      module.tree();
      if (round > mostRounds || files.isWhole) return { document, file, folderConfig, checked: { module } };
      await this.#workspace.load(files.missing);
    }
  }

  /** The directories in view as they are checked together; those that have to be opened for it are put down, so that they need not be again. */
  #estate(directories: readonly string[], opened: Map<string, Opened>): Estate {
    const estate = new Estate();
    for (const directory of directories) {
      let module = this.#checkedRoots.get(directory)?.module;
      if (!module) {
        const now = this.#open(directory);
        opened.set(directory, now);
        module = now.module;
      }
      estate.add(module);
    }
    return estate;
  }

  /** Forgets everything: the folders are others now. */
  clear(): void {
    this.#checkedRoots.clear();
    this.#roots.clear();
    this.#causes.clear();
  }

  /** Whether a directory goes from version to version: one of open documents, or one that calls it. */
  isInView(directory: string): boolean {
    return this.#inView().includes(directory);
  }

  /** Forgets checked roots that are not in view. */
  keepOpen(): void {
    const inView = new Set(this.#inView());
    for (const kept of [this.#checkedRoots, this.#roots])
      for (const directory of kept.keys()) if (!inView.has(directory)) kept.delete(directory);
    for (const uri of this.#causes.keys()) if (!this.#workspace.document(uri)) this.#causes.delete(uri);
    const needed = [...this.#checkedRoots.values()];
    this.#workspace.keepOnly((key) => isConfigFile(key) || needed.some(({ files }) => files.asked.has(key)));
  }

  source(uri: string): ClientFile | undefined {
    const document = this.#workspace.document(uri);
    if (document) {
      const { file, version, uri: written } = document;
      const { text, lines } = file ? { text: file.text, lines: linesOf(file) } : document;
      return { uri: written, version, text, lines };
    }
    const file = this.#workspace.view().parse(uri);
    return file && { uri, version: null, text: file.text, lines: linesOf(file) };
  }

  #openDirectories(): readonly string[] {
    const open = new Set([...this.#workspace.members].flatMap(({ file, member }) => (file ? [parentOf(member)] : [])));
    return [...open].filter((directory) => !this.#watch.isLeftAlone(directory));
  }

  /** The directories of open documents, and those that call them, the nearest first. */
  #inView(): readonly string[] {
    const found = new Map(this.#openDirectories().map((directory) => [this.#workspace.key(directory), directory]));
    const most = found.size + mostCallers;
    for (const directory of found.values())
      for (const caller of this.#callers.of(directory)) {
        if (found.size >= most) return [...found.values()];
        const key = this.#workspace.key(caller);
        if (found.has(key) || this.#watch.isLeftAlone(caller)) continue;
        if (this.#folderConfigs.of(caller)?.excludes(caller) !== true) found.set(key, caller);
      }
    return [...found.values()];
  }

  /** The module of a directory in view as it now is. */
  #open(directory: string): Opened {
    const { root, given } = this.#rootOf(directory);
    const files = this.#workspace.view();
    return { files, module: root.open(files, given), given };
  }

  #rootOf(directory: string): OpenRoot {
    let open = this.#roots.get(directory);
    if (!open) {
      open = { root: new Root(directory), given: undefined };
      this.#roots.set(directory, open);
    }
    return open;
  }

  /** A directory's findings; what was opened of it just now is gone on with where calls set the same. */
  #check(directory: string, isLast: boolean, estate: Estate, opened?: Opened): CheckedRoot | Load {
    const folderConfig = this.#folderConfigs.of(directory);
    if (!folderConfig) return () => this.#folderConfigs.load(directory);
    const given = estate.given(directory);
    const before = this.#checkedRoots.get(directory);
    if (before?.folderConfig === folderConfig && isSameGiven(before.given, given)) return before;
    this.#watch.at(directory);
    const now = opened && isSameGiven(opened.given, given) ? opened : undefined;
    const files = now?.files ?? this.#workspace.view();
    const lacks = () => !isLast && !files.isWhole;
    const load = () => this.#workspace.load(files.missing);
    const open = this.#rootOf(directory);
    open.given = given;
    const { root } = open;
    const module = now?.module ?? root.open(files, given);
    // the whole tree first: as long as something is missing, linting is in vain
    const tree = module.tree();
    this.#watch.reads(new Set(tree.map((one) => one.directory)));
    if (lacks()) return load;
    const options = {
      rules: folderConfig.enabledRules,
      config: folderConfig.config,
      today: this.#today(),
      isAside: folderConfig.isAside(directory),
    };
    const found = root.judge(files, options, given);
    if (lacks()) return load;
    for (const failure of found.report.failures) this.#failed(failure);
    const checkedRoot = { ...found, files, folderConfig };
    this.#checkedRoots.set(directory, checkedRoot);
    if (this.#workspace.isOvergrown) this.keepOpen();
    return checkedRoot;
  }

  /** The causes of what is found in one file by itself and through others, worked out again only where that is something else. */
  #openFindings(uri: string, found: readonly Finding[]): readonly Cause<Finding>[] {
    const last = this.#causes.get(uri);
    if (last && areSame(last.found, found)) return last.causes;
    const open = joined(found).filter(({ suppression }) => !suppression);
    const now = { found, causes: causes(open) };
    this.#causes.set(uri, now);
    return now.causes;
  }

  #snapshot(document: Document, file: SourceFile, own: CheckedRoot, callers: readonly CheckedRoot[]): Snapshot {
    const { folderConfig } = own;
    const all = [own, ...callers];
    const comments = own.report.comments.get(file.uri) ?? [];
    const dead = (): readonly DeadSuppression[] =>
      deadSuppressions(file, comments, {
        used: new Set(all.flatMap(({ report }) => [...report.used])),
        ran: folderConfig.rules.filter((rule) => severityOf(folderConfig.config, rule)),
        rules: folderConfig.rules,
        today: this.#today(),
      });
    // what is decided where nobody looks is told where it is used
    const told = ({ report: { byFile, byUse } }: CheckedRoot): readonly Finding[] => {
      const here = byFile.get(file.uri) ?? noFindings;
      const used = byUse.get(file.uri)?.filter(({ at }) => !this.#workspace.document(at.uri)) ?? noFindings;
      return used.length === 0 ? here : [...here, ...used.map(atUse)];
    };
    return {
      document,
      file,
      folderConfig,
      today: this.#today(),
      checked: own,
      findings: folderConfig.excludes(file.uri) ? [] : this.#openFindings(file.uri, all.flatMap(told)),
      exceeded: all.flatMap(({ report }) => report.exceeded.filter(({ uri }) => uri === file.uri)),
      dead: comments.length === 0 ? [] : dead(),
      checkedBy: (cause) => all.find((checkedRoot) => told(checkedRoot).includes(membersOf(cause)[0])),
      dropped: this.#dropped,
      source: (uri) => this.source(uri),
    };
  }
}

const noFindings: readonly Finding[] = [];
