import { areSame, memo } from "../query/engine.ts";
import { KeyedInputs } from "../query/keyed-inputs.ts";
import { standInFor } from "../registry/registry.ts";
import { fileOf } from "../registry/stand-in.ts";
import { configurationOf } from "./files.ts";
import { workOfInstance } from "./instances.ts";
import type { Module } from "./module.ts";
import { ModuleCall } from "./module-call.ts";
import { type ModuleSource, modulesDeep, openedBy, openingKey, outlineOf, weightOf } from "./module-source.ts";
import { isNever, keyOf, type Repetition, repetitionOf } from "./repetition.ts";
import type { Step } from "./scope.ts";
import type { BlockSection } from "./section.ts";

/** What a budget is charged for entering a called module. */
const workOfModule = 4_000;

/** The most resources that come of the instances of one call, as they are written; beyond it what all have in common is looked at. */
const mostCopied = 400;

const noModules: readonly Module[] = [];

/** What a call leads to, and what it says of where that is. */
interface Called {
  readonly from: string;
  readonly directory: string;
  /** By the key of the instance. */
  readonly instances: ReadonlyMap<string, Module>;
}

/** The calls of one module, and the modules that they lead to. */
export class ModuleCalls {
  readonly #module: Module;
  readonly #make: (source: ModuleSource, call: ModuleCall) => Module;
  #source: ModuleSource;
  /** How many calls lead to the module. */
  readonly #depth: number;
  /** How often the module is there through all the instances of those. */
  readonly #copies: number;
  readonly #openings = new Map<BlockSection, string>();
  readonly #called = new Map<BlockSection, Called>();
  /** What openings lead to at this version. */
  readonly #opened = new Map<string, ModuleSource | undefined>();
  readonly #directories = new KeyedInputs((opening) => this.#open(opening)?.directory);
  readonly #weights = new KeyedInputs((opening) => weightOf(this.#open(opening), mostCopied));

  constructor(module: Module, source: ModuleSource, make: (source: ModuleSource, call: ModuleCall) => Module) {
    const { call } = module;
    this.#module = module;
    this.#source = source;
    this.#make = make;
    this.#depth = call ? call.module.calls.#depth + 1 : 0;
    this.#copies = call ? call.module.calls.#copies * call.number : 1;
  }

  /** Lets go of blocks that are no more. */
  forget(blocks: Iterable<BlockSection>): void {
    for (const block of blocks) {
      this.#called.delete(block);
      this.#openings.delete(block);
    }
  }

  /** Takes all that is called to another version. */
  update(source: ModuleSource): void {
    this.#source = source;
    this.#opened.clear();
    const said = new Set(this.#openings.values());
    for (const inputs of [this.#directories, this.#weights]) {
      inputs.keep(said);
      inputs.renew();
    }
    for (const [call, { from, directory, instances }] of this.#called) {
      const next = this.#open(openingKey(from, nameOf(call)));
      if (next?.directory === directory) for (const module of instances.values()) module.update(next);
      else this.#called.delete(call);
    }
  }

  /** Calls of modules that are not here, stood in for or not: what is handed to them may be completed inside. */
  get unopened(): readonly BlockSection[] {
    return this.#leadingTo((modules) => modules.every(({ isStandIn }) => isStandIn));
  }

  /** Calls that lead to no module, and to no stand-in either. */
  get unread(): readonly BlockSection[] {
    return this.#leadingTo((modules) => modules.length === 0);
  }

  /** Calls that make something. How often is only asked of those that lead there, since that is another with each of the values. */
  #leadingTo(is: (modules: readonly Module[]) => boolean): readonly BlockSection[] {
    return this.#module.blocks("module").filter((call) => is(calledBy(call)) && !isNever(call));
  }

  /** Directories here that calls lead to which make nothing: `count = 0`, an empty `for_each`. */
  get directoriesSpared(): readonly string[] {
    return this.#module.blocks("module").flatMap((call) => {
      const from = fromOf(call);
      if (from === undefined || !isNever(call)) return [];
      const directory = this.#directories.get(this.#opening(call, from));
      return directory === undefined || this.#isWithin(directory) ? [] : directory;
    });
  }

  /** The modules of a call, looked for: one for each instance that can be told apart. */
  enter(call: BlockSection): readonly Module[] {
    if (this.#depth > modulesDeep) return noModules;
    const from = fromOf(call);
    if (from === undefined || isNever(call)) return noModules;
    const key = this.#opening(call, from);
    const directory = this.#directories.get(key);
    const opening = directory === undefined ? undefined : key;
    const repetition = repetitionOf(call);
    const told = this.#told(repetition, opening);
    const before = this.#called.get(call);
    const kept = before?.from === from && before.directory === directory ? before.instances : undefined;
    const instances = new Map<string, Module>();
    for (const [key, number] of told) {
      const one = new ModuleCall(call, repetition, key, number);
      const module = kept?.get(one.id) ?? this.#enterOne(one, from, opening);
      if (!module) return noModules;
      instances.set(one.id, module);
    }
    if (directory !== undefined) this.#called.set(call, { from, directory, instances });
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
      this.#copies * steps.length * (opening === undefined ? 1 : this.#weights.get(opening)) > mostCopied;
    return isOne || isTooMuch() ? [["", 1]] : steps.map((step) => [keyOf(step), steps.length]);
  }

  #enterOne(call: ModuleCall, from: string, opening: string | undefined): Module | undefined {
    const source = opening === undefined ? standIn(call, from) : this.#open(opening);
    if (!source || this.#isWithin(source.directory)) return undefined;
    if (this.#affords(source, this.#copies * call.number > 1)) return this.#make(source, call);
    this.#module.budget.exceeds(call.header);
    return undefined;
  }

  /** Whether a module may be entered: once for what its files allow for, and as often more as there is room. */
  #affords({ directory, files }: ModuleSource, isCopy: boolean): boolean {
    const { budget } = this.#module;
    let blocks = 0;
    for (const file of configurationOf(files)) blocks += outlineOf(file).resources;
    if (isCopy) budget.growForInstance(workOfModule + 2 * blocks * workOfInstance);
    return budget.spend(workOfModule) && budget.spendAgain(`module ${directory}`, blocks * workOfInstance);
  }

  #opening(call: BlockSection, from: string): string {
    const key = openingKey(from, nameOf(call));
    this.#openings.set(call, key);
    return key;
  }

  #open(opening: string): ModuleSource | undefined {
    if (!this.#opened.has(opening)) this.#opened.set(opening, openedBy(this.#source, opening));
    return this.#opened.get(opening);
  }

  /** Whether this module or one that leads to it is that directory: a call in a circle is not entered. */
  #isWithin(directory: string): boolean {
    for (let module: Module | undefined = this.#module; module; module = module.call?.module)
      if (module.directory === directory) return true;
    return false;
  }
}

