import { evaluate } from "../model/evaluate.ts";
import type { Module } from "../model/module.ts";
import type { Resource } from "../model/resource.ts";
import { BlockSection, type Section } from "../model/section.ts";
import { absent, known, type Value } from "../model/value.ts";
import { areSame, areSameSets, fact, memo, type Query, query } from "../query/engine.ts";
import { contains, type Place } from "../syntax/text.ts";
import type { Call, Expression, SourceFile, Template } from "../syntax/tree.ts";
import { afforded, affordedIn } from "./afforded.ts";
import {
  attachmentsOf,
  distinct,
  documentKeys,
  documentType,
  fileKey,
  keyOf,
  kindAt,
  mergingAttributes,
} from "./carriers.ts";
import { type Draft, fromBlock } from "./elements.ts";
import { embedded, pieced } from "./embedded.ts";
import { jsonText } from "./json.ts";
import { JsonPolicies } from "./json-policies.ts";
import {
  type Attachment,
  merged,
  type Notation,
  type Policy,
  type PolicyKind,
  type PolicySyntax,
  type Statement,
} from "./policy.ts";
import { documentsIn, type FoundPolicy, inferredKind, kindOf, statedKind } from "./recognise.ts";

/** Every policy that is written in a module, each once, at the place where it is written. */
export const policies = memo(
  (module: Module): readonly Policy[] => [
    ...module.jsonFiles.flatMap((uri) => inFiles(module).of(uri)),
    ...module.data(documentType).map(fromDocument),
    ...written(module),
  ],
  { equals: areSame },
);

/** Every statement of a module's policies. */
export const statements = memo(
  (module: Module): readonly Statement[] => policies(module).flatMap((policy) => policy.statements),
  { equals: areSame },
);

const replaced = memo(
  (module: Module): ReadonlySet<Statement> =>
    new Set(
      module
        .data(documentType)
        .filter(takesIn)
        .flatMap((resource) => replacedBy(fromDocument(resource))),
    ),
  { equals: areSameSets },
);

/** Whether a document that takes a statement in has another of the same `Sid` in its place. */
export const isReplaced = (module: Module, statement: Statement): boolean => replaced(module).has(statement);

/** Whether a document may take others in: what it says of itself, so that nothing else of it is read to know. */
const takesIn = (document: Resource): boolean => mergingAttributes.some((name) => document.attribute(name));

function replacedBy(policy: Policy): readonly Statement[] {
  const taken = [...policy.sources, ...policy.overrides];
  if (taken.length === 0) return [];
  const kept = new Set(policy.effective);
  return [policy, ...taken].flatMap((other) => other.statements.filter((statement) => !kept.has(statement)));
}

const none: readonly Policy[] = [];

interface Parts {
  readonly kind: PolicyKind;
  readonly attachments: readonly Attachment[];
  readonly notation: Notation;
  readonly label?: string | undefined;
  readonly at: Place;
  readonly header: Place;
  /** What it is written in, at the version that is looked at. */
  readonly file: () => SourceFile;
  readonly form: PolicySyntax;
  readonly version: Value;
  readonly open: boolean;
  readonly sources?: () => readonly Policy[];
  readonly overrides?: () => readonly Policy[];
}

function assembled({ sources, overrides, file, label, ...parts }: Parts, drafts: readonly Draft[]): Policy {
  const statements: Statement[] = [];
  // one that takes itself in, which Terraform refuses, has nothing from there
  const taken = (policies: (() => readonly Policy[]) | undefined): Query<readonly Policy[]> =>
    query(() => [...new Set(policies?.())], { equals: areSame, inCycle: () => none });
  const [takenIn, replacing] = [taken(sources), taken(overrides)];
  const effective = query(() => merged(policy), { equals: areSame, inCycle: () => [] });
  const policy: Policy = {
    ...parts,
    label,
    statements,
    get text() {
      return file().text;
    },
    get sources() {
      return takenIn.get();
    },
    get overrides() {
      return replacing.get();
    },
    get effective() {
      return effective.get();
    },
  };
  for (const draft of drafts) statements.push({ ...draft, policy });
  return policy;
}

/** What is known about a policy besides its elements. */
interface PolicyContext {
  readonly attachments: readonly Attachment[];
  readonly notation: Notation;
  readonly label?: string | undefined;
  readonly section: BlockSection;
}

function fromMapping({ mapping, key }: FoundPolicy, { section, ...about }: PolicyContext, from: number): Policy {
  const { drafts, open } = affordedIn(section.budget, mapping);
  const { at, entries } = mapping;
  const parts: Parts = {
    ...about,
    file: () => section.file,
    kind: kindOf(about.attachments, statedKind(section.file.text, from)) ?? inferredKind(drafts, { key }),
    at,
    header: entries.get("Statement")?.key ?? at,
    form: { kind: "object", mapping },
    version: entries.get("Version")?.value ?? absent(at),
    open,
  };
  return assembled(parts, drafts);
}

