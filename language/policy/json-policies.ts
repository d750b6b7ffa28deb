import type { Module } from "../model/module.ts";
import { isSameValue } from "../model/same-value.ts";
import { absent, type Mapping, type Value } from "../model/value.ts";
import { areSame, Input, query, untracked } from "../query/engine.ts";
import { isSamePlace, type Place } from "../syntax/text.ts";
import type { SourceFile } from "../syntax/tree.ts";
import { affordedIn } from "./afforded.ts";
import type { Draft } from "./elements.ts";
import { type FileReading, readFile } from "./json.ts";
import type { Attachment, Policy, PolicyKind, PolicySyntax, Statement } from "./policy.ts";
import { documentsIn, type FoundPolicy, inferredKind, kindOf, statedKind } from "./recognise.ts";

/** What a JSON file came to, and the policies in it. */
interface PolicyReading extends FileReading {
  readonly found: readonly FoundPolicy[];
}

interface PolicyFile {
  reading: PolicyReading | undefined;
  readonly policies: Input<readonly FilePolicy[]>;
}

/**
 * The policies in the JSON files of a module. A file is read as a whole as soon as the module goes to another version of it, and then what
 * has changed is written into inputs: were it a query, each letter would make everything in the file look whether it is the same.
 */
export class JsonPolicies {
  readonly #module: Module;
  readonly #attachments: (uri: string) => readonly Attachment[];
  readonly #files = new Map<string, PolicyFile>();

