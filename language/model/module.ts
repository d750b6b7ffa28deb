import type { ActionData } from "../policy/actions.ts";
import { standInFor } from "../registry/registry.ts";
import { fileOf, isInStandIn } from "../registry/stand-in.ts";
import type { Place } from "../syntax/text.ts";
import type { Block, Chunk, Expression, SourceFile } from "../syntax/tree.ts";
import { ask, unrecorded } from "./asked.ts";
import { Budget } from "./budget.ts";
import { evaluate } from "./evaluate.ts";
import { fails, marked } from "./failure.ts";
import { isConfiguration, isVariables } from "./files.ts";
import { Resource } from "./resource.ts";
import type { Scope, Step } from "./scope.ts";
import { type Bindings, BlockSection, each, namelessScope, noBindings } from "./section.ts";
import { Trail } from "./trail.ts";
import { known, type Reference, unknown, type Value } from "./value.ts";
import { variableValue } from "./variables.ts";

/** Where a module's files come from: the model itself reads nothing. */
export interface ModuleSource {
  /** URI of the directory, without a slash at its end. */
  readonly directory: string;
  /** Everything in the directory that is read: configuration, variables, JSON. */
  readonly files: readonly SourceFile[];
  /** How many values are read of a JSON file; all where it is not said. */
  readonly mostValues?: number | undefined;
  /** Text of another file in the directory or below it; undefined where there is none. */
  read(path: string): string | undefined;
  /** The module that a call leads to, undefined where it is not here. `name` is the call's label. */
  open(source: string, name: string): ModuleSource | undefined;
  /** What AWS has of services and actions; undefined as long as it is not loaded. */
  readonly actions?: ActionData | undefined;
  /** Of a root: variables that calls elsewhere set, whatever its own defaults are. */
  readonly given?: ReadonlySet<string> | undefined;
  /** Of a stand-in, which leaves out the most: types of which it has every resource. */
  readonly complete?: readonly string[] | undefined;
}

/** One JSON file that is not Terraform: a policy, a template. */
export interface JsonFile {
  readonly file: SourceFile;
  readonly value: Expression;
  readonly scope: Scope;
}

const modulesDeep = 8;

/** What a budget is charged for entering a called module and for each instance of a block after the first: rules go over them. */
const workOfModule = 4_000;
const workOfInstance = 2_500;

/** One directory of Terraform as it is called: the unit in which names resolve. */
export class Module {
  readonly source: ModuleSource;
  /** "" for the root, `module.db`, `module.a.module.b`. */
  readonly address: string;
  /** The block that calls it; undefined for a root. */
  readonly call: BlockSection | undefined;
  /** What it and the modules that it calls have followed and read; a later version of the same tree goes on with it. */
  readonly trail: Trail;
  /** What earlier versions of the tree have read. As soon as it is asked for anything, a version may read the same anew. */
  readonly readBefore: Trail["read"];
  /** What all that is computed of the whole tree draws on. */
  readonly budget: Budget;
  /** The module that Terraform is run in; itself for a root. */
  readonly root: Module;
  /** What has been computed of it, by who computes it: it goes with the module, and a module is never changed. */
  readonly remembered = new Map<object, unknown>();
  readonly #blocks = new Map<string, BlockSection[]>();
  #resources: readonly Resource[] | undefined;
  readonly #blocksByType = new Map<string, BlockSection[]>();
  readonly #byType = new Map<string, readonly Resource[]>();
  #blocksByName: ReadonlyMap<string, BlockSection> | undefined;
  readonly #instances = new Map<BlockSection, readonly Resource[]>();
  #expanding = false;
  #children: Map<string, Module> | undefined;
  /** Of a root: how many modules of its tree are just looking for those that they call. */
  #searching = 0;
  #tree: readonly Module[] | undefined;
  #byAddress: ReadonlyMap<string, Module> | undefined;
  readonly #named = new Map<string, { readonly value: Value; readonly at: Place }>();
  readonly #following = new Set<string>();
  #locals: Map<string, { readonly section: BlockSection; readonly expression: Expression }> | undefined;

