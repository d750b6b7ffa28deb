import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { operands } from "../../language/syntax/locate.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { Block, Body, Expression, ObjectEntry } from "../../language/syntax/tree.ts";
import { nested, type Provided, type Body as SchemaBody } from "../harness/provider-schema.ts";
import { awsProvider } from "../harness/terraform.ts";

// What `terraform init` would fetch is made up from how it is used: whatever is set is taken, whatever is read is there. So a directory can
// be validated without a network, but for what it says to those who are not here.

/** A directory with the modules that it calls, as Terraform has to be told of them. */
export interface Installed {
  /** The directories of the modules that are here, the first its own. */
  readonly directories: readonly string[];
  /** What `TF_DATA_DIR` holds of it. */
  readonly data: string;
  /** The providers that are used beside AWS's, by where they come from. */
  readonly others: ReadonlyMap<string, Provided>;
  /** What `provider "aws"` holds. */
  readonly amazons: SchemaBody;
}

/** Installs a directory: writes into `data` the manifest of modules, and those that are not here. */
export function install(directory: string, data: string): Installed {
  const modules: object[] = [];
  const directories = new Set<string>();
  const used = new Map<string, Usage>();
  const enter = (at: string, key: string, source: string, depth: number): void => {
    modules.push({ Key: key, Source: source, Dir: at });
    directories.add(at);
    const blocks = blocksOf(at);
    collectUses(blocks, used);
    for (const call of blocks.filter(({ type }) => type.text === "module")) {
      const name = call.labels[0]?.text ?? "";
      const below = key === "" ? name : `${key}.${name}`;
      const called = textOf(attributeOf(call.body, "source")) ?? "";
      if (/^\.{1,2}(?:\/|$)/.test(called) && depth < 16) enter(resolve(at, called), below, called, depth + 1);
      else
        modules.push({
          Key: below,
          Source: sourceOf(called),
          ...versionOf(textOf(attributeOf(call.body, "version"))),
          Dir: madeUp(data, below, call, blocks),
        });
    }
  };
  enter(directory, "", "", 0);
  mkdirSync(join(data, "modules"), { recursive: true });
  writeFileSync(join(data, "modules/modules.json"), JSON.stringify({ Modules: modules }));
  const aws = used.get(awsProvider);
  return {
    directories: [...directories],
    data,
    others: new Map([...used].filter(([source]) => source !== awsProvider).map(([at, usage]) => [at, provided(usage)])),
    amazons: schemaOf(aws?.configuration ?? { attributes: new Set(), blocks: new Map() }),
  };
}

/** A version that a constraint lets through. */
function versionOf(constraint: string | undefined): { readonly Version?: string } {
  const [, number] = /(?:^|,)\s*(?:=|>=|~>)?\s*v?(\d+(?:\.\d+){0,2})/.exec(constraint ?? "") ?? [];
  return number === undefined ? {} : { Version: [...number.split("."), "0", "0"].slice(0, 3).join(".") };
}

/** The variables that a directory uses and that a tool beside Terraform declares: Terragrunt, a script. */
export function undeclared(directory: string): readonly string[] {
  const blocks = blocksOf(directory);
  const declared = new Set(blocks.flatMap(({ type, labels }) => (type.text === "variable" ? [labels[0]?.text] : [])));
  const used = [...traversals(blocks)].flatMap(([root, name]) => (root === "var" && name ? [name] : []));
  return [...new Set(used)].filter((name) => !declared.has(name));
}

/** As Terraform writes it into its manifest: without that it asks for `terraform init`. */
const sourceOf = (written: string): string =>
  /^[\w-]+\/[\w-]+\/[\w-]+(?:\/\/.*)?$/.test(written) ? `registry.terraform.io/${written}` : written;

function blocksOf(directory: string): readonly Block[] {
  let names: readonly string[] = [];
  try {
    names = readdirSync(directory);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(".tf"))
    .flatMap((name) => parse(name, readFileSync(join(directory, name), "utf8")).chunks)
    .flatMap(({ tree }) => tree.body.items)
    .filter((item) => item.kind === "block");
}

const textOf = (node: Expression | undefined): string | undefined =>
  node?.kind === "template" ? node.parts.map((part) => (part.kind === "text" ? part.value : "")).join("") : undefined;

const attributeOf = ({ items }: Body, name: string): Expression | undefined => {
  for (const item of items) if (item.kind === "attribute" && item.name.text === name) return item.value;
  return undefined;
};

const callArguments: ReadonlySet<string> = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "depends_on",
]);

/** A module that takes what a call hands in, and hands out what is read of it; where it lies. */
function madeUp(data: string, key: string, { labels, body }: Block, blocks: readonly Block[]): string {
  const outputs = new Set<string>();
  for (const [root, first, ...rest] of traversals(blocks))
    if (root === "module" && first === labels[0]?.text) {
      const output = rest.find((step) => step !== "" && step !== "*");
      if (output !== undefined) outputs.add(output);
    }
  const inputs = body.items.flatMap((item) => (item.kind === "attribute" ? [item.name.text] : []));
  const handed = attributeOf(body, "providers");
  const providers = handed?.kind === "object" ? handed.entries.map(({ key }) => wordOf(key)) : [];
  const aliases = [...new Set(providers.map((provider) => provider.split(".")[0] ?? ""))].map((name) => {
    const own = providers.filter((provider) => provider.startsWith(`${name}.`));
    return `    ${name} = {\n      source = "hashicorp/${name}"\n      configuration_aliases = [${own.join(", ")}]\n    }\n`;
  });
  const text = [
    ...(aliases.length > 0 ? [`terraform {\n  required_providers {\n${aliases.join("")}  }\n}\n`] : []),
    'resource "terraform_data" "any" {}\n',
    ...inputs.filter((name) => !callArguments.has(name)).map((name) => `variable "${name}" {\n  type = any\n}\n`),
    ...[...outputs].map((name) => `output "${name}" {\n  value = terraform_data.any.output\n}\n`),
  ];
  const directory = join(data, "made-up", key);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "main.tf"), text.join("\n"));
  return directory;
}

