import type { Checked } from "../../analysis/check.ts";
import { severityOf } from "../../analysis/config.ts";
import type { Finding } from "../../analysis/finding.ts";
import type { Dropped } from "../../analysis/fix.ts";
import { addInputs, areSameInputs, type Inputs } from "../../analysis/inputs.ts";
import { type Failure, lint } from "../../analysis/lint.ts";
import { open } from "../../analysis/project.ts";
import { relint } from "../../analysis/relint.ts";
import { type DeadSuppression, deadSuppressions } from "../../analysis/suppression-edits.ts";
import { isUnreadable } from "../../language/model/files.ts";
import type { Place } from "../../language/syntax/text.ts";
import type { SourceFile } from "../../language/syntax/tree.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { type Lines, linesOf } from "./convert.ts";
import type { Document } from "./document.ts";
import { isOfScope, type Scope, type Scopes } from "./scope.ts";
import { parentOf } from "./uri.ts";
import type { Watch } from "./watch.ts";
import type { View, Workspace } from "./workspace.ts";

/** An open document and its module, read but not judged. */
export interface Reading {
  readonly document: Document;
  readonly file: SourceFile;
  readonly scope: Scope;
  readonly checked: Pick<Checked, "module">;
}

/** An open document and all that follows from it and its module, frozen at one version. */
export interface Snapshot extends Reading {
  readonly today: string;
  /** The module of the document's directory, as the root that Terraform would be run in. */
  readonly checked: Checked;
  /** Findings in this document that are not suppressed, by place. */
  readonly findings: readonly Finding[];
  /** Where in this document so much would have to be computed that it was left unknown. */
  readonly exceeded: readonly Place[];
  /** Comments in this document that hide nothing any more. */
  readonly dead: readonly DeadSuppression[];
  /** The root module as part of which a finding was found: this one, or one that calls it. */
  checkedBy(finding: Finding): Checked | undefined;
  /** Hears why a fix that a rule proposes is not offered. */
  readonly dropped: Dropped;
  /** Any file that a finding speaks of; undefined where it is no longer there. */
  source(uri: string): Source | undefined;
}

/** A file in the protocol's terms. */
export interface Source {
  /** As the client writes it. */
  readonly uri: string;
  /** Null for a file that is not open. */
  readonly version: number | null;
  readonly text: string;
  readonly lines: Lines;
}

/** A directory as a root module, judged. */
interface Judged extends Checked {
  readonly files: View;
  readonly scope: Scope;
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
}

/** Brings in what a judgement lacks. */
type Load = () => Promise<void>;

const mostRounds = 40;

const none: readonly Rule[] = [];
const noInputs: Inputs = new Map();

/** Judges modules when somebody asks, and keeps the judgement until one of its files changes. */
export class Snapshots {
  readonly #workspace: Workspace;
  readonly #scopes: Scopes;
  readonly #failed: (failure: Failure) => void;
  readonly #dropped: Dropped;
  readonly #today: () => string;
  readonly #watch: Watch;
  readonly #judged = new Map<string, Judged>();
  /** Judgements of which a file has changed since, for the next one to go on from. */
  readonly #earlier = new Map<string, Judged>();

  constructor(context: {
    readonly workspace: Workspace;
    readonly scopes: Scopes;
    readonly failed: (failure: Failure) => void;
    readonly dropped: Dropped;
    readonly today: () => string;
    readonly watch: Watch;
  }) {
    this.#workspace = context.workspace;
    this.#scopes = context.scopes;
    this.#failed = context.failed;
    this.#dropped = context.dropped;
    this.#today = context.today;
    this.#watch = context.watch;
  }

