import { ask, once, remembered, unrecorded } from "../model/asked.ts";
import type { Budget } from "../model/budget.ts";
import { evaluate } from "../model/evaluate.ts";
import type { Module } from "../model/module.ts";
import { extent } from "../model/relocate.ts";
import type { Resource } from "../model/resource.ts";
import { BlockSection, type Section } from "../model/section.ts";
import { absent, known, type Reference, type Value } from "../model/value.ts";
import type { Place } from "../syntax/text.ts";
import type { Block, Call, Expression, SourceFile, Template } from "../syntax/tree.ts";
import { organizationKinds, slots } from "./carriers.ts";
import { type Draft, fromBlock, statementsOf } from "./elements.ts";
import { embedded } from "./embedded.ts";
import { type FileReading, jsonText, readFile } from "./json.ts";
import {
  type Carrier,
  type Form,
  merged,
  type Policy,
  type PolicyKind,
  type Spelling,
  type Statement,
} from "./policy.ts";
import { documentsIn, type Found, inferredKind, isCalledBoundary, statedKind } from "./recognise.ts";

/** Every policy that is written in a module, each once, at the place where it is written. */
export const policies = remembered((module): readonly Policy[] => [
  ...files(module),
  ...documents(module),
  ...written(module),
]);

/** Every statement of a module's policies. */
export const statements = remembered((module): readonly Statement[] =>
  policies(module).flatMap((policy) => policy.statements),
);

const replaced = remembered((module): ReadonlySet<Statement> => new Set(policies(module).flatMap(replacedBy)));

/** Whether a document that takes a statement in has another of the same `Sid` in its place. */
export const isReplaced = (module: Module, statement: Statement): boolean => replaced(module).has(statement);

function replacedBy(policy: Policy): readonly Statement[] {
  const taken = [...policy.sources, ...policy.overrides];
  if (taken.length === 0) return [];
  const kept = new Set(policy.effective);
  return [policy, ...taken].flatMap((other) => other.statements.filter((statement) => !kept.has(statement)));
}

const none: readonly Policy[] = [];

interface Parts {
  readonly kind: PolicyKind;
  readonly carriers: readonly Carrier[];
  readonly spelling: Spelling;
  readonly at: Place;
  readonly header: Place;
  readonly text: string;
  readonly form: Form;
  readonly version: Value;
  readonly open: boolean;
  readonly sources?: () => readonly Policy[];
  readonly overrides?: () => readonly Policy[];
}

function assembled({ sources, overrides, ...parts }: Parts, drafts: readonly Draft[]): Policy {
  const found: Statement[] = [];
  const taken = (policies: (() => readonly Policy[]) | undefined) => once(() => [...new Set(policies?.())], none);
  const [takenIn, replacing] = [taken(sources), taken(overrides)];
  const effective = once(() => merged(policy), []);
  const policy: Policy = {
    ...parts,
    // who looks at one statement sees the others through this
    get statements() {
      for (const name of whereStatementsStand) ask(name);
      return found;
    },
    get sources() {
      return takenIn();
    },
    get overrides() {
      return replacing();
    },
    // one that takes itself in, which Terraform refuses, has nothing from there
    get effective() {
      return effective();
    },
  };
  for (const draft of drafts) found.push({ ...draft, policy });
  return policy;
}

/** By what takes it, else by what a comment says; that a managed policy is a boundary can only be said. */
function kindOf([carrier]: readonly Carrier[], stated: PolicyKind | undefined): PolicyKind | undefined {
  return carrier?.kind === "identity" && stated === "boundary" ? stated : (carrier?.kind ?? stated);
}

/** What is known about a policy besides its elements. */
interface Surroundings {
  readonly carriers: readonly Carrier[];
  readonly spelling: Spelling;
  readonly text: string;
  readonly name?: string;
  readonly budget: Budget;
}

/**
 * What a budget is charged for a statement that is there again, for each value in one, and for one that is not written by itself: every rule
 * on statements goes over them.
 */
const workOfStatement = 1_500;
const workOfValue = 200;
const workOfAnother = 800;

/** Statements as far as there is room for them: a few lines can come to any number. */
function afforded(budget: Budget, at: Place, values: number, drafts: readonly Draft[], open: boolean) {
  let isWithin = budget.spend(values * workOfValue + made(drafts) * workOfAnother);
  for (const { at } of drafts) isWithin &&= budget.spendAgain(`statement ${at.uri} ${at.start}`, workOfStatement);
  if (isWithin) return { drafts, open };
  budget.exceeds(at);
  return { drafts: [], open: true };
}

