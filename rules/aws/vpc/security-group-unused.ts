import type { Module } from "../../../language/model/module.ts";
import { fact, memo, memoBy } from "../../../language/query/engine.ts";
import { detached } from "../../../language/syntax/text.ts";
import type { Chunk, ChunkTree, SourceFile } from "../../../language/syntax/tree.ts";
import { isCallingUnseen, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-security-group-unused",
  title: "Security group is unused",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It protects nothing, and whoever attaches it one day takes it for reviewed.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_5"], kics: ["4849211b-ac39-479e-ae78-5694d506cb24"] },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"],
  noFix: "Whether it is to be attached or deleted is for its author to say.",

  on: resources("aws_security_group"),
  *check(group) {
    if (isNamed(group.module, group.name) || isCallingUnseen(group.module.root)) return;
    yield { at: group.header };
  },

  insecure: hcl`
    resource "aws_security_group" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "app"
    }
  `,
  secure: hcl`
    resource "aws_security_group" "app" {
      name = "app"
    }

    resource "aws_instance" "app" {
      ami                    = "ami-0a1b2c3d4e5f6a7b8"
      instance_type          = "t3.small"
      vpc_security_group_ids = [aws_security_group.app.id]
    }
  `,
});

const rules =
  /^aws_(?:security_group|security_group_rule|vpc_security_group_(?:in|e)gress_rule|default_security_group)$/;

/** Whether a module names a group anywhere but in groups and their rules: in the text, since every attribute counts. */
const isNamed = memoBy((module: Module, name: string): boolean => named(module).has(name));

const named = memo(
  (module: Module): ReadonlySet<string> => new Set(module.files.flatMap((file) => [...namesIn(file)])),
  {
    equals: (a, b) => a.size === b.size && [...a].every((name) => b.has(name)),
  },
);

const namesIn = fact(
  (file: SourceFile): ReadonlySet<string> => new Set(file.chunks.flatMap((chunk) => namesOf(file, chunk))),
);

/** Read once of what stays when its file changes. */
const known = fact((_: ChunkTree): { names?: readonly string[] } => ({}));

function namesOf({ text }: SourceFile, { start, tree }: Chunk): readonly string[] {
  const own = known(tree);
  own.names ??= isOfGroups(tree)
    ? []
    : [...text.slice(start, start + tree.length).matchAll(/aws_security_group\.([\w-]+)/g)].map(([, name = ""]) =>
        detached(name),
      );
  return own.names;
}

function isOfGroups({ body: { items } }: ChunkTree): boolean {
  const [block] = items;
  const type = block?.kind === "block" && block.type.text === "resource" ? block.labels[0]?.text : undefined;
  return type !== undefined && rules.test(type);
}
