import { metaArguments } from "../../../language/schema/meta.ts";
import { change, dataTypes, member, resourceTypes } from "../../../language/schema/schema.ts";
import type { Block, Body, Name } from "../../../language/syntax/tree.ts";
import type { Impact } from "../../kit/rule.ts";

/** A name that stands in a resource or a data source of AWS's provider. */
export interface Written {
  /** As the schema has it: `aws_instance`, `data.aws_ami`. */
  readonly type: string;
  /** Of what it stands in: "" for the resource itself, `root_block_device` for what is in that block. */
  readonly within: string;
  readonly name: Name;
  /** What stands beside it. */
  readonly others: ReadonlySet<string>;
}

/** Reads every name in a block whose surroundings the schema describes; a block is read once, however often its file changes. */
export function ofEachName<Found>(read: (written: Written) => Found | undefined): (block: Block) => readonly Found[] {
  const known = new WeakMap<Block, readonly Found[]>();
  return (block) => {
    let found = known.get(block);
    if (!found) {
      found = [...namesIn(block)].flatMap((written) => read(written) ?? []);
      known.set(block, found);
    }
    return found;
  };
}

function* namesIn({ type: kind, labels, body }: Block): Iterable<Written> {
  const type = labels[0]?.text ?? "";
  if (kind.text === "resource" && resourceTypes.has(type)) yield* inBody(type, body, "");
  if (kind.text === "data" && dataTypes.has(type)) yield* inBody(`data.${type}`, body, "");
}

function* inBody(type: string, body: Body, within: string): Iterable<Written> {
  const names = body.items.flatMap((item) => {
    const name = item.kind === "attribute" ? item.name : item.type.text === "dynamic" ? item.labels[0] : item.type;
    return name && !(within === "" && metaArguments.has(name.text)) ? [{ item, name }] : [];
  });
  const others = new Set(names.map(({ name }) => name.text));
  for (const { item, name } of names) {
    yield { type, within, name, others };
    const path = pathOf(within, name.text);
    const found = item.kind === "block" ? member(type, path) : undefined;
    if (item.kind !== "block" || !found || found === "anything") continue;
    if (item.type.text !== "dynamic") yield* inBody(type, item.body, path);
    else
      for (const inner of item.body.items)
        if (inner.kind === "block" && inner.type.text === "content") yield* inBody(type, inner.body, path);
  }
}

/** The path to a name in a resource. */
export const pathOf = (within: string, name: string): string => (within === "" ? name : `${within}.${name}`);

/** What it does to what is deployed that an argument gives way to another. */
export const impactOf = ({ type, within, name }: Written, to: string): Impact =>
  [name.text, to].every((each) => !member(type, pathOf(within, each)) || isInPlace(type, pathOf(within, each)))
    ? "update"
    : "replacement";

const isInPlace = (type: string, path: string): boolean => change(type, path) === "in-place";
