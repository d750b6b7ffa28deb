import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-emr-public-access-not-blocked",
  title: "EMR clusters can be opened to the internet",
  severity: "high",
  responsibility: "customer",
  why: "One wrong security group lets anyone run code on a cluster.",
  controls: { "security-hub": ["EMR.2"] },
  aliases: { checkov: ["CKV_AWS_390"] },
  references: [
    "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/emr-controls.html",
  ],

  on: resources("aws_emr_block_public_access_configuration"),
  check: setting("block_public_security_group_rules", is(true), { impact: "replacement", title: "Block it" }),

  insecure: hcl`
    resource "aws_emr_block_public_access_configuration" "all" {
      block_public_security_group_rules = false
      #                                   ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_emr_block_public_access_configuration" "all" {
      block_public_security_group_rules = true
    }
  `,
});