const nameOf = ({ block }: BlockSection): string => block.labels[0]?.text ?? "";

/** What a call says of where its module is. */
function fromOf(call: BlockSection): string | undefined {
  const from = call.get("source");
  return from.state === "known" && typeof from.value === "string" ? from.value : undefined;
}

/** What is known beforehand of a registry's module that is not here. */
function standIn(call: ModuleCall, from: string): ModuleSource | undefined {
  const version = call.get("version");
  const isTold = version.state === "known" || (version.state === "absent" && !call.broken);
  const found = isTold ? standInFor(from, version.state === "known" ? String(version.value) : undefined) : undefined;
  if (!found) return undefined;
  const file = fileOf(found, call.address);
  return {
    directory: file.uri.slice(0, file.uri.lastIndexOf("/")),
    files: [file],
    read: () => undefined,
    open: () => undefined,
    complete: found.complete,
  };
}

/** The modules of a call, one for each instance that can be told apart. */
export const calledBy = memo((call: BlockSection) => call.module.calls.enter(call), {
  equals: areSame,
  inCycle: () => noModules,
});

/** The call of a name: one that leads somewhere, where several have it. */
export function callNamed(module: Module, name: string): BlockSection | undefined {
  const calls = module.blocksNamed("module", name);
  return calls.length > 1 ? (calls.findLast((each) => calledBy(each).length > 0) ?? calls.at(-1)) : calls[0];
}

/** The module of one instance of a call, also where it is looked at as one with others. */
export function instanceAt(call: BlockSection, { by, steps }: Repetition, step: Step): Module | undefined {
  const key = keyOf(by === "count" ? Number(step) : String(step));
  if (steps?.every((other) => keyOf(other) !== key)) return undefined;
  const modules = calledBy(call);
  return modules.find((module) => module.call?.key === key || module.call?.key === "");
}

/** The modules that a module calls and that are here, or are stood in for, by the call's name and the instance's key. */
export const childrenOf = memo(
  (module: Module): ReadonlyMap<string, Module> =>
    new Map(
      module
        .blocks("module")
        .flatMap((call) => calledBy(call).map((child) => [nameOf(call) + (child.call?.key ?? ""), child] as const)),
    ),
  { equals: (a, b) => areSame([...a.keys()], [...b.keys()]) && areSame([...a.values()], [...b.values()]) },
);

/** A module and every one below it, each before those that it calls. */
export const treeOf = memo(
  (module: Module): readonly Module[] => [module, ...[...module.children.values()].flatMap((child) => child.tree())],
  { equals: areSame },
);
