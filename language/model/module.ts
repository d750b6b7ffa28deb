import { areSame, fact, Input, memo, memoBy } from "../query/engine.ts";
import { standInFor } from "../registry/registry.ts";
import { fileOf, isInStandIn } from "../registry/stand-in.ts";
import type { ActionData } from "../schema/actions.ts";
import type { Place } from "../syntax/text.ts";
import type { Block, Expression, SourceFile } from "../syntax/tree.ts";
import { Blocks } from "./blocks.ts";
import { allowing, Budget, type Limit } from "./budget.ts";
import { evaluate, filledTemplate } from "./evaluate.ts";
import { configurationOf, isConfiguration, isUnreadable, isVariables } from "./files.ts";
import { ModuleCall } from "./module-call.ts";
import {
  countOf,
  eachOf,
  enabled,
  isNever,
  keyOf,
  mostInstances,
  once,
  type Repetition,
  repetitionOf,
} from "./repetition.ts";
import { Resource } from "./resource.ts";
import { isSameValue } from "./same-value.ts";
import type { Folder, Step } from "./scope.ts";
import { type Bindings, BlockSection, each, noBindings } from "./section.ts";
import { type Entry, known, type Reference, unknown, type Value } from "./value.ts";
import { variableValue } from "./variables.ts";

/** Where one version of a module's files comes from: the model itself reads nothing. */
export interface ModuleSource {
  /** URI of the directory, without a slash at its end. */
  readonly directory: string;
  /** Everything in the directory that is read: configuration, variables, JSON. */
  readonly files: readonly SourceFile[];
  /** How many values are read of a JSON file; all where it is not said. */
  readonly mostValues?: number | undefined;
  /** Text of another file in the directory or below it; undefined where there is none. */
  read(path: string): string | undefined;
  /** What is in a folder of the directory, `.` for itself. */
  list?(path: string): Folder | undefined;
  /** The module that a call leads to, undefined where it is not here. `name` is the call's label. */
  open(source: string, name: string): ModuleSource | undefined;
  /** What AWS has of services and actions; undefined as long as it is not loaded. */
  readonly actions?: ActionData | undefined;
  /** Of a root: variables that calls elsewhere set, whatever its own defaults are. */
  readonly given?: ReadonlySet<string> | undefined;
  /** Of a root: texts that say from outside which versions of providers are taken, the nearest first. */
  readonly pins?: readonly string[] | undefined;
  /** Of a stand-in, which leaves out the most: types of which it has every resource. */
  readonly complete?: readonly string[] | undefined;
}

const modulesDeep = 8;

/** What a budget is charged for entering a called module and for each instance of a block after the first: rules go over them. */
const workOfModule = 4_000;
const workOfInstance = 2_500;

/** The most resources that come of the instances of one call, as they are written; beyond it what all have in common is looked at. */
const mostCopied = 400;

/** The most modules that are looked through to tell how much stands in one. */
const mostWeighed = 64;