  constructor(source: ModuleSource, call?: BlockSection, trail = new Trail(), budget = new Budget()) {
    this.source = source;
    this.call = call;
    this.trail = trail;
    this.readBefore = call ? [] : trail.read;
    this.budget = budget;
    this.root = call?.module.root ?? this;
    this.address = call ? join(call.module.address, call.block.labels[0]?.text ?? "") : "";
    for (const file of source.files) {
      budget.growFor(file);
      if (isConfiguration(file.uri))
        for (const chunk of file.chunks)
          for (const item of chunk.part.body.items) if (item.kind === "block") this.#add(file, chunk, item);
    }
  }

  #add(file: SourceFile, chunk: Chunk, block: Block): void {
    const section = new BlockSection(this, file, chunk.start, block, noBindings, chunk.part.broken);
    const kind = block.type.text;
    const others = this.#blocks.get(kind);
    if (others) others.push(section);
    else this.#blocks.set(kind, [section]);
    const key = `${kind} ${block.labels[0]?.text ?? ""}`;
    const ofType = this.#blocksByType.get(key);
    if (ofType) ofType.push(section);
    else this.#blocksByType.set(key, [section]);
  }

  /** What AWS has of services and actions: what needs it is silent as long as it is undefined. */
  get actions(): ActionData | undefined {
    return this.source.actions;
  }

  get files(): readonly SourceFile[] {
    ask("files");
    return this.source.files;
  }

  /** Top-level blocks of one kind: `variable`, `provider`, `terraform`, `output`, `module`, … */
  blocks(kind: string): readonly BlockSection[] {
    ask(kind);
    return this.#blocks.get(kind) ?? [];
  }

  /** Every `resource` and `data` block, one for each instance that can be told apart. */
  get resources(): readonly Resource[] {
    ask("resource");
    ask("data");
    this.#resources ??= ["resource", "data"].flatMap((kind) =>
      this.blocks(kind).flatMap((block) => this.instances(block)),
    );
    return this.#resources;
  }

  /** Managed resources of a type. */
  ofType(type: string): readonly Resource[] {
    return this.#declared("resource", type);
  }

  /** Data sources of a type. */
  data(type: string): readonly Resource[] {
    return this.#declared("data", type);
  }

  #declared(kind: "resource" | "data", type: string): readonly Resource[] {
    const key = `${kind} ${type}`;
    ask(key);
    const seen = this.#byType.get(key);
    if (seen) return seen;
    const found = (this.#blocksByType.get(key) ?? []).flatMap((block) => this.instances(block));
    if (!this.#expanding) this.#byType.set(key, found);
    return found;
  }

  /** The instances of one block. */
  #called(kind: "resource" | "data", type: string, name: string): readonly Resource[] {
    this.#blocksByName ??= new Map(
      [...this.#blocksByType].flatMap(([key, blocks]) =>
        blocks.map((block) => [`${key} ${block.block.labels[1]?.text ?? ""}`, block] as const),
      ),
    );
    const block = this.#blocksByName.get(`${kind} ${type} ${name}`);
    return block ? this.instances(block) : [];
  }

  /** The instances of a `resource` or `data` block. A `for_each` can lead through other resources back to its own: while it is followed the block has no instances. */
  instances(block: BlockSection): readonly Resource[] {
    const seen = this.#instances.get(block);
    if (seen) return seen;
    this.#instances.set(block, []);
    const before = this.#expanding;
    this.#expanding = true;
    const found = [...instances(block)];
    this.#expanding = before;
    this.#instances.set(block, found);
    return found;
  }

  /** The modules that this one calls and that are here, or are stood in for, by the call's name. */
  get children(): ReadonlyMap<string, Module> {
    if (this.#children) return this.#children;
    const children = new Map<string, Module>();
    this.#children = children;
    if (this.address.split(".").length / 2 > modulesDeep) return children;
    this.root.#searching++;
    for (const call of this.blocks("module")) {
      const name = call.block.labels[0]?.text ?? "";
      const from = call.get("source");
      if (from.state !== "known" || typeof from.value !== "string" || isNever(call)) continue;
      const source = this.source.open(from.value, name) ?? this.#standIn(call, from.value);
      if (!source || this.#calls(source.directory)) continue;
      if (this.#affords(source)) children.set(name, new Module(source, call, this.trail, this.budget));
      else this.budget.exceeds(call.header);
    }
    this.root.#searching--;
    return children;
  }

  /** Whether a module may be entered: once for what its files allow for, and as often more as there is room. */
  #affords({ directory, files }: ModuleSource): boolean {
    let blocks = 0;
    for (const { uri, chunks } of files)
      if (isConfiguration(uri))
        for (const { part } of chunks)
          for (const item of part.body.items) if (item.kind === "block" && item.type.text === "resource") blocks++;
    return this.budget.spend(workOfModule) && this.budget.spendAgain(`module ${directory}`, blocks * workOfInstance);
  }

  /** What is known beforehand of a registry's module that is not here. */
  #standIn(call: BlockSection, from: string): ModuleSource | undefined {
    const version = call.get("version");
    const isTold = version.state === "known" || (version.state === "absent" && !call.broken);
    const standIn = isTold
      ? standInFor(from, version.state === "known" ? String(version.value) : undefined)
      : undefined;
    if (!standIn) return undefined;
    const file = fileOf(standIn, join(this.address, call.block.labels[0]?.text ?? ""));
    return {
      directory: file.uri.slice(0, file.uri.lastIndexOf("/")),
      files: [file],
      read: () => undefined,
      open: () => undefined,
      actions: this.actions,
      complete: standIn.complete,
    };
  }

  /** Whether it is not here and only some of what it does is known; nobody can look at its files. */
  get isStandIn(): boolean {
    return this.source.files.some(isInStandIn);
  }

  /** Whether this module or one that leads to it is that directory: a call in a circle is not entered. */
  #calls(directory: string): boolean {
    for (let module: Module | undefined = this; module; module = module.call?.module)
      if (module.source.directory === directory) return true;
    return false;
  }

  /** Calls of modules that are not here, stood in for or not: what is handed to them may be completed inside. */
  get unopened(): readonly BlockSection[] {
    return this.blocks("module").filter(
      (call) => (this.children.get(call.block.labels[0]?.text ?? "")?.isStandIn ?? true) && !isNever(call),
    );
  }

  /** This module and every one below it, each before those that it calls. */
  tree(): readonly Module[] {
    if (this.#tree) return this.#tree;
    const tree: Module[] = [this];
    for (const child of this.children.values()) for (const module of child.tree()) tree.push(module);
    if (this.root.#searching === 0) this.#tree = tree;
    return tree;
  }

  /** The module of this tree at an address. */
  #at(address: string): Module | undefined {
    const { root } = this;
    if (root.#byAddress) return root.#byAddress.get(address);
    const modules = root.tree();
    if (root.#searching > 0) return modules.find((module) => module.address === address);
    root.#byAddress = new Map(modules.map((module) => [module.address, module]));
    return root.#byAddress.get(address);
  }

  /** JSON files that are neither Terraform nor variables. */
  *jsonFiles(): Iterable<JsonFile> {
    ask("json");
    for (const file of this.source.files) {
      if (file.syntax !== "json" || isConfiguration(file.uri) || isVariables(file.uri)) continue;
      for (const chunk of file.chunks)
        for (const item of chunk.part.body.items)
          if (item.kind === "attribute")
            yield {
              file,
              value: item.value,
              scope: namelessScope(file, chunk.start),
            };
    }
  }

  read(path: string): string | undefined {
    const text = this.source.read(path);
    this.trail.reads(this.source.directory, path, text);
    return text;
  }

  /** The resource that a reference of this tree names; the first instance where there are several. */
  find(reference: Reference): Resource | undefined {
    const module = this.#at(reference.module);
    if (!module) return undefined;
    ask(`${reference.mode} ${reference.type} ${reference.name}`);
    return reference.mode === "resource" || reference.mode === "data"
      ? module.#called(reference.mode, reference.type, reference.name)[0]
      : undefined;
  }

  follow(
    root: string,
    steps: readonly Step[],
    at: Place,
  ): { readonly value: Value; readonly used: number } | undefined {
    this.trail.follows(`${this.address} ${followed(root, steps)}`, steps);
    return unrecorded(() => this.#follow(root, steps, at));
  }

  #follow(
    root: string,
    steps: readonly Step[],
    at: Place,
  ): { readonly value: Value; readonly used: number } | undefined {
    const [first, second] = steps;
    switch (root) {
      case "var":
        return { value: this.#once(`var.${first}`, at, () => this.variable(String(first), at)), used: 1 };
      case "local":
        return { value: this.#once(`local.${first}`, at, () => this.#local(String(first), at)), used: 1 };
      case "module":
        return this.#output(String(first), second, at);
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

  #local(name: string, at: Place): Value {
    this.#locals ??= new Map(
      this.blocks("locals").flatMap((section) =>
        section.body.items.flatMap((item) =>
          item.kind === "attribute" ? [[item.name.text, { section, expression: item.value }] as const] : [],
        ),
      ),
    );
    const local = this.#locals.get(name);
    if (!local) return unknown(at);
    const value = evaluate(local.expression, local.section);
    const reference = { module: this.address, mode: "local", type: "local", name, attribute: "" } as const;
    return { ...value, refs: [...(value.refs ?? []), reference] };
  }

  /** Remembers a named value; one that depends on itself is unknown. */
  #once(key: string, at: Place, read: () => Value): Value {
    const seen = this.#named.get(key);
    // what stands nowhere stands where it is asked for, whoever asked first
    if (seen) return seen.value.at === seen.at ? placedAt(seen.value, at) : seen.value;
    if (this.#following.has(key)) return unknown(at);
    this.#following.add(key);
    const value = read();
    this.#following.delete(key);
    this.#named.set(key, { value, at });
    return value;
  }

  #output(name: string, output: Step | undefined, at: Place): { readonly value: Value; readonly used: number } {
    const reference: Reference = {
      module: this.address,
      mode: "module",
      type: "module",
      name,
      attribute: String(output ?? ""),
    };
    const nowhere = { value: { ...unknown(at), refs: [reference] }, used: output === undefined ? 1 : 2 };
    const child = this.children.get(name);
    if (!child || typeof output !== "string" || isRepeated(child.call)) return nowhere;
    const block = child.blocks("output").find((section) => section.block.labels[0]?.text === output);
    const expression = block?.attribute("value")?.value;
    if (!block || !expression) return nowhere;
    const value = child.#once(`output.${output}`, at, () => block.value(expression));
    return { value: { ...value, refs: [...(value.refs ?? []), reference] }, used: 2 };
  }

  #attribute(mode: "resource" | "data", type: string, steps: readonly Step[], at: Place, skipped: number) {
    const [name] = steps;
    if (typeof name !== "string") return { value: unknown(at), used: skipped };
    const named = this.#called(mode, type, name);
    const index = steps[1];
    // `x["k"]`, `x[0]` and, for a single instance, `x` itself; a known attribute named as a step comes after it
    const keyed = typeof index === "number" || named.some((resource) => resource.key === keyOf(index));
    const attribute = steps[keyed ? 2 : 1];
    const used = skipped + 1 + (keyed ? 1 : 0) + (typeof attribute === "string" ? 1 : 0);
    const reference: Reference = {
      module: this.address,
      mode,
      type,
      name,
      attribute: typeof attribute === "string" ? attribute : "",
    };
    const resource = (keyed ? named.find((candidate) => candidate.key === keyOf(index)) : undefined) ?? named[0];
    const computed: Value = { ...unknown(at), refs: [reference] };
    if (!resource || typeof attribute !== "string" || !resource.attribute(attribute)) return { value: computed, used };
    const value = this.#once(`${resource.localAddress}.${attribute}`, at, () => resource.get(attribute));
    if (value.state === "absent" || value.state === "unknown") return { value: computed, used };
    return { value: { ...value, refs: [...(value.refs ?? []), reference] }, used };
  }
}

/** The block or local that the first steps from a root name: `var prefix`, `resource aws_s3_bucket logs`. */
function followed(root: string, [first, second]: readonly Step[]): string {
  if (root === "var" || root === "local" || root === "module") return `${root} ${first}`;
  return root === "data" ? `data ${first} ${second}` : `resource ${root} ${first}`;
}

const placedAt = (value: Value, at: Place): Value => marked({ ...value, at }, fails(value));

const join = (module: string, name: string): string => (module === "" ? `module.${name}` : `${module}.module.${name}`);

const keyOf = (step: Step | undefined): string => (step === undefined ? "" : `[${JSON.stringify(step)}]`);

const isRepeated = (call: BlockSection | undefined): boolean =>
  call !== undefined && (call.attribute("count") !== undefined || call.attribute("for_each") !== undefined);

/** `count = 0` or an empty `for_each`. */
function isNever(section: BlockSection): boolean {
  const count = section.get("count");
  if (count.state === "known") return Number(count.value) === 0;
  const over = section.get("for_each");
  if (over.state === "list") return over.items.length === 0 && !over.open;
  return over.state === "mapping" && over.entries.size === 0 && !over.open;
}

const mostInstances = 32;

function* instances(section: BlockSection): Iterable<Resource> {
  const { module, file, origin, block, broken } = section;
  const { budget } = module;
  const make = (bindings: Bindings, key: string, certain: boolean) =>
    new Resource(module, file, origin, block, broken, { bindings, key, certain });
  if (block.labels.length < 2) return;
  const count = section.attribute("count");
  const forEach = section.attribute("for_each");
  if (!count && !forEach) return yield make(noBindings, "", true);
  if (isNever(section)) return;
  const text = file.text.slice(origin + block.start, origin + block.end);
  const affords = (number: number): boolean => {
    if (number > mostInstances) return false;
    if (budget.spend((number - 1) * workOfInstance)) return true;
    budget.exceeds(section.header);
    return false;
  };
  if (count) {
    const value = section.get("count");
    const number = value.state === "known" ? Number(value.value) : undefined;
    if (number === undefined || !text.includes("count.index") || !affords(number))
      return yield make(new Map([["count", unknown(section.header)]]), "", number !== undefined);
    for (let index = 0; index < number; index++) {
      const at = section.place(count.value);
      const entries = new Map([["index", { key: at, value: known(index, at) }]]);
      yield make(new Map([["count", { state: "mapping", at, entries, open: false }]]), `[${index}]`, true);
    }
    return;
  }
  const over = section.get("for_each");
  const all = over.state === "unknown" || !text.includes("each.") ? [] : [...each(over)].slice(0, mostInstances + 1);
  if (all.length === 0 || !affords(all.length) || all.some(([key]) => key.state !== "known"))
    return yield make(new Map([["each", unknown(section.header)]]), "", over.state !== "unknown");
  for (const [index, value] of all) {
    // for_each runs over maps and sets only, and the key of a set's element is the element
    const key = over.state === "list" ? value : index;
    if (key.state !== "known") continue;
    const entries = new Map([
      ["key", { key: key.at, value: key }],
      ["value", { key: value.at, value }],
    ]);
    const { at } = value;
    yield make(new Map([["each", { state: "mapping", at, entries, open: false }]]), keyOf(String(key.value)), true);
  }
}
