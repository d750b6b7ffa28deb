import { relatedTo } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { internet } from "../ec2/shapes/address.ts";
import { administration, areAll, covers, portText, rdp, ssh } from "../ec2/shapes/ports.ts";
import { isDenied, openings } from "./shapes/acl.ts";
import { deniedBefore, insideOnly } from "./shapes/acl-fixes.ts";

/** What Checkov asks of one port only. */
const single: ReadonlyMap<number, string> = new Map([
  [20, "CKV_AWS_230"],
  [21, "CKV_AWS_229"],
  [22, "CKV_AWS_232"],
  [3389, "CKV_AWS_231"],
]);

const general = {
  trivy: ["AVD-AWS-0105"],
  tfsec: ["aws-ec2-no-public-ingress-acl", "aws-vpc-no-public-ingress-acl"],
  kics: ["3af7f2fd-06e6-4dab-b996-2912bea19ba4", "a20be318-cac7-457b-911d-04cc6e812c25"],
};

const guarded = [...ssh, ...rdp, ...administration.filter(({ name }) => name === "FTP" || name === "Telnet")];

export default rule({
  id: "aws-vpc-acl-admin-port-open-to-world",
  title: "Network ACL opens an administration port to the internet",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  why: "The ACL is the second line: with it open, one careless security group puts SSH or Remote Desktop on the internet.",
  controls: {
    "cis-aws-1.4": ["5.1"],
    "security-hub": ["EC2.21"],
    cwe: ["284"],
  },
  aliases: { checkov: [...single.values()], ...general },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html"],

  on: openings("aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"),
  *check(opening) {
    const { ports, range, cidr } = opening;
    if (areAll(ports) || ports.protocol === "udp") return;
    const open = guarded.filter(({ port }) => covers(ports, port) && !isDenied(opening, port));
    const [first] = open;
    if (!first) return;
    const what =
      ports.from === ports.to
        ? `${first.name} (port ${first.port})`
        : `ports ${portText(ports)}, ${first.name} (${first.port}) among them,`;
    yield {
      at: range.value.at,
      aliases: [...open.flatMap(({ port }) => single.get(port) ?? []), ...Object.values(general).flat()],
      message: `Network ACL opens ${what} to ${internet(cidr)}`,
      ...relatedTo(range.value),
      *fixes() {
        // A wide range mostly serves answers to what was asked from inside, which must still come through.
        if (ports.to - ports.from > 1) yield* deniedBefore(opening, open);
        yield* insideOnly(opening);
      },
    };
  },

  insecure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_network_acl" "app" {
      vpc_id = aws_vpc.main.id

      ingress {
        rule_no    = 100
        action     = "allow"
        protocol   = "tcp"
        from_port  = 22
        to_port    = 22
        cidr_block = "0.0.0.0/0"
        #            ^^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_network_acl" "app" {
      vpc_id = aws_vpc.main.id

      ingress {
        rule_no    = 100
        action     = "allow"
        protocol   = "tcp"
        from_port  = 22
        to_port    = 22
        cidr_block = aws_vpc.main.cidr_block
      }
    }
  `,
});
