import type { Module } from "../../../language/model/module.ts";
import { memo } from "../../../language/query/engine.ts";
import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-security-group-unused",
  title: "Security group is used by nothing",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It protects nothing, and whoever attaches it one day takes it for reviewed.",
  controls: {},
  aliases: ["CKV2_AWS_5", "4849211b-ac39-479e-ae78-5694d506cb24"],
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html"],
  noFix: "Whether it is to be attached or deleted is for its author to say.",

  on: resources("aws_security_group"),
  *check(group) {
    if (named(group.module).has(group.name) || group.module.root.unopened.length > 0) return;
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

/** Groups that a module names anywhere but in groups and their rules: in the text, since every attribute counts. */
const named = memo((module: Module): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const file of module.files)
    for (const { start, part } of file.chunks) {
      const [block] = part.body.items;
      const type = block?.kind === "block" && block.type.text === "resource" ? block.labels[0]?.text : undefined;
      if (type !== undefined && rules.test(type)) continue;
      for (const [, name = ""] of file.text.slice(start, start + part.length).matchAll(/aws_security_group\.([\w-]+)/g))
        found.add(name);
    }
  return found;
});
