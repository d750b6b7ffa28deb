import type { Resource } from "../../../language/model/resource.ts";
import { isTrue, items, referred } from "../../kit/checks.ts";
import { removeBlock } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { allTraffic, type Traffic } from "../ec2/shapes/traffic.ts";

export default rule({
  id: "aws-vpc-default-security-group-admits-traffic",
  title: "Default security group allows traffic",
  severity: "medium",
  profileDependsOn: "whether the traffic comes in, and from more than the group itself, which is what AWS puts there",
  responsibility: "customer",
  why: "Whatever is started without a group of its own lands here, and gets these openings without anybody having meant it.",
  controls: {
    "cis-aws-1.4": ["5.3"],
    "security-hub": ["EC2.2"],
    cwe: ["1188"],
  },
  aliases: {
    checkov: ["CKV2_AWS_12"],
    trivy: ["AVD-AWS-0173"],
    kics: ["46883ce1-dc3e-4b17-9195-c6a601624c73", "9a4ef195-74b9-4c58-b8ed-2b2fe4353a75"],
  },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"],

  on: allTraffic.where((each) => isOfDefault(each)),
  *check(traffic) {
    const { resource, section, direction } = traffic;
    const vpc = vpcOf(resource);
    yield {
      at: section.header,
      ...((direction === "egress" || isFromItself(traffic)) && { profile: "all" as const }),
      ...(vpc && { subject: vpc }),
      message: `Default security group allows ${direction === "ingress" ? "inbound" : "outbound"} traffic`,
      fixes: () => [
        { title: "Remove the rule from the default group", impact: "disruption", edits: [removeBlock(section)] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_default_security_group" "main" {
      vpc_id = aws_vpc.main.id

      ingress {
      #^^^^^^
        from_port = 0
        to_port   = 0
        protocol  = "-1"
        self      = true
      }
    }
  `,
  secure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_default_security_group" "main" {
      vpc_id = aws_vpc.main.id
    }
  `,
});

/** Whether only members of the group are let in. */
const isFromItself = ({ section, notation: { ranges, prefixLists, group } }: Traffic): boolean =>
  isTrue(section.get("self")) &&
  [...ranges, prefixLists, group].every((name) => items(section.get(name)).every(({ state }) => state === "absent"));

/** Written in the default group, or a rule that names it (also as an attribute of its VPC). */
function isOfDefault({ resource }: Traffic): boolean {
  if (resource.type === "aws_default_security_group") return true;
  const references = resource.get("security_group_id").refs ?? [];
  return references.some(
    ({ type, attribute }) => type === "aws_default_security_group" || attribute === "default_security_group_id",
  );
}

/** The VPC whose default group it is, by way of the group that a rule names. */
function vpcOf(resource: Resource): Resource | undefined {
  const named = resource.get("security_group_id");
  const group =
    resource.type === "aws_default_security_group" ? resource : referred(named, resource, "aws_default_security_group");
  const of = group?.get("vpc_id") ?? named;
  return referred(of, resource, "aws_vpc");
}