/** What a call leads to, and what it says of where that is. */
interface Called {
  readonly from: string;
  readonly directory: string;
  /** By the key of the instance. */
  readonly instances: ReadonlyMap<string, Module>;
}

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
  /** How many calls lead to it. */
  readonly #depth: number;
  /** How often it is there through all the instances of those. */
  readonly #copies: number;
  readonly #limit: Limit | undefined;
  #source: ModuleSource;
  #budget: Budget;
  readonly #blocks: Blocks;
  readonly #files: Input<readonly SourceFile[]>;
  readonly #variables: Input<readonly SourceFile[]>;
  readonly #jsonFiles: Input<readonly string[]>;
  readonly #byUri = new Map<string, Input<SourceFile | undefined>>();
  readonly #isUnreadable: Input<boolean>;
  readonly #given: Input<ReadonlySet<string> | undefined>;
  readonly #pins: Input<readonly string[]>;
  readonly #actions: Input<ActionData | undefined>;
  /** What was read of other files, by path. */
  readonly #reads = new Map<string, Input<string | undefined>>();
  /** What is in folders, by path. */
  readonly #folders = new Map<string, Input<Folder | undefined>>();
  /** Which directories calls lead to, by what they say of it, and what each says. */
  readonly #directories = new Map<string, Input<string | undefined>>();
  readonly #openings = new Map<BlockSection, string>();
  /** How much stands in what calls lead to, by what they say of it. */
  readonly #weights = new Map<string, Input<number>>();
  readonly #called = new Map<BlockSection, Called>();
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
    this.#depth = call ? call.module.#depth + 1 : 0;
    this.#copies = call ? call.module.#copies * call.number : 1;
    this.certain = !call || (call.certain && call.module.certain);
    this.isStandIn = source.files.some(isInStandIn);
    this.complete = source.complete;
    this.mostValues = source.mostValues;
    this.#budget = call ? call.module.budget : new Budget(limit);
    this.#blocks = new Blocks((anchor, block, broken) => new BlockSection(this, anchor, block, noBindings, broken));
    const { files } = source;
    this.#files = new Input(files);
    this.#variables = new Input(files.filter(({ uri }) => isVariables(uri)));
    this.#jsonFiles = new Input(files.filter(isJson).map(({ uri }) => uri));
    this.#isUnreadable = new Input(files.some(isUnreadable));
    this.#given = new Input(source.given);
    this.#pins = new Input(source.pins ?? []);
    this.#actions = new Input(source.actions);
    this.#take(files);
  }

  #take(files: readonly SourceFile[]): void {
    for (const file of files) this.budget.growFor(file);
    for (const call of this.#blocks.update(configurationOf(files))) {
      this.#called.delete(call);
      this.#openings.delete(call);
    }
  }

  /** Takes a root and all that it calls to another version of its files, with as much to compute as a new one has. */
  update(source: ModuleSource): void {
    if (this.root === this) this.#budget = new Budget(this.#limit);
    this.#source = source;
    const { files } = source;
    this.#take(files);
    setItems(this.#files, files);
    setItems(
      this.#variables,
      files.filter(({ uri }) => isVariables(uri)),
    );
    setItems(
      this.#jsonFiles,
      files.filter(isJson).map(({ uri }) => uri),
    );
    this.#isUnreadable.set(files.some(isUnreadable));
    const [given, before] = [source.given, this.#given.now];
    if (given?.size !== before?.size || [...(given ?? [])].some((name) => !before?.has(name))) this.#given.set(given);
    setItems(this.#pins, source.pins ?? []);
    this.#actions.set(source.actions);
    if (this.#byUri.size > 0) {
      const byUri = new Map(files.map((file) => [file.uri, file]));
      renew(this.#byUri, (uri) => byUri.get(uri));
    }
    renew(this.#reads, (path) => source.read(path));
    renew(this.#folders, (path) => alike(this.#folders.get(path)?.now, source.list?.(path)));
    const opened = new Map<string, ModuleSource | undefined>();
    const open = (key: string): ModuleSource | undefined => {
      if (!opened.has(key)) opened.set(key, openedBy(source, key));
      return opened.get(key);
    };
    const said = new Set(this.#openings.values());
    for (const key of this.#directories.keys()) if (!said.has(key)) this.#directories.delete(key);
    renew(this.#directories, (key) => open(key)?.directory);
    for (const key of this.#weights.keys()) if (!said.has(key)) this.#weights.delete(key);
    renew(this.#weights, (key) => weightOf(open(key)));
    for (const [call, { from, directory, instances }] of this.#called) {
      const next = open(openingKey(from, labelOf(call)));
      if (next?.directory === directory) for (const module of instances.values()) module.update(next);
      else this.#called.delete(call);
    }
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
    let file = this.#byUri.get(uri);
    if (!file) {
      file = new Input(this.#source.files.find((each) => each.uri === uri));
      this.#byUri.set(uri, file);
    }
    return file.get();
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

  /** The instances of one block. */
  #instancesOf(kind: "resource" | "data", type: string, name: string): readonly Resource[] {
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

  /** Directories here that calls lead to which make nothing: `count = 0`, an empty `for_each`. */
  get directoriesSpared(): readonly string[] {
    return this.blocks("module").flatMap((call) => {
      const from = call.get("source");
      if (from.state !== "known" || typeof from.value !== "string" || !isNever(call)) return [];
      const directory = this.#directoryOf(this.#opening(call, from.value));
      return directory === undefined || this.#isWithin(directory) ? [] : directory;
    });
  }

  #opening(call: BlockSection, from: string): string {
    const key = openingKey(from, labelOf(call));
    this.#openings.set(call, key);
    return key;
  }

  /** The modules of a call, looked for: one for each instance that can be told apart. */
  enter(call: BlockSection): readonly Module[] {
    if (this.#depth > modulesDeep) return noModules;
    const from = call.get("source");
    if (from.state !== "known" || typeof from.value !== "string" || isNever(call)) return noModules;
    const opening = this.#opening(call, from.value);
    const directory = this.#directoryOf(opening);
    const repetition = repetitionOf(call);
    const told = this.#told(repetition, directory === undefined ? undefined : opening);
    const before = this.#called.get(call);
    const kept = before?.from === from.value && before.directory === directory ? before.instances : undefined;
    const instances = new Map<string, Module>();
    for (const [key, number] of told) {
      const one = new ModuleCall(call, repetition, key, number);
      const module =
        kept?.get(one.id) ?? this.#enterOne(one, from.value, directory === undefined ? undefined : opening);
      if (!module) return noModules;
      instances.set(one.id, module);
    }
    if (directory !== undefined) this.#called.set(call, { from: from.value, directory, instances });
    return [...instances.values()];
  }

  /** The keys of the instances that are looked at each by itself, and how often that multiplies what is in them. */
  #told(
    { by, steps, isOne }: Repetition,
    opening: string | undefined,
  ): readonly (readonly [key: string, number: number])[] {
    const [first] = steps ?? [];
    if (!by || !steps || first === undefined) return [["", 1]];
    if (steps.length === 1) return [[keyOf(first), 1]];
    const isTooMuch = () =>
      this.#copies * steps.length * (opening === undefined ? 1 : this.#weight(opening)) > mostCopied;
    return isOne || isTooMuch() ? [["", 1]] : steps.map((step) => [keyOf(step), steps.length]);
  }

  #enterOne(call: ModuleCall, from: string, opening: string | undefined): Module | undefined {
    const source = opening === undefined ? this.#standIn(call, from) : openedBy(this.#source, opening);
    if (!source || this.#isWithin(source.directory)) return undefined;
    if (this.#affords(source, this.#copies * call.number > 1)) return new Module(source, call);
    this.budget.exceeds(call.header);
    return undefined;
  }

  #weight(opening: string): number {
    let weight = this.#weights.get(opening);
    if (!weight) {
      weight = new Input(weightOf(openedBy(this.#source, opening)));
      this.#weights.set(opening, weight);
    }
    return weight.get();
  }

  #directoryOf(key: string): string | undefined {
    let directory = this.#directories.get(key);
    if (!directory) {
      directory = new Input(openedBy(this.#source, key)?.directory);
      this.#directories.set(key, directory);
    }
    return directory.get();
  }

  /** Whether a module may be entered: once for what its files allow for, and as often more as there is room. */
  #affords({ directory, files }: ModuleSource, isCopy: boolean): boolean {
    let blocks = 0;
    for (const file of configurationOf(files)) blocks += outlineOf(file).resources;
    if (isCopy) this.budget.growForInstance(workOfModule + 2 * blocks * workOfInstance);
    return this.budget.spend(workOfModule) && this.budget.spendAgain(`module ${directory}`, blocks * workOfInstance);
  }

  /** What is known beforehand of a registry's module that is not here. */
  #standIn(call: ModuleCall, from: string): ModuleSource | undefined {
    const version = call.get("version");
    const isTold = version.state === "known" || (version.state === "absent" && !call.broken);
    const standIn = isTold
      ? standInFor(from, version.state === "known" ? String(version.value) : undefined)
      : undefined;
    if (!standIn) return undefined;
    const file = fileOf(standIn, call.address);
    return {
      directory: file.uri.slice(0, file.uri.lastIndexOf("/")),
      files: [file],
      read: () => undefined,
      open: () => undefined,
      complete: standIn.complete,
    };
  }

  /** Whether this module or one that leads to it is that directory: a call in a circle is not entered. */
  #isWithin(directory: string): boolean {
    for (let module: Module | undefined = this; module; module = module.call?.module)
      if (module.directory === directory) return true;
    return false;
  }

  /** Calls of modules that are not here, stood in for or not: what is handed to them may be completed inside. */
  get unopened(): readonly BlockSection[] {
    return this.blocks("module").filter((call) => calledBy(call).every(({ isStandIn }) => isStandIn) && !isNever(call));
  }

  /** Calls that lead to no module, and to no stand-in either. */
  get unread(): readonly BlockSection[] {
    return this.blocks("module").filter((call) => calledBy(call).length === 0 && !isNever(call));
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
      const call = module.#callOf(name);
      const child = call && calledBy(call).find((one) => one.call?.key === key);
      if (!child) return undefined;
      module = child;
    }
    return module;
  }

  /** The call of a name: one that leads somewhere, where several have it. */
  #callOf(name: string): BlockSection | undefined {
    const calls = this.blocksNamed("module", name);
    return calls.length > 1 ? (calls.findLast((each) => calledBy(each).length > 0) ?? calls.at(-1)) : calls[0];
  }

  read(path: string): string | undefined {
    let text = this.#reads.get(path);
    if (!text) {
      text = new Input(this.#source.read(path));
      this.#reads.set(path, text);
    }
    return text.get();
  }

  list(path: string): Folder | undefined {
    let folder = this.#folders.get(path);
    if (!folder) {
      folder = new Input(this.#source.list?.(path));
      this.#folders.set(path, folder);
    }
    return folder.get();
  }

  /** The resource that a reference of this tree names; the first instance where it does not say which. */
  find(reference: Reference): Resource | undefined {
    const { module, mode, type, name } = reference;
    if (mode !== "resource" && mode !== "data") return undefined;
    const holder = this.#at(module);
    const instances = holder ? holder.#instancesOf(mode, type, name) : [];
    return instances.find((instance) => instance.answersTo(reference)) ?? instances[0];
  }

  follow(
    root: string,
    steps: readonly Step[],
    at: Place,
  ): { readonly value: Value; readonly used: number } | undefined {
    const [first] = steps;
    switch (root) {
      case "var":
      case "local":
        return { value: this.#valueOf(`${root}.${first}`, at), used: 1 };
      case "module":
        return this.#output(steps, at);
      case "data":
        return this.#attribute("data", String(first), steps.slice(1), at, 1);
      case "path":
        return { value: first === "module" ? known(".", at) : unknown(at), used: 1 };
      case "each":
      case "count":
      case "self":
      case "terraform":
      case "ephemeral":
        return { value: unknown(at), used: 1 };
      default:
        return this.#attribute("resource", root, steps, at, 0);
    }
  }

  /** What a variable holds here: the call's argument, else tfvars, else its default. */
  variable(name: string, at: Place): Value {
    const value = variableValue(this, name, at);
    const reference = { module: this.address, mode: "var", type: "var", name, attribute: "" } as const;
    return { ...value, refs: [...(value.refs ?? []), reference] };
  }

  /** The value of a name, one that depends on itself is unknown: `var.x`, `local.x`, `output.x`. */
  named(name: string, at: Place): Value {
    const dot = name.indexOf(".");
    const [kind, rest] = [name.slice(0, dot), name.slice(dot + 1)];
    if (kind === "var") return this.variable(rest, at);
    if (kind === "local") return this.#local(rest, at);
    const [block] = this.blocksNamed("output", rest);
    const expression = block?.attribute("value")?.value;
    return block && expression ? block.value(expression) : unknown(at);
  }

  /** Where a local is written, and as what. */
  local(name: string): Local | undefined {
    return locals(this, name);
  }

  #local(name: string, at: Place): Value {
    const local = locals(this, name);
    if (!local) return unknown(at);
    const value = evaluate(local.expression, local.section);
    const reference = { module: this.address, mode: "local", type: "local", name, attribute: "" } as const;
    return { ...value, refs: [...(value.refs ?? []), reference] };
  }

  #valueOf(name: string, at: Place): Value {
    const value = namedValues(this, name);
    // what stands nowhere stands where it is asked for
    return value.at === nowhere ? { ...value, at } : value;
  }

  /** `module.m.x`, `module.m["k"].x`, and the whole of a module or of all its instances. */
  #output(steps: readonly Step[], at: Place): { readonly value: Value; readonly used: number } {
    const name = String(steps[0]);
    const call = this.#callOf(name);
    const repetition = call ? repetitionOf(call) : once;
    const keyed = repetition.by ? 1 : 0;
    const output = steps[1 + keyed];
    const used = Math.min(steps.length, 2 + keyed);
    const reference: Reference = {
      module: this.address,
      mode: "module",
      type: "module",
      name,
      attribute: String(output ?? ""),
    };
    const told = (value: Value) => ({ value: { ...value, refs: [...(value.refs ?? []), reference] }, used });
    const unseen = told(unknown(at));
    if (!call) return unseen;
    const [, step] = steps;
    const { by } = repetition;
    if (by && step === undefined) return told(this.#everyInstance(call, repetition, at));
    const child = by && step !== undefined ? instanceAt(call, repetition, step) : calledBy(call)[0];
    if (!child) return unseen;
    if (output === undefined) return told(child.#outputs(at));
    if (typeof output !== "string" || !child.blocksNamed("output", output)[0]?.attribute("value")) return unseen;
    return told(child.#valueOf(`output.${output}`, at));
  }

  /** A list for `count`, a map for `for_each`; unknown where it is not known how many there are. */
  #everyInstance(call: BlockSection, repetition: Repetition, at: Place): Value {
    const { by, steps } = repetition;
    const found = steps?.map((step) => [step, instanceAt(call, repetition, step)] as const);
    if (!found || found.some(([, child]) => !child)) return unknown(at);
    const outputs = new Map<Module, Value>();
    const outputsOf = (child: Module | undefined): Value => {
      if (!child) return unknown(at);
      const value = outputs.get(child) ?? child.#outputs(at);
      outputs.set(child, value);
      return value;
    };
    if (by === "count") return { state: "list", at, items: found.map(([, child]) => outputsOf(child)), open: false };
    const entries = new Map(found.map(([step, child]) => [String(step), { key: at, value: outputsOf(child) }]));
    return { state: "mapping", at, entries, open: false };
  }

  /** What a module hands to its caller, as one object. */
  #outputs(at: Place): Value {
    const entries = new Map<string, Entry>();
    for (const block of this.blocks("output")) {
      const name = labelOf(block);
      if (block.attribute("value")) entries.set(name, { key: at, value: this.#valueOf(`output.${name}`, at) });
    }
    return { state: "mapping", at, entries, open: this.isStandIn || this.isUnreadable };
  }

  #attribute(mode: "resource" | "data", type: string, steps: readonly Step[], at: Place, skipped: number) {
    const [name] = steps;
    if (typeof name !== "string") return { value: unknown(at), used: skipped };
    const { keyed, value } = written(this, JSON.stringify([mode, type, ...steps.slice(0, 3)]));
    const attribute = steps[keyed ? 2 : 1];
    const used = skipped + 1 + (keyed ? 1 : 0) + (typeof attribute === "string" ? 1 : 0);
    const reference: Reference = {
      module: this.address,
      mode,
      type,
      name,
      attribute: typeof attribute === "string" ? attribute : "",
      ...(keyed && { key: keyOf(steps[1]) }),
    };
    const isRendered = type === "template_file" && attribute === "rendered";
    const file = isRendered ? this.#instanceNamed(mode, type, steps).resource : undefined;
    const own = file ? rendered(file, at) : value;
    if (!own) return { value: { ...unknown(at), refs: [reference] }, used };
    return { value: { ...own, refs: [...(own.refs ?? []), reference] }, used };
  }

  /** What is written of what a traversal leads to; no value where nothing is, or where only AWS knows. */
  written(mode: "resource" | "data", type: string, [name = "", index, last]: readonly Step[]): Written {
    const { keyed, resource } = this.#instanceNamed(mode, type, [name, index]);
    const attribute = keyed ? last : index;
    if (!resource || typeof attribute !== "string" || !resource.attribute(attribute)) return { keyed };
    const value = resource.get(attribute);
    return value.state === "absent" || value.state === "unknown" ? { keyed } : { keyed, value };
  }

  #instanceNamed(mode: "resource" | "data", type: string, [name, index]: readonly (Step | undefined)[]) {
    const named = this.#instancesOf(mode, type, String(name));
    // `x["k"]`, `x[0]` and, for a single instance, `x` itself; a known attribute named as a step comes after it
    const keyed = typeof index === "number" || named.some((resource) => resource.key === keyOf(index));
    return { keyed, resource: (keyed ? named.find(({ key }) => key === keyOf(index)) : undefined) ?? named[0] };
  }
}

/** What a block says to who refers to it. */
interface Written {
  /** Whether the second step is an instance's key. */
  readonly keyed: boolean;
  readonly value?: Value;
}

/** What a `template_file` of the provider of templates comes to. */
function rendered(file: Resource, at: Place): Value {
  const template = file.get("template");
  const names = file.get("vars");
  if (template.state !== "known" || typeof template.value !== "string") return unknown(at);
  const given: Value = names.state === "absent" ? { state: "mapping", at, entries: new Map(), open: false } : names;
  return allowing(
    file.budget,
    () => at,
    () => filledTemplate(String(template.value), given, at, file),
  );
}

const nowhere: Place = { uri: "", start: 0, end: 0 };

const noModules: readonly Module[] = [];

const labelOf = ({ block }: BlockSection): string => block.labels[0]?.text ?? "";

const isJson = ({ uri, syntax }: SourceFile): boolean =>
  syntax === "json" && !isConfiguration(uri) && !isVariables(uri);

/** What the top level of a file comes to: how many resources, and which modules it calls by a path. */
const outlineOf = fact(({ uri, chunks }: SourceFile) => {
  let resources = 0;
  const calls: string[] = [];
  if (isConfiguration(uri))
    for (const { tree } of chunks)
      for (const item of tree.body.items)
        if (item.kind === "block") {
          if (item.type.text === "resource") resources++;
          else if (item.type.text === "module") calls.push(...openingsIn(item));
        }
  return { resources, calls };
});

/** What a call says of where its module is, where that is written out. */
function openingsIn({ labels, body }: Block): readonly string[] {
  return body.items.flatMap((item) => {
    if (item.kind !== "attribute" || item.name.text !== "source" || item.value.kind !== "template") return [];
    const [only, ...others] = item.value.parts;
    return only?.kind === "text" && others.length === 0 ? [openingKey(only.value, labels[0]?.text ?? "")] : [];
  });
}

/** How many resources are written in a module and in those that it calls, each as often as it is called. */
function weightOf(source: ModuleSource | undefined): number {
  let weight = 0;
  let visited = 0;
  const visit = (one: ModuleSource | undefined, depth: number): void => {
    if (!one || depth > modulesDeep || ++visited > mostWeighed) return;
    for (const file of one.files) {
      const { resources, calls } = outlineOf(file);
      weight += resources;
      for (const opening of calls) visit(openedBy(one, opening), depth + 1);
    }
  };
  visit(source, 0);
  // what could not be looked through to its end is more than can be copied
  return visited > mostWeighed ? mostCopied : Math.max(1, weight);
}

const openingKey = (from: string, name: string): string => `${name} ${from}`;

/** A label holds no blank that could be taken for the end of the name. */
function openedBy(source: ModuleSource, key: string): ModuleSource | undefined {
  const blank = key.indexOf(" ");
  return source.open(key.slice(blank + 1), key.slice(0, blank));
}

/** Sets a list anew where one of its items is another. */
function setItems<Item>(input: Input<readonly Item[]>, items: readonly Item[]): void {
  if (!areSame(input.now, items)) input.set(items);
}

/** The same folder as before where the same is in it. */
const alike = (before: Folder | undefined, now: Folder | undefined): Folder | undefined =>
  before && now && areSame(before.files, now.files) && areSame(before.folders ?? [], now.folders ?? []) ? before : now;

/** Sets anew what is still read, and forgets the rest. */
function renew<Value>(inputs: Map<string, Input<Value>>, read: (key: string) => Value): void {
  for (const [key, input] of inputs)
    if (input.isRead) input.set(read(key));
    else inputs.delete(key);
}

// ── queries

const instancesOf = memo((block: BlockSection): readonly Resource[] => [...instances(block)], {
  inCycle: (block) => (block.block.labels.length < 2 ? [] : [ofUnknownNumber(block, "each", false)]),
});

/** By `kind type`; all for an empty key. */
const resources = memoBy(
  (module: Module, key: string): readonly Resource[] => {
    if (key === "") return ["resource", "data"].flatMap((kind) => module.blocks(kind).flatMap(instancesOf));
    const [kind = "", type = ""] = key.split(" ");
    return module.blocksNamed(kind, type).flatMap(instancesOf);
  },
  { equals: areSame, inCycle: () => [] },
);

const calledBy = memo((call: BlockSection) => call.module.enter(call), { equals: areSame, inCycle: () => noModules });

/** The module of one instance of a call, also where it is looked at as one with others. */
function instanceAt(call: BlockSection, { by, steps }: Repetition, step: Step): Module | undefined {
  const key = keyOf(by === "count" ? Number(step) : String(step));
  if (steps?.every((other) => keyOf(other) !== key)) return undefined;
  const modules = calledBy(call);
  return modules.find((module) => module.call?.key === key || module.call?.key === "");
}

const childrenOf = memo(
  (module: Module): ReadonlyMap<string, Module> =>
    new Map(
      module
        .blocks("module")
        .flatMap((call) => calledBy(call).map((child) => [labelOf(call) + (child.call?.key ?? ""), child] as const)),
    ),
  { equals: (a, b) => areSame([...a.keys()], [...b.keys()]) && areSame([...a.values()], [...b.values()]) },
);

const isLibrary = memo(
  (module: Module): boolean =>
    !module.call &&
    !module.given &&
    !module.isRunHere &&
    module.blocks("provider").length === 0 &&
    module.blocks("variable").some((variable) => !variable.attribute("default")),
);

const treeOf = memo(
  (module: Module): readonly Module[] => [module, ...[...module.children.values()].flatMap((child) => child.tree())],
  { equals: areSame },
);

/** A local as it is written. */
interface Local {
  readonly section: BlockSection;
  readonly expression: Expression;
}

const localsOf = memo(
  (module: Module): ReadonlyMap<string, Local> =>
    new Map(
      module
        .blocks("locals")
        .flatMap((section) =>
          section.body.items.flatMap((item) =>
            item.kind === "attribute" ? [[item.name.text, { section, expression: item.value }] as const] : [],
          ),
        ),
    ),
);

/** The definition of a local, so that who reads one hears nothing of the others. */
const locals = memoBy((module: Module, name: string) => localsOf(module).get(name), {
  equals: (a, b) => a?.section === b?.section && a?.expression === b?.expression,
});

const namedValues = memoBy((module: Module, name: string): Value => module.named(name, nowhere), {
  equals: isSameValue,
  inCycle: () => unknown(nowhere),
});

/** By the traversal: who asks a block for what only AWS knows hears nothing of what is written in it. */
const written = memoBy(
  (module: Module, traversal: string): Written => {
    const [mode, type, ...steps] = JSON.parse(traversal) as ["resource" | "data", string, ...Step[]];
    return module.written(mode, type, steps);
  },
  {
    equals: (a, b) => a.keyed === b.keyed && (a.value && b.value ? isSameValue(a.value, b.value) : a.value === b.value),
  },
);

const instance = (section: BlockSection, bindings: Bindings, key: string, certain: boolean): Resource =>
  new Resource(section.module, section.anchor, section.block, section.broken, {
    bindings,
    key,
    certain: certain && section.module.certain,
  });

/** All instances as one, of which `count` or `each` is not known. */
const ofUnknownNumber = (section: BlockSection, name: "count" | "each", certain: boolean): Resource =>
  instance(section, new Map([[name, unknown(section.header)]]), "", certain);

function* instances(section: BlockSection): Iterable<Resource> {
  const { module, block } = section;
  const { budget } = module;
  const make = (bindings: Bindings, key: string, certain: boolean) => instance(section, bindings, key, certain);
  if (block.labels.length < 2) return;
  const count = section.attribute("count");
  const forEach = section.attribute("for_each");
  if (isNever(section)) return;
  if (!count && !forEach) return yield make(noBindings, "", enabled(section)?.state !== "unknown");
  const speaksOf = (name: string): boolean =>
    section.written().some(({ file, at }) => file.text.slice(at.start, at.end).includes(name));
  const affords = (number: number): boolean => {
    if (number > mostInstances) return false;
    if (budget.spend((number - 1) * workOfInstance)) return true;
    budget.exceeds(section.header);
    return false;
  };
  if (count) {
    const value = section.get("count");
    const number = value.state === "known" ? Number(value.value) : undefined;
    if (number === undefined || !speaksOf("count.index") || !affords(number))
      return yield ofUnknownNumber(section, "count", number !== undefined);
    for (let index = 0; index < number; index++) {
      yield make(new Map([["count", countOf(index, section.place(count.value))]]), `[${index}]`, true);
    }
    return;
  }
  const over = section.get("for_each");
  const all = over.state === "unknown" || !speaksOf("each.") ? [] : [...each(over)].slice(0, mostInstances + 1);
  if (all.length === 0 || !affords(all.length) || all.some(([key]) => key.state !== "known"))
    return yield ofUnknownNumber(section, "each", over.state !== "unknown");
  for (const [index, value] of all) {
    // for_each runs over maps and sets only, and the key of a set's element is the element
    const key = over.state === "list" ? value : index;
    if (key.state !== "known") continue;
    yield make(new Map([["each", eachOf(key, value)]]), keyOf(String(key.value)), true);
  }
}