/** How many actions and resources are made of others that stand at the same place, as a `for` makes them. */
function made(drafts: readonly Draft[]): number {
  const places = new Set<number>();
  let count = 0;
  for (const { actions, notActions, resources, notResources } of drafts)
    for (const elements of [actions, notActions, resources, notResources])
      for (const { at, origin = at } of elements?.values ?? []) {
        count++;
        places.add(origin.start);
      }
  return count - places.size;
}

function fromMapping(
  { mapping, key }: Found,
  { name, budget, ...about }: Surroundings,
  from = mapping.at.start,
): Policy {
  const read = statementsOf(mapping);
  const { drafts, open } = afforded(budget, mapping.at, extent(mapping).size, read.statements, read.open);
  const { at, entries } = mapping;
  const parts: Parts = {
    ...about,
    kind: kindOf(about.carriers, statedKind(about.text, from)) ?? inferredKind(drafts, { key, name }),
    at,
    header: entries.get("Statement")?.key ?? at,
    form: { kind: "object", mapping },
    version: entries.get("Version")?.value ?? absent(at),
    open,
  };
  return assembled(parts, drafts);
}

// ── JSON files

interface JsonReading extends FileReading {
  readonly found: readonly Found[];
}

function* files(module: Module): Iterable<Policy> {
  const { latest } = module.trail;
  for (const { file, value } of module.jsonFiles()) {
    const [chunk] = file.chunks;
    if (!chunk) continue;
    let reading = latest.get(file.uri) as JsonReading | undefined;
    if (reading?.file !== file) {
      const read = readFile(file, chunk, value, reading, module.source.mostValues);
      reading = { ...read, found: [...documentsIn(read.value)] };
      latest.set(file.uri, reading);
    }
    const name = file.uri.slice(file.uri.lastIndexOf("/") + 1);
    for (const found of reading.found) {
      const carriers = found.key === undefined ? carriersOf(module, fileKey(module, file)) : [];
      yield fromMapping(found, { carriers, spelling: "json", text: file.text, name, budget: module.budget });
    }
  }
}

/** From where on a JSON file was too much to be read; undefined where it was read whole. */
export function cutIn(module: Module, uri: string): Place | undefined {
  policies(module);
  return (module.trail.latest.get(uri) as JsonReading | undefined)?.cut;
}

// ── aws_iam_policy_document

const documentType = "aws_iam_policy_document";
const byResource = new WeakMap<Resource, Policy>();

function* documents(module: Module): Iterable<Policy> {
  for (const resource of module.data(documentType)) yield fromDocument(resource);
}

function fromDocument(resource: Resource): Policy {
  const before = byResource.get(resource);
  if (before) return before;
  const read = resource.sections("statement").map(fromBlock);
  const { drafts, open } = afforded(
    resource.budget,
    resource.header,
    read.reduce((sum, draft) => sum + sizeOf(draft), 0),
    read,
    resource.isOpen("statement"),
  );
  const carriers = carriersOf(resource.module, documentKey(resource));
  const version = resource.get("version");
  const taken = (...names: readonly string[]) => names.flatMap((name) => takenIn(resource, name));
  const policy = assembled(
    {
      kind: kindOf(carriers, statedKind(resource.file.text, resource.at.start)) ?? inferredKind(drafts, resource),
      carriers,
      spelling: "document",
      at: resource.at,
      header: resource.header,
      text: resource.file.text,
      form: { kind: "block", section: resource },
      version: version.state === "absent" ? known("2012-10-17", resource.header) : version,
      open,
      sources: () => taken("source_json", "source_policy_documents"),
      overrides: () => taken("override_json", "override_policy_documents"),
    },
    drafts,
  );
  byResource.set(resource, policy);
  return policy;
}

/** About how many values stand in a statement. */
const sizeOf = ({ actions, notActions, resources, notResources, principals, conditions }: Draft): number =>
  [actions, notActions, resources, notResources, principals, conditions].reduce(
    (sum, elements) => sum + (elements?.values.length ?? 0),
    10,
  );

const takingIn = ["source_policy_documents", "override_policy_documents", "source_json", "override_json"];