  /** Drops every judgement that read one of these files or directories. */
  changed(keys: readonly string[]): void {
    for (const [directory, judged] of this.#judged)
      if (keys.some((key) => judged.files.asked.has(key))) {
        this.#judged.delete(directory);
        this.#earlier.set(directory, judged);
      }
  }

  /** The document as it now is, once everything that its module reads is loaded; undefined for what is no module's or left alone. */
  async of(member: string): Promise<Snapshot | undefined> {
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
    const others = [...this.#openDirectories()].filter((other) => other !== directory);
    const inputs = others.length > 0 ? this.#inputs([directory, ...others]) : noInputs;
    const own = this.#judge(directory, isLast, inputs);
    if (typeof own === "function") return own;
    const key = this.#workspace.key(directory);
    const callers: Judged[] = [];
    for (const other of others) {
      const judged = this.#judge(other, isLast, inputs);
      if (typeof judged === "function") return judged;
      if (judged.files.asked.has(key)) callers.push(judged);
    }
    return this.#snapshot(document, document.file, own, callers);
  }

  /** The document as it now is, without waiting for the rules; undefined for what is no module's. */
  async reading(member: string): Promise<Reading | undefined> {
    for (let round = 1; ; round++) {
      const document = this.#workspace.document(member);
      if (!document?.file) return undefined;
      const { file } = document;
      const directory = parentOf(document.member);
      this.#watch.at(directory, document.uri);
      if (this.#watch.isLeftAlone(directory)) return undefined;
      const scope = this.#scopes.of(directory);
      if (!scope) {
        await this.#scopes.load(directory);
        continue;
      }
      const judged = this.#judged.get(directory);
      if (judged) return { document, file, scope, checked: judged };
      const files = this.#workspace.view();
      const module = open(files, directory);
      if (round > mostRounds || files.missing.directories.size + files.missing.files.size === 0)
        return { document, file, scope, checked: { module } };
      await this.#workspace.load(files.missing);
    }
  }

  /** What the open directories set of the modules that they call. */
  #inputs(directories: readonly string[]): Inputs {
    const inputs: Inputs = new Map();
    const files = this.#workspace.view();
    for (const directory of directories)
      addInputs(inputs, this.#judged.get(directory)?.module ?? open(files, directory));
    return inputs;
  }

  /** Adds what a directory sets of the modules that it calls. */
  async addInputs(directory: string, inputs: Inputs): Promise<void> {
    for (let round = 1; !this.#watch.isLeftAlone(directory); round++) {
      this.#watch.at(directory);
      const files = this.#workspace.view();
      const found: Inputs = new Map();
      addInputs(found, open(files, directory));
      if (round > mostRounds || files.missing.directories.size + files.missing.files.size === 0) {
        for (const [called, names] of found) inputs.set(called, new Set([...(inputs.get(called) ?? []), ...names]));
        return;
      }
      await this.#workspace.load(files.missing);
    }
  }

  /** A directory's files that can be read, and what is found in them with it as the root, for whoever checks the whole workspace. */
  async findings(
    directory: string,
    inputs: Inputs,
  ): Promise<{
    readonly files: readonly string[];
    readonly findings: ReadonlyMap<string, readonly Finding[]>;
  }> {
    for (let round = 1; !this.#watch.isLeftAlone(directory); round++) {
      const judged = this.#judge(directory, round > mostRounds, inputs);
      if (typeof judged !== "function")
        return {
          files: judged.module.files.flatMap((file) => (isUnreadable(file) ? [] : file.uri)),
          findings: judged.byFile,
        };
      await judged();
    }
    return { files: [], findings: new Map() };
  }

  /** Forgets everything: the folders are others now. */
  clear(): void {
    this.#judged.clear();
    this.#earlier.clear();
  }

  /** Forgets judgements that no open document needs. */
  keepOpen(): void {
    const open = new Set(this.#openDirectories());
    for (const judged of [this.#judged, this.#earlier])
      for (const directory of judged.keys()) if (!open.has(directory)) judged.delete(directory);
    const needed = [...this.#judged.values()];
    this.#workspace.keepOnly((key) => isOfScope(key) || needed.some(({ files }) => files.asked.has(key)));
  }

  source(uri: string): Source | undefined {
    const document = this.#workspace.document(uri);
    if (document)
      return { ...document, ...(document.file && { text: document.file.text, lines: linesOf(document.file) }) };
    const file = this.#workspace.view().parse(uri);
    return file && { uri, version: null, text: file.text, lines: linesOf(file) };
  }

  #openDirectories(): Iterable<string> {
    const open = new Set([...this.#workspace.members].flatMap(({ file, member }) => (file ? [parentOf(member)] : [])));
    return [...open].filter((directory) => !this.#watch.isLeftAlone(directory));
  }

  #judge(directory: string, isLast: boolean, inputs: Inputs): Judged | Load {
    const scope = this.#scopes.of(directory);
    if (!scope) return () => this.#scopes.load(directory);
    const given = inputs.get(directory);
    const before = this.#judged.get(directory);
    if (before?.scope === scope && areSameInputs(before.given, given)) return before;
    this.#watch.at(directory);
    const files = this.#workspace.view();
    const lacks = () => !isLast && files.missing.directories.size + files.missing.files.size > 0;
    const load = () => this.#workspace.load(files.missing);
    const earlier = this.#earlier.get(directory);
    const module = open(files, directory, given, earlier?.module.trail);
    // the whole tree first: as long as something is missing, linting is in vain
    this.#watch.reads(new Set([...module.tree()].map(({ source }) => source.directory)));
    if (lacks()) return load;
    const rules = scope.config.enable ? scope.rules : none;
    const options = { rules, config: scope.config, today: this.#today() };
    const report = earlier ? relint(earlier, module, options) : lint(module, options);
    if (lacks()) return load;
    this.#earlier.delete(directory);
    for (const failure of report.failures) this.#failed(failure);
    const judged = { files, directory, options, given, scope, module, report, byFile: byFile(report.findings) };
    this.#judged.set(directory, judged);
    return judged;
  }

  #snapshot(document: Document, file: SourceFile, own: Judged, callers: readonly Judged[]): Snapshot {
    const { scope } = own;
    const all = [own, ...callers];
    const circumstances = {
      used: new Set(all.flatMap(({ report }) => [...report.used])),
      ran: scope.rules.filter((rule) => severityOf(scope.config, rule)),
      rules: scope.rules,
      today: this.#today(),
    };
    const comments = own.report.suppressions.filter(({ comment }) => comment.uri === file.uri);
    return {
      document,
      file,
      scope,
      today: this.#today(),
      checked: own,
      findings: scope.excludes(file.uri) ? [] : joined(all.map(({ byFile }) => byFile.get(file.uri) ?? [])),
      exceeded: all.flatMap(({ report }) => report.exceeded.filter(({ uri }) => uri === file.uri)),
      dead: comments.length === 0 ? [] : deadSuppressions(file, comments, circumstances),
      checkedBy: (finding) => all.find(({ byFile }) => byFile.get(file.uri)?.includes(finding)),
      dropped: this.#dropped,
      source: (uri) => this.source(uri),
    };
  }
}

function byFile(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const others = files.get(finding.at.uri);
    if (others) others.push(finding);
    else files.set(finding.at.uri, [finding]);
  }
  return files;
}

/** Findings of several roots in one file, each once; one that a call suppresses is suppressed. */
function joined(reports: readonly (readonly Finding[])[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const finding of reports.flat()) {
    const { rule, at, message, suppression } = finding;
    const key = `${rule.id} ${at.start} ${at.end} ${message}`;
    const before = found.get(key);
    if (!before || (suppression && !before.suppression)) found.set(key, finding);
  }
  return [...found.values()]
    .filter(({ suppression }) => !suppression)
    .sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
}