// ── JSON files

const inFiles = fact(
  (module: Module) => new JsonPolicies(module, (uri) => attachmentsOf(module, fileKey(module, uri))),
);

/** From where on a JSON file was too much to be read; undefined where it was read whole. */
export const cutIn = (module: Module, uri: string): Place | undefined => inFiles(module).cutIn(uri);

// ── aws_iam_policy_document

const fromDocument = memo((resource: Resource): Policy => {
  const read = resource.sections("statement").map(fromBlock);
  const { drafts, open } = afforded(
    resource.budget,
    resource.header,
    read.reduce((sum, draft) => sum + sizeOf(draft), 0),
    read,
    resource.isOpen("statement"),
  );
  const attachments = attachmentsOf(resource.module, ...documentKeys(resource));
  const version = resource.get("version");
  const taken = (...names: readonly string[]) => names.flatMap((name) => mergedIn(resource, name));
  return assembled(
    {
      kind: kindOfDocument(resource),
      attachments,
      notation: "document",
      at: resource.at,
      header: resource.header,
      file: () => resource.file,
      form: { kind: "block", section: resource },
      version: version.state === "absent" ? known("2012-10-17", resource.header) : version,
      open,
      sources: () => taken("source_json", "source_policy_documents"),
      overrides: () => taken("override_json", "override_policy_documents"),
    },
    drafts,
  );
});

/** What a document is: by what takes it or what is said above it, else by its statements, or what it puts together. */
const kindOfDocument: (resource: Resource) => PolicyKind = memo(
  (resource: Resource): PolicyKind => {
    const attachments = attachmentsOf(resource.module, ...documentKeys(resource));
    const told = kindOf(attachments, statedKind(resource.file.text, resource.at.start));
    if (told) return told;
    const own = resource.sections("statement").map(fromBlock);
    const parts = own.length > 0 ? [] : mergingAttributes.flatMap((name) => [...documentsMergedIn(resource, name)]);
    return parts.map(kindOfDocument).find((kind) => kind !== "identity") ?? inferredKind(own, resource);
  },
  { inCycle: (): PolicyKind => "identity" },
);

/** The documents that a document takes in under an attribute. */
function* documentsMergedIn(resource: Resource, name: string): Iterable<Resource> {
  for (const { refs = [] } of distinct(resource.get(name)))
    for (const reference of refs) {
      const other = reference.type === documentType ? resource.module.find(reference) : undefined;
      if (other && other !== resource) yield other;
    }
}

/** About how many values stand in a statement. */
const sizeOf = ({ actions, notActions, resources, notResources, principals, conditions }: Draft): number =>
  [actions, notActions, resources, notResources, principals, conditions].reduce(
    (sum, elements) => sum + (elements?.values.length ?? 0),
    10,
  );

function mergedIn(resource: Resource, name: string): readonly Policy[] {
  return distinct(resource.get(name)).flatMap((item) => {
    for (const reference of item.refs ?? []) {
      const other = reference.type === documentType ? resource.module.find(reference) : undefined;
      if (other && other !== resource) return [fromDocument(other)];
    }
    return inResource(resource).filter(
      ({ at, notation }) => notation !== "document" && at.uri === item.at.uri && contains(item.at, at),
    );
  });
}

// ── jsonencode, heredocs and strings

function written(module: Module): readonly Policy[] {
  const found: Policy[] = [];
  for (const kind of ["resource", "data"])
    for (const block of module.blocksWithPolicies(kind))
      for (const resource of module.instances(block)) found.push(...inResource(resource));
  for (const kind of namedKinds) for (const section of module.blocksWithPolicies(kind)) found.push(...inNamed(section));
  return found;
}

const namedKinds = ["locals", "variable", "module", "output"] as const;

const inResource = memo((resource: Resource): readonly Policy[] =>
  isElsewhere(resource) ? [] : [...inSection(resource, (path) => ofResource(resource, path))],
);

const inNamed = memo((section: BlockSection): readonly Policy[] => [
  ...inSection(section, (path) => ofNamed(section, path)),
]);

/** Other clouds have policies of much the same form. */
const isElsewhere = ({ type }: Resource): boolean =>
  /^(?:alicloud|huaweicloud|tencentcloud|ucloud|yandex|ibm|oci)_/.test(type);

type AttachmentsAt = (path: string) => readonly Attachment[] | "none";

function ofResource(resource: Resource, path: string): readonly Attachment[] | "none" {
  if (resource.mode === "data") {
    if (resource.type !== documentType) return [];
    return mergingAttributes.includes(path) ? fromDocument(resource).attachments : "none";
  }
  const kind = kindAt(resource, path);
  return kind ? [{ resource, path, kind }] : [];
}

