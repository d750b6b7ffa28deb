import type { Module } from "../../language/model/module.ts";
import {
  concat,
  expression,
  mapEach,
  mapPieces,
  type SourceBody,
  type TextPiece,
} from "../../language/write/source.ts";
import { sourceText } from "./source-text.ts";

/** What a module calls something that is the same in all of it: a local, or a variable of a string. */
export function nameIn(module: Module, name: RegExp): string | undefined {
  for (const { block } of module.blocks("locals"))
    for (const item of block.body.items)
      if (item.kind === "attribute" && name.test(item.name.text)) return `local.${item.name.text}`;
  for (const variable of module.blocks("variable")) {
    const label = variable.block.labels[0]?.text ?? "";
    if (name.test(label) && (sourceText(variable, "type") ?? "string") === "string") return `var.${label}`;
  }
  return undefined;
}

/** The partition of the ARNs that a module writes: by its own name for it, else AWS's own. */
export function partitionOf(module: Module): TextPiece {
  const known = module.data("aws_partition").find(({ key, certain }) => key === "" && certain);
  const name = known ? `${known.localAddress}.partition` : nameIn(module, /^(?:aws_)?partition$/);
  return name === undefined ? "aws" : expression(name);
}

/** A body whose ARNs are of the partition that the module is in; what is to be overtyped stays as it is. */
export function inPartition(module: Module, body: SourceBody): SourceBody {
  const partition = partitionOf(module);
  if (partition === "aws") return body;
  return mapEach(body, (value) =>
    mapPieces(value, (piece) => {
      if (typeof piece !== "string") return piece;
      const [first = "", ...others] = piece.split("arn:aws:");
      return concat(first, ...others.flatMap((rest) => ["arn:", partition, `:${rest}`]));
    }),
  );
}
