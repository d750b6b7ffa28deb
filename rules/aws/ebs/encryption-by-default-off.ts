import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ebs-encryption-by-default-off",
  title: "New disks are not encrypted by default",
  severity: "medium",
  responsibility: "customer",
  why: "Every volume then depends on somebody remembering to encrypt it.",
  controls: {
    "cis-aws-1.4": ["2.2.1"],
    "security-hub": ["EC2.7"],
  },
  aliases: { checkov: ["CKV_AWS_106"], kics: ["3d3f6270-546b-443c-adb4-bb6fb2187ca6"] },
  references: [
    "https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ],

  on: resources("aws_ebs_encryption_by_default"),
  check: setting("enabled", is(true), {
    fallback: true,
    impact: "disruption",
    title: "Encrypt new volumes by default",
  }),

  insecure: hcl`
    resource "aws_ebs_encryption_by_default" "all" {
      enabled = false
      #         ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_ebs_encryption_by_default" "all" {
      enabled = true
    }
  `,
});