function takenIn(resource: Resource, name: string): readonly Policy[] {
  return distinct(resource.get(name)).flatMap((item) => {
    for (const reference of item.refs ?? []) {
      const other = reference.type === documentType ? resource.module.find(reference) : undefined;
      if (other && other !== resource) return [fromDocument(other)];
    }
    return policies(resource.module).filter(
      ({ at, spelling }) => spelling !== "document" && at.uri === item.at.uri && within(at, item.at),
    );
  });
}

/** What stands in a list, or alone; what the same name led to is one, however often it is there. */
function distinct(value: Value): readonly Value[] {
  if (value.state !== "list") return [value];
  return [...new Map(value.items.map((item) => [item.refs ?? item, item])).values()];
}

const within = (inner: Place, outer: Place): boolean => outer.start <= inner.start && inner.end <= outer.end;

// ── jsonencode, heredocs and strings

function* written(module: Module): Iterable<Policy> {
  ask(spelledOut);
  for (const resource of unrecorded(() => module.resources))
    if (!isElsewhere(resource) && mayHold(resource)) yield* inSection(resource, (path) => ofResource(resource, path));
  for (const kind of ["locals", "variable", "module", "output"] as const)
    for (const section of unrecorded(() => module.blocks(kind)))
      if (mayHold(section)) yield* inSection(section, (path) => ofNamed(section, kind, path));
}

/** Other clouds have policies of much the same form. */
const isElsewhere = ({ type }: Resource): boolean =>
  /^(?:alicloud|huaweicloud|tencentcloud|ucloud|yandex|ibm|oci)_/.test(type);

type CarriersAt = (path: string) => readonly Carrier[] | "none";

function ofResource(resource: Resource, path: string): readonly Carrier[] | "none" {
  if (resource.mode === "data") {
    if (resource.type !== documentType) return [];
    return takingIn.includes(path) ? fromDocument(resource).carriers : "none";
  }
  const kind = kindAt(resource, path);
  return kind ? [{ resource, path, kind }] : [];
}

function kindAt(resource: Resource, path: string): PolicyKind | undefined {
  const slot = slots.get(resource.type)?.find((other) => other.path === path);
  if (resource.type === "aws_iam_policy" && slot) return isBoundary(resource) ? "boundary" : slot.kind;
  if (slot?.kind !== "scp") return slot?.kind;
  const type = resource.get("type");
  if (type.state === "absent") return "scp";
  return type.state === "known" ? organizationKinds[String(type.value)] : undefined;
}

/** Whether a managed policy limits and grants nothing: what is attached as well grants. */
function isBoundary({ module, mode, type, name }: Resource): boolean {
  const key = keyOf({ module: module.address, mode, type, name });
  const { limiting, attached } = takenByIdentities(module.root);
  return !attached.has(key) && (isCalledBoundary(name) || limiting.has(key));
}

/** What the identities of a whole tree of modules take as their permissions boundary, and what is attached to them. */
const takenByIdentities = remembered((root) => {
  ask(slotsTaken);
  const taken = { limiting: new Set<string>(), attached: new Set<string>() };
  for (const module of root.tree())
    for (const [type, [attribute, use]] of managedTakers)
      for (const taker of unrecorded(() => module.ofType(type)))
        for (const key of keysOf(taker, attribute)) taken[use].add(key);
  return taken;
});

/** Resource types that take a managed policy by its ARN. */
const managedTakers: ReadonlyMap<string, readonly [attribute: string, use: "limiting" | "attached"]> = new Map([
  ["aws_iam_role", ["permissions_boundary", "limiting"]],
  ["aws_iam_user", ["permissions_boundary", "limiting"]],
  ["aws_iam_role_policy_attachment", ["policy_arn", "attached"]],
  ["aws_iam_user_policy_attachment", ["policy_arn", "attached"]],
  ["aws_iam_group_policy_attachment", ["policy_arn", "attached"]],
  ["aws_iam_policy_attachment", ["policy_arn", "attached"]],
]);

function ofNamed(section: BlockSection, kind: "locals" | "variable" | "module" | "output", path: string) {
  const { module } = section;
  const mode = kind === "locals" ? "local" : kind === "variable" ? "var" : undefined;
  if (!mode) return [];
  const name = mode === "local" ? (path.split(".")[0] ?? "") : (section.block.labels[0]?.text ?? "");
  return carriersOf(module, keyOf({ module: module.address, mode, type: mode, name }));
}

