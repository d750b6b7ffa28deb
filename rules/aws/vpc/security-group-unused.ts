import type { Resource } from "../../../language/model/resource.ts";
import { table } from "../../../language/syntax/table.ts";
import { anywhere, isCallingUnseen, items, plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isNamed } from "../ec2/shapes/attached.ts";

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
    if (isNamed(group.module, group.name) || isCallingUnseen(group.module.root) || isPeer(group) || isInDefault(group))
      return;
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

/** Where rules name the group that they let in or out to. */
const peers: Readonly<Record<string, string>> = table({
  aws_security_group_rule: "source_security_group_id",
  aws_vpc_security_group_ingress_rule: "referenced_security_group_id",
  aws_vpc_security_group_egress_rule: "referenced_security_group_id",
});

/** Whether a rule of another group lets those in who carry this one. */
const isPeer = (group: Resource): boolean =>
  anywhere(group, ...Object.keys(peers)).some((rule) => group.isMeantBy(rule.get(peers[rule.type] ?? ""))) ||
  anywhere(group, "aws_security_group", "aws_default_security_group").some(
    (other) =>
      other !== group &&
      ["ingress", "egress"].some((direction) =>
        other
          .sections(direction)
          .some((section) => items(section.get("security_groups")).some((value) => group.isMeantBy(value))),
      ),
  );

/** Whether a variable's default names the group, by whatever it is looked up with then. */
function isInDefault(group: Resource): boolean {
  const name = plain(group.get("name"));
  return (
    typeof name === "string" &&
    group.module
      .blocks("variable")
      .some((variable) => items(variable.get("default")).some((one) => plain(one) === name))
  );
}
