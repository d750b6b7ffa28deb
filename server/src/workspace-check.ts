import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";
import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import { causes } from "../../analysis/run/causes.ts";
import { joined } from "../../analysis/run/estate.ts";
import { parentOf } from "../../analysis/run/uri.ts";
import { isUnreadable } from "../../language/model/files.ts";
import { grouped } from "../../language/multimap.ts";
import type { Tally, WorkspaceQuery } from "../../protocol/messages.ts";
import type { Abilities } from "./capabilities.ts";
import { type DiagnosticsPublisher, isAlike } from "./diagnostics-publisher.ts";
import type { Document } from "./document.ts";
import { bounded, unreadDiagnostic } from "./features/diagnostics.ts";
import type { FolderConfigs } from "./folder-config.ts";
import { causeTold, type KeptFinding, keptFinding } from "./kept-finding.ts";
import { placeName } from "./place-name.ts";
import { yieldToEdits } from "./roots.ts";
import { Survey, type Surveying } from "./survey.ts";
import type { UnreadEntry, Workspace } from "./workspace.ts";

/** What a check of the workspace found in a file. */
interface KeptDiagnostics {
  /** As the client was told of it. */
  uri: string;
  diagnostics: readonly Diagnostic[];
  isShown: boolean;
  /** The digest of the text in which it was found. */
  digest: string | undefined;
}

/** One check of the workspace on its way. */
interface CheckProgress {
  /** What all roots so far have found in each file. */
  readonly found: Map<string, KeptFinding[]>;
  /** Files in which a root that calls has found something since they were told of. */
  readonly late: Set<string>;
  /** The digests of the texts that were checked. */
  readonly digests: Map<string, string>;
  /** How many findings each file has, by its key. */
  readonly counts: Map<string, number>;
}

/** What was found with a directory as the root. */
interface CheckedRoot {
  /** Its own files that can be read, with the digests of their texts. */
  readonly texts: readonly (readonly [uri: string, digest: string])[];
  readonly findings: readonly KeptFinding[];
}

/** Checks every module of the workspace when the user asks, also those of which no file is open. */
export class WorkspaceCheck {
  readonly #connection: Connection;
  readonly #client: Abilities;
  readonly #workspace: Workspace;
  readonly #folderConfigs: FolderConfigs;
  readonly #publisher: DiagnosticsPublisher;
  readonly survey: Survey<CheckedRoot>;
  /** By key. A closed file stays as it was told until it changes or the next check. */
  readonly #kept = new Map<string, KeptDiagnostics>();

  constructor(
    context: Surveying & {
      readonly connection: Connection;
      readonly client: Abilities;
      readonly publisher: DiagnosticsPublisher;
    },
  ) {
    this.#connection = context.connection;
    this.#client = context.client;
    this.#workspace = context.workspace;
    this.#folderConfigs = context.folderConfigs;
    this.#publisher = context.publisher;
    this.survey = new Survey({
      ...context,
      roots: "once",
      look: ({ directory, module, report }, folderConfig) => ({
        texts: module.files
          .filter((file) => parentOf(file.uri) === directory && !isUnreadable(file) && !folderConfig.excludes(file.uri))
          .map(({ uri, text }) => [uri, digestOf(text)]),
        findings: report.findings.map((finding) => keptFinding(context.snapshots, finding)),
      }),
    });
  }