/** Asked for by who looks at every block of which `mayHoldPolicy`. */
export const spelledOut = "policies spelled out";

const whereStatementsStand = ["json", spelledOut, `data ${documentType}`];

/** Whether a policy can be written out in the text of a block. */
export const mayHoldPolicy = (text: string): boolean => /Statement|jsonencode/.test(text);

const holding = new WeakMap<Block, boolean>();

function mayHold(section: BlockSection): boolean {
  let answer = holding.get(section.block);
  if (answer === undefined) {
    const text = section.file.text.slice(section.origin + section.block.start, section.origin + section.block.end);
    answer = mayHoldPolicy(text);
    holding.set(section.block, answer);
  }
  return answer;
}

function* inSection(section: Section, carriersAt: CarriersAt, prefix = ""): Iterable<Policy> {
  if (!(section instanceof BlockSection)) return;
  const seen = new Set<string>();
  for (const item of section.body.items) {
    if (item.kind === "attribute") {
      for (const [path, source] of spelled(item.value, prefix + item.name.text)) {
        const carriers = carriersAt(path);
        if (carriers !== "none") yield* inSource(source, section, carriers);
      }
      continue;
    }
    const type = item.type.text === "dynamic" ? (item.labels[0]?.text ?? "") : item.type.text;
    if (seen.has(type)) continue;
    seen.add(type);
    for (const inner of section.sections(type)) yield* inSection(inner, carriersAt, `${prefix}${type}.`);
  }
}

function* inSource(source: Template | Call, section: BlockSection, carriers: readonly Carrier[]): Iterable<Policy> {
  const { text } = section.file;
  const { budget } = section;
  const { start, end } = section.place(source);
  if (source.kind === "call") {
    const [argument] = source.args;
    if (!argument || (carriers.length === 0 && !text.slice(start, end).includes("Statement"))) return;
    for (const found of documentsIn(evaluate(argument, section)))
      yield fromMapping(found, { carriers, spelling: "jsonencode", text, budget }, start);
  } else if (text.slice(start, end).includes("Statement")) {
    const spelling = source.form === "heredoc" ? "heredoc" : "string";
    for (const found of documentsIn(jsonText(embedded(source, text, section))))
      yield fromMapping(found, { carriers, spelling, text, budget }, start);
  }
}

/** The parts of an expression that spell out JSON, with the path to each through the objects that stand for blocks. */
function* spelled(expression: Expression, path: string): Iterable<readonly [path: string, source: Template | Call]> {
  switch (expression.kind) {
    case "template": {
      const [only] = expression.parts;
      if (expression.parts.length === 1 && only?.kind === "interpolation") yield* spelled(only.expression, path);
      else yield [path, expression];
      return;
    }
    case "call":
      if (expression.name.text === "jsonencode") yield [path, expression];
      else for (const argument of expression.args) yield* spelled(argument, path);
      return;
    case "conditional":
      yield* spelled(expression.then, path);
      yield* spelled(expression.else, path);
      return;
    case "parentheses":
      yield* spelled(expression.inner, path);
      return;
    case "tuple":
      for (const item of expression.items) yield* spelled(item, path);
      return;
    case "object":
      for (const { key, value } of expression.entries)
        yield* spelled(value, "text" in key ? `${path}.${key.text}` : path);
      return;
    case "for":
      yield* spelled(expression.value, path);
  }
}

// ── who refers to what

const carriersOf = (module: Module, key: string): readonly Carrier[] => carried(module.root).get(key) ?? [];

const keyOf = ({ module, mode, type, name }: Omit<Reference, "attribute">): string =>
  mode === "local" || mode === "var" ? `${module} ${mode} ${name}` : `${module} ${mode} ${type} ${name}`;

const documentKey = ({ module, type, name }: Resource): string =>
  keyOf({ module: module.address, mode: "data", type, name });

const fileKey = (module: Module, { uri }: SourceFile): string =>
  `file ${module.source.directory}/${uri.slice(uri.lastIndexOf("/") + 1)}`;