// ── providers

/** What is written in blocks of one type. */
interface Shape {
  readonly attributes: Set<string>;
  readonly blocks: Map<string, Shape>;
}

interface Usage {
  readonly configuration: Shape;
  readonly resources: Map<string, Shape>;
  readonly data: Map<string, Shape>;
}

const empty = (): Shape => ({ attributes: new Set(), blocks: new Map() });

function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function collectUses(blocks: readonly Block[], used: Map<string, Usage>): void {
  const sources = sourcesIn(blocks);
  const usageOf = (local: string): Usage =>
    at(used, sources.get(local) ?? `registry.terraform.io/hashicorp/${local}`, () => ({
      configuration: empty(),
      resources: new Map(),
      data: new Map(),
    }));
  for (const block of blocks) {
    const [first = ""] = block.labels.map(({ text }) => text);
    const { text: kind } = block.type;
    if (kind === "provider") fill(usageOf(first).configuration, block.body, true);
    if ((kind !== "resource" && kind !== "data") || first.startsWith("terraform_")) continue;
    const usage = usageOf(localName(block, first));
    fill(at(kind === "data" ? usage.data : usage.resources, first, empty), block.body, true);
  }
  for (const [root = "", ...steps] of traversals(blocks)) {
    const [type = "", , ...rest] = root === "data" ? steps : [root, ...steps];
    const name = rest.find((step) => step !== "" && step !== "*");
    for (const { data, resources } of used.values())
      if (name !== undefined) (root === "data" ? data : resources).get(type)?.attributes.add(name);
  }
}

/** The local name of the provider that a resource is made by. */
function localName({ body }: Block, type: string): string {
  const written = attributeOf(body, "provider");
  return (written && stepsOf(written)[0]) ?? type.split("_")[0] ?? type;
}

function sourcesIn(blocks: readonly Block[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { type, body } of blocks)
    for (const inner of type.text === "terraform" ? body.items : [])
      if (inner.kind === "block" && inner.type.text === "required_providers")
        for (const item of inner.body.items) {
          if (item.kind !== "attribute" || item.value.kind !== "object") continue;
          const written = textOf(item.value.entries.find(({ key }) => wordOf(key) === "source")?.value);
          if (written !== undefined)
            found.set(item.name.text, written.split("/").length === 3 ? written : `registry.terraform.io/${written}`);
        }
  return found;
}

const metaArguments: ReadonlySet<string> = new Set([
  "alias",
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
  "version",
]);

function fill(shape: Shape, body: Body, isTop = false): void {
  for (const item of body.items) {
    if (item.kind === "attribute") {
      if (!isTop || !metaArguments.has(item.name.text)) shape.attributes.add(item.name.text);
    } else if (item.type.text === "dynamic") {
      const inner = at(shape.blocks, item.labels[0]?.text ?? "", empty);
      for (const each of item.body.items)
        if (each.kind === "block" && each.type.text === "content") fill(inner, each.body);
    } else if (!isTop || !metaArguments.has(item.type.text)) fill(at(shape.blocks, item.type.text, empty), item.body);
  }
}

const provided = ({ configuration, resources, data }: Usage): Provided => {
  const bodies = (shapes: ReadonlyMap<string, Shape>) =>
    new Map([...shapes].map(([type, shape]) => [type, schemaOf(shape)]));
  return { configuration: schemaOf(configuration), resources: bodies(resources), data: bodies(data) };
};

const schemaOf = ({ attributes, blocks }: Shape): SchemaBody => ({
  attributes: [...attributes]
    .filter((name) => !blocks.has(name))
    .map((name) => ({ name, type: "dynamic", setting: "either" })),
  blocks: [...blocks].map(([name, shape]) => nested(name, schemaOf(shape))),
});

// ── references

/** A key of an object: a name, or a text. */
const wordOf = (key: ObjectEntry["key"]): string =>
  "kind" in key ? (textOf(key) ?? stepsOf(key).join(".")) : key.text;

/** The steps of everything that is looked up, `""` for a computed index: `["module", "a", "", "id"]`. */
function* traversals(blocks: readonly Block[]): Iterable<readonly string[]> {
  for (const { body } of blocks) yield* traversalsIn(body);
}

function* traversalsIn({ items }: Body): Iterable<readonly string[]> {
  for (const item of items)
    if (item.kind === "block") yield* traversalsIn(item.body);
    else yield* traversalsOf(item.value);
}

function* traversalsOf(node: Expression): Iterable<readonly string[]> {
  const steps = stepsOf(node);
  if (steps.length > 1) yield steps;
  for (const operand of operands(node)) yield* traversalsOf(operand);
}

function stepsOf(node: Expression): readonly string[] {
  switch (node.kind) {
    case "root":
      return [node.name];
    case "attr":
      return [...stepsOf(node.on), node.name.text];
    case "index":
      return [...stepsOf(node.on), ""];
    case "splat":
      return [...stepsOf(node.on), "*", ...stepsOf(node.each).slice(1)];
    default:
      return [];
  }
}
