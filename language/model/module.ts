import { areSame, areSameSets, fact, Input, memo, memoBy } from "../query/engine.ts";
import { KeyedInputs } from "../query/keyed-inputs.ts";
import { isInStandIn } from "../registry/stand-in.ts";
import type { ActionData } from "../schema/actions.ts";
import type { Place } from "../syntax/text.ts";
import type { SourceFile } from "../syntax/tree.ts";
import { Blocks } from "./blocks.ts";
import { Budget, type Limit } from "./budget.ts";
import { calledBy, callNamed, childrenOf, ModuleCalls, treeOf } from "./calls.ts";
import { configurationOf, isConfiguration, isUnreadable, isVariables } from "./files.ts";
import { instancesOf } from "./instances.ts";
import type { ModuleCall } from "./module-call.ts";
import type { ModuleSource } from "./module-source.ts";
import { followed, type Local, localNamed } from "./names.ts";
import type { Resource } from "./resource.ts";
import type { Folder, Followed, Step } from "./scope.ts";
import { BlockSection, noBindings } from "./section.ts";
import type { Reference } from "./value.ts";

/**
 * One directory of Terraform as it is called: the unit in which names resolve. It lives as long as somebody looks at it, and `update`
 * takes it to the next version of its files; whatever is read of it is tracked.
 */
export class Module {
  /** URI of the directory, without a slash at its end. */
  readonly directory: string;
  /** "" for the root, `module.db`, `module.a["eu"].module.b`. */
  readonly address: string;
  /** The block that calls it, as this instance; undefined for a root. */
  readonly call: ModuleCall | undefined;
  /** The module that Terraform is run in; itself for a root. */
  readonly root: Module;
  /** False when a call that leads to it may make none: what is in it proves nothing by its presence. */
  readonly certain: boolean;
  /** Whether it is not here and only some of what it does is known; nobody can look at its files. */
  readonly isStandIn: boolean;
  /** Of a stand-in: types of which it has every resource. */
  readonly complete: readonly string[] | undefined;
  /** How many values are read of a JSON file; all where it is not said. */
  readonly mostValues: number | undefined;
  readonly #limit: Limit | undefined;
  #source: ModuleSource;
  #budget: Budget;
  readonly #blocks: Blocks;
  /** What it calls. */
  readonly calls: ModuleCalls;
  readonly #files: Input<readonly SourceFile[]>;
  readonly #variables: Input<readonly SourceFile[]>;
  readonly #jsonFiles: Input<readonly string[]>;
  readonly #byUri = new KeyedInputs((uri) => byUri(this.#source.files).get(uri));
  readonly #isUnreadable: Input<boolean>;
  readonly #given: Input<ReadonlySet<string> | undefined>;
  readonly #pins: Input<readonly string[]>;
  readonly #actions: Input<ActionData | undefined>;
  /** What was read of other files, by path. */
  readonly #texts = new KeyedInputs((path) => this.#source.read(path));
  /** What is in folders, by path. */
  readonly #folders = new KeyedInputs((path) => this.#source.list?.(path), isSameFolder);
  /** Of a root: what was made of the latest version of a file, by its URI, to make the next from. */
  readonly latest = new Map<string, unknown>();
  readonly #followers: (() => void)[] = [];

  /** A root; `limit` says how much may be computed of it and all that it calls. */
  static open(source: ModuleSource, limit?: Limit): Module {
    return new Module(source, undefined, limit);
  }

  private constructor(source: ModuleSource, call: ModuleCall | undefined, limit?: Limit) {
    this.#source = source;
    this.#limit = limit;
    this.directory = source.directory;
    this.call = call;
    this.root = call?.module.root ?? this;
    this.address = call?.address ?? "";
    this.certain = !call || (call.certain && call.module.certain);
    this.isStandIn = source.files.some(isInStandIn);
    this.complete = source.complete;
    this.mostValues = source.mostValues;
    this.#budget = call ? call.module.budget : new Budget(limit);
    this.#blocks = new Blocks((anchor, block, broken) => new BlockSection(this, anchor, block, noBindings, broken));
    this.calls = new ModuleCalls(this, source, (of, by) => new Module(of, by));
    const { files } = source;
    this.#files = new Input(files, areSame);
    this.#variables = new Input<readonly SourceFile[]>(files.filter(isVariablesFile), areSame);
    this.#jsonFiles = new Input(jsonIn(files), areSame);
    this.#isUnreadable = new Input(files.some(isUnreadable));
    this.#given = new Input(source.given, areSameSets);
    this.#pins = new Input(source.pins ?? [], areSame);
    this.#actions = new Input(source.actions);
    this.#take(files);
  }

