import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ebs-snapshot-sharing-not-blocked",
  title: "Snapshots of the account can be made public",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may share one snapshot can give every file on the disk to everybody.",
  controls: { "security-hub": ["EC2.182"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ebs_snapshot_block_public_access",
  ],

  on: resources("aws_ebs_snapshot_block_public_access"),
  check: setting("state", isNot("unblocked", "block-new-sharing"), { title: "Block new public snapshots" }),

  insecure: hcl`
    resource "aws_ebs_snapshot_block_public_access" "region" {
      state = "unblocked"
      #       ^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_ebs_snapshot_block_public_access" "region" {
      state = "block-new-sharing"
    }
  `,
});
