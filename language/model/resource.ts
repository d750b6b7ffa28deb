import type { Block } from "../syntax/tree.ts";
import type { ChunkAnchor } from "./blocks.ts";
import type { Module } from "./module.ts";
import { type Bindings, BlockSection } from "./section.ts";
import type { Reference, Value } from "./value.ts";

/** A `resource` or `data` block, one for each instance that can be told apart. */
export class Resource extends BlockSection {
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  /** `["key"]`, `[0]`, or empty where there is one instance or the key cannot be known. */
  readonly key: string;
  /** False when `count` or `for_each` may come out empty: such a resource proves nothing by its presence. */
  readonly certain: boolean;

  constructor(
    module: Module,
    anchor: ChunkAnchor,
    block: Block,
    broken: boolean,
    instance: { readonly bindings: Bindings; readonly key: string; readonly certain: boolean },
  ) {
    super(module, anchor, block, instance.bindings, broken);
    this.mode = block.type.text === "data" ? "data" : "resource";
    this.type = block.labels[0]?.text ?? "";
    this.name = block.labels[1]?.text ?? "";
    this.key = instance.key;
    this.certain = instance.certain;
  }

  /** Without the module: `aws_s3_bucket.logs["eu"]`, `data.aws_ami.base`. */
  get localAddress(): string {
    return `${this.mode === "data" ? "data." : ""}${this.type}.${this.name}${this.key}`;
  }

  /** Whole: `module.site.aws_s3_bucket.logs["eu"]`. */
  get address(): string {
    const { address } = this.module;
    return address === "" ? this.localAddress : `${address}.${this.localAddress}`;
  }

  /** Whether a value comes from this resource as a whole (`bucket = aws_s3_bucket.logs.id`, also through locals and modules). */
  isMeantBy(value: Value): boolean {
    return value.refs?.some((reference) => this.answersTo(reference)) ?? false;
  }

  answersTo(reference: Reference): boolean {
    return (
      reference.name === this.name &&
      reference.type === this.type &&
      reference.mode === this.mode &&
      reference.module === this.module.address &&
      (reference.key === undefined || this.key === "" || reference.key === this.key)
    );
  }
}