  #take(files: readonly SourceFile[]): void {
    for (const file of files) this.budget.growFor(file);
    this.calls.forget(this.#blocks.update(configurationOf(files)));
  }

  /** Takes a root and all that it calls to another version of its files, with as much to compute as a new one has. */
  update(source: ModuleSource): void {
    if (this.root === this) this.#budget = new Budget(this.#limit);
    this.#source = source;
    const { files } = source;
    this.#take(files);
    this.#files.set(files);
    this.#variables.set(files.filter(isVariablesFile));
    this.#jsonFiles.set(jsonIn(files));
    this.#isUnreadable.set(files.some(isUnreadable));
    this.#given.set(source.given);
    this.#pins.set(source.pins ?? []);
    this.#actions.set(source.actions);
    for (const inputs of [this.#byUri, this.#texts, this.#folders]) inputs.renew();
    this.calls.update(source);
    for (const update of this.#followers) update();
  }

  /** Has somebody told of each further version, who reads the files himself and writes inputs of his own. */
  onUpdate(update: () => void): void {
    this.#followers.push(update);
  }

  /** What all that is computed of the whole tree at this version draws on. */
  get budget(): Budget {
    return this.root === this ? this.#budget : this.root.budget;
  }

  /** What AWS has of services and actions: what needs it is silent as long as it is undefined. */
  get actions(): ActionData | undefined {
    return this.root === this ? this.#actions.get() : this.root.actions;
  }

  /** Everything in the directory that is read. */
  get files(): readonly SourceFile[] {
    return this.#files.get();
  }

  /** The files of variables. */
  get variables(): readonly SourceFile[] {
    return this.#variables.get();
  }

  /** Of a root: variables that calls elsewhere set, whatever its own defaults are. */
  get given(): ReadonlySet<string> | undefined {
    return this.#given.get();
  }

  /** Of a root: lock files and Terragrunt's configuration beside it and above, the nearest first. */
  get pins(): readonly string[] {
    return this.#pins.get();
  }

  /** Whether it is a root that others are to call, none of which is in view: it lacks values, and nothing says that Terraform is run in it. */
  get isLibrary(): boolean {
    return isLibrary(this);
  }

  /** Whether Terraform is run in it, whoever else calls it: it says where its state is kept, or what its variables are. */
  get isRunHere(): boolean {
    return (
      this.variables.length > 0 ||
      this.blocks("terraform").some((block) => ["backend", "cloud"].some((type) => block.sections(type).length > 0))
    );
  }

  /** Whether one of the files cannot be read. */
  get isUnreadable(): boolean {
    return this.#isUnreadable.get();
  }

  /** JSON files that are neither Terraform nor variables, by their URIs. */
  get jsonFiles(): readonly string[] {
    return this.#jsonFiles.get();
  }

  /** One file of the directory. */
  file(uri: string): SourceFile | undefined {
    return this.#byUri.get(uri);
  }

  /** Top-level blocks of one kind: `variable`, `provider`, `terraform`, `output`, `module`, … */
  blocks(kind: string): readonly BlockSection[] {
    return this.#blocks.listed(kind);
  }

  /** Those of one kind that have this as their first label; of resources and data sources it is the type. */
  blocksNamed(kind: string, label: string): readonly BlockSection[] {
    return this.#blocks.listed(kind, label);
  }

  /** Those of one kind in which a policy can be written out. */
  blocksWithPolicies(kind: string): readonly BlockSection[] {
    return this.#blocks.mayHoldPolicy(kind);
  }

  /** The top-level block in which a place lies. */
  blockAt(place: Place): BlockSection | undefined {
    return this.#blocks.at(place);
  }

  /** The top-level blocks that a place meets. */
  blocksMeeting(place: Place): Iterable<BlockSection> {
    return this.#blocks.meeting(place);
  }

  /** Every `resource` and `data` block, one for each instance that can be told apart. */
  get resources(): readonly Resource[] {
    return resources(this, "");
  }

  /** Managed resources of a type. */
  ofType(type: string): readonly Resource[] {
    return resources(this, `resource ${type}`);
  }

  /** Data sources of a type. */
  data(type: string): readonly Resource[] {
    return resources(this, `data ${type}`);
  }

  /** The resource types that are declared here. */
  get types(): ReadonlySet<string> {
    return this.#blocks.types;
  }

  /** The instances of the block of a name. */
  instancesNamed(kind: "resource" | "data", type: string, name: string): readonly Resource[] {
    const block = this.#blocks.listed(kind, type, name).at(-1);
    return block ? this.instances(block) : [];
  }

  /** The instances of a `resource` or `data` block. */
  instances(block: BlockSection): readonly Resource[] {
    return instancesOf(block);
  }

  /** The modules that this one calls and that are here, or are stood in for, by the call's name and the instance's key. */
  get children(): ReadonlyMap<string, Module> {
    return childrenOf(this);
  }

  /** This module and every one below it, each before those that it calls. */
  tree(): readonly Module[] {
    return treeOf(this);
  }

  /** The module of this tree at an address. */
  #at(address: string): Module | undefined {
    if (address === this.address) return this;
    let module: Module = this.root;
    for (const [, name = "", key = ""] of address.matchAll(/module\.([^.[]*)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/g)) {
      const call = callNamed(module, name);
      const child = call && calledBy(call).find((one) => one.call?.key === key);
      if (!child) return undefined;
      module = child;
    }
    return module;
  }

  read(path: string): string | undefined {
    return this.#texts.get(path);
  }

  list(path: string): Folder | undefined {
    return this.#folders.get(path);
  }

  /** The resource that a reference of this tree names; the first instance where it does not say which. */
  find(reference: Reference): Resource | undefined {
    const { module, mode, type, name } = reference;
    if (mode !== "resource" && mode !== "data") return undefined;
    const holder = this.#at(module);
    const instances = holder ? holder.instancesNamed(mode, type, name) : [];
    return instances.find((instance) => instance.answersTo(reference)) ?? instances[0];
  }

  /** The variable, or the output of a called module, that a reference of this tree names. */
  declared({ module, mode, name, attribute }: Reference): BlockSection | undefined {
    const holder = this.#at(module);
    if (mode === "var") return holder?.blocksNamed("variable", name)[0];
    const call = mode === "module" && holder ? callNamed(holder, name) : undefined;
    return call && calledBy(call)[0]?.blocksNamed("output", attribute)[0];
  }

  follow(root: string, steps: readonly Step[], at: Place): Followed {
    return followed(this, root, steps, at);
  }

  /** Where a local is written, and as what. */
  local(name: string): Local | undefined {
    return localNamed(this, name);
  }
}

const isVariablesFile = ({ uri }: SourceFile): boolean => isVariables(uri);

const jsonIn = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter(({ uri, syntax }) => syntax === "json" && !isConfiguration(uri) && !isVariables(uri))
    .map(({ uri }) => uri);

const byUri = fact((files: readonly SourceFile[]) => new Map(files.map((file) => [file.uri, file])));

/** Where it is not known which folders there are, that is another thing than none. */
const isSameFolder = (a: Folder | undefined, b: Folder | undefined): boolean =>
  a && b
    ? areSame(a.files, b.files) && (a.folders && b.folders ? areSame(a.folders, b.folders) : a.folders === b.folders)
    : a === b;

/** By `kind type`; all for an empty key. */
const resources = memoBy(
  (module: Module, key: string): readonly Resource[] => {
    if (key === "") return ["resource", "data"].flatMap((kind) => module.blocks(kind).flatMap(instancesOf));
    const [kind = "", type = ""] = key.split(" ");
    return module.blocksNamed(kind, type).flatMap(instancesOf);
  },
  { equals: areSame, inCycle: () => [] },
);

const isLibrary = memo(
  (module: Module): boolean =>
    !module.call &&
    !module.given &&
    !module.isRunHere &&
    module.blocks("provider").length === 0 &&
    module.blocks("variable").some((variable) => !variable.attribute("default")),
);