function ofNamed(section: BlockSection, path: string): readonly Attachment[] {
  const { module } = section;
  const kind = section.block.type.text;
  const mode = kind === "locals" ? "local" : kind === "variable" ? "var" : undefined;
  if (!mode) return [];
  const name = nameAt(section, path) ?? "";
  return attachmentsOf(module, keyOf({ module: module.address, mode, type: mode, name }));
}

function* inSection(section: Section, attachmentsAt: AttachmentsAt, prefix = ""): Iterable<Policy> {
  if (!(section instanceof BlockSection)) return;
  const seen = new Set<string>();
  for (const item of section.body.items) {
    if (item.kind === "attribute") {
      const whole = prefix + item.name.text;
      let isSpelled = false;
      for (const [path, source] of spelled(item.value, whole)) {
        const attachments = attachmentsAt(path);
        if (attachments === "none") continue;
        const found = [...inSource(source, section, { attachments, label: nameAt(section, path) })];
        isSpelled ||= found.length > 0;
        yield* found;
      }
      if (!isSpelled && isComputed(item.value)) {
        const attachments = attachmentsAt(whole);
        if (attachments !== "none" && attachments.length > 0) yield* inComputed(item.value, section, attachments);
      }
      continue;
    }
    const type = item.type.text === "dynamic" ? (item.labels[0]?.text ?? "") : item.type.text;
    if (seen.has(type)) continue;
    seen.add(type);
    for (const inner of section.sections(type)) yield* inSection(inner, attachmentsAt, `${prefix}${type}.`);
  }
}

/** What a name that holds a policy is called. */
function nameAt({ block: { type, labels } }: BlockSection, path: string): string | undefined {
  if (!namedKinds.some((kind) => kind === type.text)) return undefined;
  return type.text === "locals" ? path.split(".")[0] : labels[0]?.text;
}

function* inSource(
  source: Template | Call,
  section: BlockSection,
  about: Pick<PolicyContext, "attachments" | "label">,
): Iterable<Policy> {
  const { attachments } = about;
  const { text } = section.fileOf(source);
  const { start, end } = section.place(source);
  if (source.kind === "call") {
    const [argument] = source.args;
    if (!argument || (attachments.length === 0 && !text.slice(start, end).includes("Statement"))) return;
    const value = evaluate(argument, section);
    if (isInFile(value, section)) return;
    for (const found of documentsIn(value))
      yield fromMapping(found, { ...about, notation: "jsonencode", section }, start);
  } else if (text.slice(start, end).includes("Statement")) {
    const spelling = source.form === "heredoc" ? "heredoc" : "string";
    for (const found of documentsIn(jsonText(embedded(source, text, section))))
      yield fromMapping(found, { ...about, notation: spelling, section }, start);
  }
}

const computing = /^(?:replace|templatefile|templatestring|file|format|join|trim\w*|chomp|indent)$/;

/** Whether an expression makes a text of others. */
function isComputed(expression: Expression): boolean {
  if (expression.kind === "parentheses") return isComputed(expression.inner);
  if (expression.kind === "conditional") return isComputed(expression.then) || isComputed(expression.else);
  if (expression.kind === "template") {
    const [only] = expression.parts;
    return expression.parts.length === 1 && only?.kind === "interpolation" && isComputed(only.expression);
  }
  if (expression.kind === "call") {
    return computing.test(expression.name.text);
  }
  let root: Expression = expression;
  while (root.kind === "attr" || root.kind === "index") {
    if (root.kind === "attr" && root.name.text === "template_file") return true;
    root = root.on;
  }
  return root.kind === "root" && root.name === "template_file";
}

/** Whether a value is what stands in a JSON file of the module, which is a policy of its own. */
function isInFile({ refs = [] }: Value, { module }: BlockSection): boolean {
  const read = refs.find(({ mode }) => mode === "file");
  return read !== undefined && jsonFileKeys(module).has(keyOf(read));
}

const jsonFileKeys = memo(
  (module: Module): ReadonlySet<string> => new Set(module.jsonFiles.map((uri) => fileKey(module, uri))),
  { equals: areSameSets },
);

/** The policy that a text comes to: a JSON file of the module by itself is a policy of its own. */
function* inComputed(
  expression: Expression,
  section: BlockSection,
  attachments: readonly Attachment[],
): Iterable<Policy> {
  const value = section.value(expression);
  const pieces = value.state === "known" ? [String(value.value)] : value.state === "unknown" ? (value.parts ?? []) : [];
  if (!pieces.some((piece) => typeof piece === "string" && piece.includes("Statement"))) return;
  if (isInFile(value, section)) return;
  const at = section.place(expression);
  for (const found of documentsIn(jsonText(pieced(pieces, at))))
    yield fromMapping(found, { attachments, notation: "computed", section }, at.start);
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