  async run({ workDoneToken, again = false, most }: WorkspaceQuery, token: CancellationToken): Promise<Tally> {
    const progress = this.#connection.window.attachWorkDoneProgress(workDoneToken);
    progress.begin("Parapet", 0, undefined, true);
    await this.#publisher.publishStatus("busy", "Checking the workspace");
    const files = new Set<string>();
    const course: CheckProgress = { found: new Map(), late: new Set(), digests: new Map(), counts: new Map() };
    try {
      this.#folderConfigs.reread();
      if (!again) this.survey.clear();
      const { folders } = this.#workspace;
      if (most !== undefined && (await this.survey.roots(folders, token)).length > most)
        return { files: 0, findings: 0, isTooLarge: true };
      for await (const { directory, found, number, count } of this.survey.each(folders, token)) {
        const percentage = Math.round((100 * number) / count);
        progress.report(percentage, `${placeName(this.#workspace, directory)} (${number}/${count})`);
        for (const uri of await this.#check(directory, found, course)) files.add(uri);
        await yieldToEdits();
      }
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "Stopped");
      for (const uri of course.late) {
        await this.#publish(uri, course);
        await yieldToEdits();
      }
      for (const key of [...this.#kept.keys()]) if (!course.counts.has(key)) this.#takeBack(key);
    } finally {
      progress.done();
      await this.#publisher.publishStatus("ready");
    }
    return { files: files.size, findings: [...course.counts.values()].reduce((sum, count) => sum + count, 0) };
  }

  /** Shows what is found in the files of a directory; what is found in those of modules that it calls comes late. */
  async #check(directory: string, checked: CheckedRoot | undefined, course: CheckProgress): Promise<readonly string[]> {
    for (const { uri, reason } of this.#unread(directory)) {
      course.counts.set(this.#workspace.key(uri), 0);
      await this.#keep(uri, [unreadDiagnostic(reason)], undefined);
    }
    const findings = grouped(checked?.findings ?? [], ({ at }) => at.uri);
    const own = (checked?.texts ?? []).map(([uri, digest]) => {
      course.digests.set(uri, digest);
      return uri;
    });
    for (const uri of new Set([...own, ...findings.keys()])) {
      if (this.#folderConfigs.of(parentOf(uri))?.excludes(uri)) continue;
      const here = course.found.get(uri) ?? [];
      course.found.set(uri, here);
      here.push(...(findings.get(uri) ?? []));
      // to join anew for each of a thousand callers would take the square of their number
      if (parentOf(uri) === directory) await this.#publish(uri, course);
      else course.late.add(uri);
    }
    return own;
  }

  async #publish(uri: string, { found, counts, late, digests }: CheckProgress): Promise<void> {
    late.delete(uri);
    const open = joined(found.get(uri) ?? []).filter(({ suppression }) => !suppression);
    const told = causes(open).map((cause) => causeTold(cause, this.#workspace.document(uri)?.uri ?? uri));
    counts.set(this.#workspace.key(uri), told.filter(({ severity }) => severity !== DiagnosticSeverity.Hint).length);
    await this.#keep(uri, bounded(told), digests.get(uri));
  }

  /** Files of a directory that could not be read, and ought to be. */
  #unread(directory: string): readonly UnreadEntry[] {
    return this.#workspace.unread.filter(
      ({ uri, kind }) =>
        kind === "file" &&
        parentOf(uri) === directory &&
        !this.#workspace.document(uri) &&
        !this.#folderConfigs.of(directory)?.excludes(uri),
    );
  }

  /** Takes in what was found in a file, and shows it unless the file is told of by the usual way. */
  async #keep(uri: string, diagnostics: readonly Diagnostic[], digest: string | undefined): Promise<void> {
    const key = this.#workspace.key(uri);
    const document = this.#workspace.document(uri);
    const before = this.#kept.get(key);
    const kept = {
      uri: document?.uri ?? before?.uri ?? uri,
      isShown: before?.isShown === true,
      diagnostics,
      digest: document ? digestOf(document.text) : digest,
    };
    this.#kept.set(key, kept);
    if (before && before.isShown === diagnostics.length > 0 && isAlike(before.diagnostics, diagnostics)) return;
    if (!document || kept.isShown) await this.#show(kept);
  }

  async #show(kept: KeptDiagnostics): Promise<void> {
    const { uri, diagnostics } = kept;
    if (diagnostics.length === 0 && !kept.isShown) return;
    kept.isShown = diagnostics.length > 0;
    await this.#connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
  }

  /**
   * From now on the document is told about by the usual way, which takes the place of what was shown where it is sent. A client that
   * asks may never do so: what is open need not be shown.
   */
  opened({ uri, member, text }: Document): void {
    const kept = this.#kept.get(this.#workspace.key(member));
    if (!kept) return;
    if (kept.uri !== uri) this.#hide(kept);
    if (!this.#client.pull) kept.isShown = false;
    kept.uri = uri;
    kept.digest = digestOf(text);
  }

  /** The client asks for a document itself: what was shown of it is told twice otherwise. */
  asked(member: string): void {
    const kept = this.#kept.get(this.#workspace.key(member));
    if (kept && this.#workspace.document(member)) this.#hide(kept);
  }

  /** The client will not ask for an open document any more; `last` is what it was told, where the text was checked at all. */
  async unseen({ member }: Document, last: readonly Diagnostic[] | undefined): Promise<void> {
    const kept = this.#kept.get(this.#workspace.key(member));
    if (!kept) return;
    kept.diagnostics = last ?? kept.diagnostics;
    await this.#show(kept);
  }

  #hide(kept: KeptDiagnostics): void {
    if (kept.isShown) void this.#connection.sendDiagnostics({ uri: kept.uri, diagnostics: [] });
    kept.isShown = false;
  }

  /**
   * Shows a closed file as the last check did where that is what the disk still has. A file that was saved since stays as it was told
   * when it was closed; `last` is that, where the text was checked at all.
   */
  async closed(document: Document, last: readonly Diagnostic[] | undefined): Promise<void> {
    const { uri, member, text } = document;
    const key = this.#workspace.key(member);
    const kept = this.#kept.get(key);
    if (!kept) return void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    const saved = await this.#workspace.onDisk(member);
    if (this.#workspace.document(member) || this.#kept.get(key) !== kept) return;
    const digest = saved === undefined ? undefined : digestOf(saved);
    if (digest !== kept.digest) {
      kept.diagnostics = saved === text ? (last ?? []) : [];
      kept.digest = digest;
    }
    kept.isShown = true;
    await this.#show(kept);
  }

  /** What was found in a file that has changed since holds no longer; of one that is open it is seen when it is closed. */
  async outdated(uris: readonly string[]): Promise<void> {
    const changed = new Set(uris.map((uri) => this.#workspace.key(uri)));
    for (const [key, kept] of [...this.#kept]) {
      if (!isTouched(key, changed) || this.#workspace.document(kept.uri)) continue;
      // word of a change comes late: the check, or who saved and closed it, may have seen it already
      const saved = kept.digest === undefined ? undefined : await this.#workspace.onDisk(kept.uri);
      const isSame = saved !== undefined && digestOf(saved) === kept.digest;
      if (!isSame && this.#kept.get(key) === kept && !this.#workspace.document(kept.uri)) this.#takeBack(key);
    }
  }

  #takeBack(key: string): void {
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    if (kept) this.#hide(kept);
  }
}

const digestOf = (text: string): string => bytesToHex(sha256(text));

/** Whether something or a directory that it lies in is among those that have changed. */
function isTouched(key: string, changed: ReadonlySet<string>): boolean {
  for (let at = key; at.includes("/"); at = parentOf(at)) if (changed.has(at)) return true;
  return false;
}
