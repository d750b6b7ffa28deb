import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fixesFor, preview } from "../../analysis/fix/fix.ts";
import { rules } from "../../rules/index.ts";
import { checked } from "../harness/fixture.ts";

const guide = (name: string): string => readFileSync(new URL(`../guide/${name}`, import.meta.url), "utf8");

const bastion = 'resource "aws_security_group" "bastion" {\n  name = "bastion"\n}\n\n';

const group = (body: string): string => `resource "aws_security_group" "web" {\n${body}}\n`;

/** The text after the fix whose title begins like this, of the first finding of a rule. */
function cured(id: string, text: string, title: string): string {
  const before = checked(
    rules.filter((rule) => rule.id === id),
    { "main.tf": text },
  );
  const [finding] = before.report.findings;
  const fixes = finding ? fixesFor(finding, before) : [];
  const fix = fixes.find((each) => each.title.startsWith(title));
  assert.ok(fix, `${title} is not among ${fixes.map((each) => each.title).join(", ")}`);
  const [changed = ""] = preview(fix.edits, before).values();
  return changed;
}

const ssh = (source: string): string =>
  group(`  vpc_id = aws_vpc.main.id

  ingress {
    from_port = 22
    to_port   = 22
    protocol  = "tcp"
${source}  }
`);

describe("fixes of the network rules", () => {
  it("turn the guide's open ingress into its closed one, letter for letter", () => {
    const [wrong, correct] = [guide("open-ingress.wrong.tf"), guide("open-ingress.correct.tf")];
    const fixed = cured("aws-ec2-ssh-open-to-world", bastion + group(wrong), "Admit only `aws_security_group.bastion`");
    assert.equal(fixed, bastion + group(correct));
  });

  it("drop a comment that would no longer be true", () => {
    const fixed = cured("aws-ec2-ssh-open-to-world", group(guide("open-ingress.wrong.tf")), "Admit only 10.0.0.0/8");
    assert.match(fixed, /cidr_blocks = \["10\.0\.0\.0\/8"\]$/m);
  });

  it("add a group for administrators in the same VPC where there is none", () => {
    const fixed = cured("aws-ec2-ssh-open-to-world", ssh('    cidr_blocks = ["0.0.0.0/0"]\n'), "Admit only a new");
    assert.match(fixed, /security_groups = \[aws_security_group\.management\.id\]/);
    assert.match(fixed, /resource "aws_security_group" "management" \{[^}]*vpc_id\s+= aws_vpc\.main\.id/);
  });

  it("do not send two groups in a circle", () => {
    const circle = bastion.replace(
      "}",
      '\n  egress {\n    from_port = 22\n    to_port = 22\n    protocol = "tcp"\n    security_groups = [aws_security_group.web.id]\n  }\n}',
    );
    const fixed = cured(
      "aws-ec2-ssh-open-to-world",
      circle + ssh('    cidr_blocks = ["0.0.0.0/0"]\n'),
      "Admit only a new",
    );
    assert.match(fixed, /security_groups = \[aws_security_group\.management\.id\]/);
  });

  it("keep the other ranges", () => {
    const source = '    cidr_blocks = ["192.0.2.0/24", "0.0.0.0/0"]\n';
    const fixed = cured("aws-ec2-ssh-open-to-world", bastion + ssh(source), "Admit only `aws_security_group.bastion`");
    assert.match(fixed, /cidr_blocks\s+= \["192\.0\.2\.0\/24"\]/);
    assert.match(fixed, /security_groups = \[aws_security_group\.bastion\.id\]/);
  });

  it("close IPv4 and IPv6 together", () => {
    const source = '    cidr_blocks = ["0.0.0.0/0"]\n    ipv6_cidr_blocks = ["::/0"]\n';
    const fixed = cured("aws-ec2-ssh-open-to-world", bastion + ssh(source), "Admit only `aws_security_group.bastion`");
    assert.doesNotMatch(fixed, /cidr_blocks/);
  });

  it("split a rule that may have one kind of source only", () => {
    const rule = `resource "aws_security_group_rule" "ssh" {
  security_group_id = aws_security_group.bastion.id
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0", "192.0.2.0/24"]
}
`;
    const vpn = 'resource "aws_security_group" "vpn" {\n  name = "vpn"\n}\n\n';
    const fixed = cured("aws-ec2-ssh-open-to-world", bastion + vpn + rule, "Admit only `aws_security_group.vpn`");
    assert.match(fixed, /"ssh" \{[^}]*cidr_blocks {7}= \["192\.0\.2\.0\/24"\]\n\}/);
    assert.match(fixed, /"ssh_2" \{[^}]*source_security_group_id = aws_security_group\.vpn\.id\n\}/);
  });

  it("admit the network of the group, where its code says which that is", () => {
    const open = '    cidr_blocks = ["0.0.0.0/0"]\n';
    for (const [vpc, admits] of [
      ["aws_vpc.main.id", "aws_vpc.main.cidr_block"],
      ["aws_vpc.main[0].id", "aws_vpc.main[0].cidr_block"],
      ["data.aws_vpc.main.id", "data.aws_vpc.main.cidr_block"],
      ["var.vpc_id", '"10.0.0.0/8"'],
    ] as const) {
      const declared = `${/aws_vpc|var/.exec(vpc)?.[0] === "var" ? 'variable "vpc_id" {}' : `${vpc.startsWith("data") ? "data" : "resource"} "aws_vpc" "main" {\n${vpc.includes("[") ? "  count = 1\n" : ""}}`}\n\n`;
      const fixed = cured(
        "aws-ec2-ssh-open-to-world",
        declared + ssh(open).replace("aws_vpc.main.id", vpc),
        admits.startsWith('"') ? "Admit only 10" : `Admit only \`${admits}\``,
      );
      assert.ok(fixed.includes(`cidr_blocks = [${admits}]`), fixed);
    }
  });

  it("leave a variable alone that serves something else", () => {
    const world = 'variable "world" {\n  default = "0.0.0.0/0"\n}\n\noutput "world" {\n  value = var.world\n}\n\n';
    const fixed = cured(
      "aws-ec2-ssh-open-to-world",
      world + ssh("    cidr_blocks = [var.world]\n"),
      "Admit only `aws_vpc",
    );
    assert.ok(fixed.startsWith(world), fixed);
    assert.match(fixed, /cidr_blocks = \[aws_vpc\.main\.cidr_block\]/);
  });

  it("change only the element at fault where others share the block", () => {
    const rule = `resource "aws_vpc_security_group_ingress_rule" "ssh" {
  for_each          = toset(["0.0.0.0/0", "192.0.2.0/24"])
  security_group_id = aws_security_group.bastion.id
  cidr_ipv4         = each.value
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}
`;
    const fixed = cured("aws-ec2-ssh-open-to-world", rule, "Admit only");
    assert.equal(fixed, rule.replace("0.0.0.0/0", "10.0.0.0/8"));
  });

  it("deny an administration port ahead of the answers that an ACL must let in", () => {
    const rule = `resource "aws_network_acl_rule" "answers" {
  network_acl_id = "acl-1"
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 1024
  to_port        = 65535
  cidr_block     = "0.0.0.0/0"
}
`;
    const fixed = cured("aws-vpc-acl-admin-port-open-to-world", rule, "Deny RDP before it");
    assert.ok(fixed.startsWith(rule));
    assert.match(fixed, /rule_number {4}= 99\n {2}rule_action {4}= "deny"/);
  });

  it("keep the flow log in a bucket that is there for logs", () => {
    const text =
      'resource "aws_s3_bucket" "logs" {\n}\n\nresource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n';
    const fixed = cured("aws-vpc-without-flow-log", text, "Keep a flow log in `aws_s3_bucket.logs`");
    assert.match(fixed, /log_destination_type = "s3"\n {2}log_destination {6}= aws_s3_bucket\.logs\.arn/);
  });
});