  constructor(module: Module, attachments: (uri: string) => readonly Attachment[]) {
    this.#module = module;
    this.#attachments = attachments;
    module.onUpdate(() => this.#update());
  }

  /** The policies in a file. */
  of(uri: string): readonly Policy[] {
    return this.#file(uri).policies.get();
  }

  /** From where on a file was too much to be read. */
  cutIn(uri: string): Place | undefined {
    return this.#file(uri).reading?.cut;
  }

  #file(uri: string): PolicyFile {
    let file = this.#files.get(uri);
    if (!file) {
      const reading = this.#read(uri);
      file = { reading, policies: new Input(this.#aligned(uri, reading, []), areSame) };
      this.#files.set(uri, file);
    }
    return file;
  }

  #update(): void {
    for (const [uri, file] of this.#files) {
      const reading = this.#read(uri);
      if (reading === file.reading) continue;
      file.reading = reading;
      file.policies.set(this.#aligned(uri, reading, file.policies.now));
      if (!reading) this.#files.delete(uri);
    }
  }

  #source(uri: string): SourceFile | undefined {
    return untracked(() => this.#module.file(uri));
  }

  #read(uri: string): PolicyReading | undefined {
    const file = this.#source(uri);
    const [chunk] = file?.chunks ?? [];
    const item = chunk?.tree.body.items.find(({ kind }) => kind === "attribute");
    if (!file || !chunk || item?.kind !== "attribute") return undefined;
    // a directory that is called twice has its files once
    const { latest } = this.#module.root;
    const before = latest.get(uri) as PolicyReading | undefined;
    if (before?.file === file) return before;
    const read = readFile(file, chunk, item.value, before, this.#module.mostValues);
    const reading = { ...read, found: [...documentsIn(read.value)] };
    latest.set(uri, reading);
    return reading;
  }

  /** Those that a reading has, the same as before where they hold the same, or stand where one stood. */
  #aligned(uri: string, reading: PolicyReading | undefined, before: readonly FilePolicy[]): readonly FilePolicy[] {
    const known = new Map(before.map((policy) => [policy.mapping, policy]));
    const same = (reading?.found ?? []).map(({ mapping }) => known.get(mapping));
    const kept = new Set(same);
    const others = before.filter((policy) => !kept.has(policy));
    const text = reading?.file.text ?? "";
    return (reading?.found ?? []).map((found, index) => {
      const policy = same[index] ?? others.shift();
      if (!policy) return new FilePolicy(this.#module, uri, found, text, () => this.#attachments(uri));
      policy.update(found, text);
      return policy;
    });
  }
}

/** A policy in a JSON file, the same from version to version. */
class FilePolicy implements Policy {
  readonly notation = "json";
  readonly sources: readonly Policy[] = [];
  readonly overrides: readonly Policy[] = [];
  readonly #module: Module;
  readonly #uri: string;
  #found: FoundPolicy;
  #ofDrafts = new Map<Draft, Statement>();
  readonly #at: Input<Place>;
  readonly #header: Input<Place>;
  readonly #form: Input<PolicySyntax>;
  readonly #version: Input<Value>;
  readonly #open: Input<boolean>;
  readonly #statements: Input<readonly Statement[]>;
  readonly #isWhole: Input<boolean>;
  readonly #stated: Input<PolicyKind | undefined>;
  readonly #inferred: Input<PolicyKind>;
  readonly #kind = query(() => kindOf(this.attachments, this.#stated.get()) ?? this.#inferred.get());
  readonly #attachments = query(() => (this.#isWhole.get() ? this.#attachmentsOfFile() : []), { equals: areSame });
  readonly #attachmentsOfFile: () => readonly Attachment[];

  constructor(module: Module, uri: string, found: FoundPolicy, text: string, attachments: () => readonly Attachment[]) {
    this.#module = module;
    this.#uri = uri;
    this.#found = found;
    this.#attachmentsOfFile = attachments;
    const read = this.#read(found);
    this.#at = new Input(read.at, isSamePlace);
    this.#header = new Input(read.header, isSamePlace);
    this.#form = new Input<PolicySyntax>(read.form);
    this.#version = new Input(read.version, isSameValue);
    this.#open = new Input(read.open);
    this.#statements = new Input<readonly Statement[]>(read.statements, areSame);
    this.#isWhole = new Input(found.key === undefined);
    this.#stated = new Input(statedKind(text, read.at.start));
    this.#inferred = new Input(read.inferred);
  }

  /** The object that it is now. */
  get mapping(): Mapping {
    return this.#found.mapping;
  }

  /** Takes it to what it is in another version of its file. */
  update(found: FoundPolicy, text: string): void {
    this.#stated.set(statedKind(text, found.mapping.at.start));
    if (found.mapping === this.#found.mapping && found.key === this.#found.key) return;
    this.#found = found;
    const { at, header, form, version, open, statements, inferred } = this.#read(found);
    this.#at.set(at);
    this.#header.set(header);
    this.#form.set(form);
    this.#version.set(version);
    this.#open.set(open);
    this.#statements.set(statements);
    this.#isWhole.set(found.key === undefined);
    this.#inferred.set(inferred);
  }

  #read({ mapping, key }: FoundPolicy) {
    const { drafts, open } = affordedIn(this.#module.budget, mapping);
    const { at, entries } = mapping;
    this.#ofDrafts = new Map(drafts.map((draft) => [draft, this.#ofDrafts.get(draft) ?? { ...draft, policy: this }]));
    // the folder says as much as the file: `scps/deny-regions.json`
    const name = this.#uri.split("/").slice(-2).join("/");
    return {
      at,
      header: entries.get("Statement")?.key ?? at,
      form: { kind: "object", mapping } as const,
      version: entries.get("Version")?.value ?? absent(at),
      open,
      statements: [...this.#ofDrafts.values()],
      inferred: inferredKind(drafts, { key, name }),
    };
  }

  get label(): string {
    return this.#uri.slice(this.#uri.lastIndexOf("/") + 1);
  }

  get kind(): PolicyKind {
    return this.#kind.get();
  }

  get attachments(): readonly Attachment[] {
    return this.#attachments.get();
  }

  get at(): Place {
    return this.#at.get();
  }

  get header(): Place {
    return this.#header.get();
  }

  /** Of the version that the module is at: who reads in it reads where something stands that he has been told of. */
  get text(): string {
    return untracked(() => this.#module.file(this.#uri)?.text ?? "");
  }

  get form(): PolicySyntax {
    return this.#form.get();
  }

  get version(): Value {
    return this.#version.get();
  }

  get open(): boolean {
    return this.#open.get();
  }

  get statements(): readonly Statement[] {
    return this.#statements.get();
  }

  get effective(): readonly Statement[] {
    return this.statements;
  }
}
