import { fact } from "../../../../language/query/engine.ts";
import { metaArguments } from "../../../../language/schema/meta.ts";
import { change, dataTypes, member, resourceTypes } from "../../../../language/schema/schema.ts";
import type { Block, Body, Expression, Item, Name } from "../../../../language/syntax/tree.ts";
import { knownMajors, type Major } from "../../../kit/provider.ts";
import type { Impact } from "../../../kit/rule.ts";

/** A name that stands in a resource or a data source of AWS's provider. */
export interface WrittenName {
  /** As the schema has it: `aws_instance`, `data.aws_ami`. */
  readonly type: string;
  /** Of what it stands in: "" for the resource itself, `root_block_device` for what is in that block. */
  readonly within: string;
  readonly name: Name;
  /** What stands beside it. */
  readonly others: ReadonlySet<string>;
  /** The value, where it is no block. */
  readonly value: Expression | undefined;
}

type NameInterest = (type: string, path: string) => boolean;

/**
 * Reads the names in a block whose surroundings the schema describes, of which `type` and path are of interest; a block is read
 * once, however often its file changes.
 */
export function ofEachName<Found>(
  isOfInterest: NameInterest,
  read: (written: WrittenName) => Found | undefined,
): (block: Block) => readonly Found[] {
  return fact((block: Block) => [...namesIn(block, isOfInterest)].flatMap((written) => read(written) ?? []));
}

function* namesIn({ type: kind, labels, body }: Block, isOfInterest: NameInterest): Iterable<WrittenName> {
  const type = labels[0]?.text ?? "";
  if (kind.text === "resource" && resourceTypes.has(type)) yield* inBody(type, body, "", isOfInterest);
  if (kind.text === "data" && dataTypes.has(type)) yield* inBody(`data.${type}`, body, "", isOfInterest);
}

function* inBody(type: string, body: Body, within: string, isOfInterest: NameInterest): Iterable<WrittenName> {
  for (const item of body.items) {
    const name = nameOf(item);
    if (!name || (within === "" && metaArguments.has(name.text))) continue;
    const path = pathOf(within, name.text);
    if (isOfInterest(type, path)) {
      const others = new Set(body.items.flatMap((other) => nameOf(other)?.text ?? []));
      yield { type, within, name, others, value: item.kind === "attribute" ? item.value : undefined };
    }
    const found = item.kind === "block" ? member(type, path) : undefined;
    if (item.kind !== "block" || !found || found === "anything") continue;
    if (item.type.text !== "dynamic") yield* inBody(type, item.body, path, isOfInterest);
    else
      for (const inner of item.body.items)
        if (inner.kind === "block" && inner.type.text === "content")
          yield* inBody(type, inner.body, path, isOfInterest);
  }
}

const nameOf = (item: Item): Name | undefined =>
  item.kind === "attribute" ? item.name : item.type.text === "dynamic" ? item.labels[0] : item.type;

/** The path to a name in a resource. */
export const pathOf = (within: string, name: string): string => (within === "" ? name : `${within}.${name}`);

/** The major versions of the provider in which a name can be written. */
export const majorsWith = (type: string, path: string): readonly Major[] =>
  knownMajors.filter((major) => member(type, path, `v${major}`) !== undefined);

/** Whether the block around a name is in no more versions than the name itself. */
export const sharesFate = ({ type, within, name }: WrittenName): boolean =>
  within !== "" && majorsWith(type, within).length === majorsWith(type, pathOf(within, name.text)).length;

/** What it does to what is deployed that an argument gives way to another. */
export const impactOf = ({ type, within, name }: WrittenName, to: string): Impact =>
  [name.text, to].every((each) => !member(type, pathOf(within, each)) || isInPlace(type, pathOf(within, each)))
    ? "update"
    : "replacement";

const isInPlace = (type: string, path: string): boolean => change(type, path) === "in-place";