/** What the attributes that take policies refer to, in the whole tree of modules. */
const carried = remembered((root): ReadonlyMap<string, readonly Carrier[]> => {
  ask(slotsTaken);
  const found = new Map<string, Carrier[]>();
  const known = new Set<string>();
  const ids = new Map<Resource, number>();
  const add = (key: string, carrier: Carrier): boolean => {
    const { resource, path } = carrier;
    const id = ids.get(resource) ?? ids.size;
    ids.set(resource, id);
    const way = `${id} ${path} ${key}`;
    if (known.has(way)) return false;
    known.add(way);
    const others = found.get(key);
    if (others) others.push(carrier);
    else found.set(key, [carrier]);
    return true;
  };
  for (const module of root.tree())
    for (const [type, taking] of slots)
      for (const resource of unrecorded(() => module.ofType(type)))
        for (const { path } of taking)
          for (const [section, name] of at(resource, path)) {
            const kind = kindAt(resource, path);
            if (!kind) continue;
            const carrier = { resource, path, kind };
            for (const key of keysOf(section, name)) add(key, carrier);
          }
  const taken = new Map<string, ReadonlySet<string>>();
  for (const module of root.tree())
    for (const document of module.data(documentType))
      taken.set(documentKey(document), new Set(takingIn.flatMap((name) => [...keysOf(document, name)])));
  // what carries a document carries what it takes in
  const due = [...found].flatMap(([key, carriers]) => carriers.map((carrier) => [key, carrier] as const));
  for (let next = due.pop(); next; next = due.pop()) {
    const [from, carrier] = next;
    for (const key of taken.get(from) ?? []) if (add(key, carrier)) due.push([key, carrier]);
  }
  return found;
});

/** Asked for by who looks at every attribute that takes a policy, also by its ARN, of every block of which `takesPolicy`. */
export const slotsTaken = "attributes that take policies";

/** Whether a block sets an attribute that takes a policy, also by its ARN. */
export function takesPolicy({ type, labels, body }: Block): boolean {
  if (type.text !== "resource") return false;
  const label = labels[0]?.text ?? "";
  const names = new Set(slots.get(label)?.map(({ path }) => path.split(".")[0] ?? ""));
  const [taking] = managedTakers.get(label) ?? [];
  if (taking !== undefined) names.add(taking);
  if (names.size === 0) return false;
  return body.items.some((item) =>
    names.has(
      item.kind === "attribute"
        ? item.name.text
        : item.type.text === "dynamic"
          ? (item.labels[0]?.text ?? "")
          : item.type.text,
    ),
  );
}

/** The sections that hold the last step of a path. */
function at(section: Section, path: string): readonly (readonly [Section, string])[] {
  const dot = path.indexOf(".");
  if (dot < 0) return [[section, path]];
  return section.sections(path.slice(0, dot)).flatMap((inner) => at(inner, path.slice(dot + 1)));
}

function* keysOf(section: Section, name: string): Iterable<string> {
  const expression = section.attribute(name)?.value;
  for (const item of distinct(section.get(name))) for (const reference of item.refs ?? []) yield keyOf(reference);
  const named = expression && namedBy(expression);
  if (named) yield keyOf({ module: section.module.address, type: "", ...named });
  const file = expression && fileNamed(expression);
  if (file !== undefined) yield `file ${section.module.source.directory}/${file}`;
}

/** `local.policy` and `var.policy` by themselves. */
function namedBy(expression: Expression): { readonly mode: "local" | "var"; readonly name: string } | undefined {
  if (expression.kind !== "attr" || expression.on.kind !== "root") return undefined;
  const mode = expression.on.name;
  return mode === "local" || mode === "var" ? { mode, name: expression.name.text } : undefined;
}

/** The name in `file("policy.json")` and `file("${path.module}/policy.json")`. */
function fileNamed(expression: Expression): string | undefined {
  if (expression.kind !== "call" || !/^(?:file|templatefile)$/.test(expression.name.text)) return undefined;
  const [argument] = expression.args;
  if (argument?.kind !== "template") return undefined;
  const last = argument.parts.at(-1);
  if (
    last?.kind !== "text" ||
    !argument.parts.slice(0, -1).every((part) => part.kind === "interpolation" && isHere(part.expression))
  )
    return undefined;
  const name = last.value.replace(/^\.?\//, "");
  return name.includes("/") ? undefined : name;
}

const isHere = (expression: Expression): boolean =>
  expression.kind === "attr" &&
  expression.on.kind === "root" &&
  expression.on.name === "path" &&
  expression.name.text === "module";
