import { isEncryptedByDefault } from "../../kit/account-wide.ts";
import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ebs-volume-unencrypted",
  title: "Disk is not encrypted",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of the volume, or of a snapshot of it, can read every block.",
  controls: { "security-hub": ["EC2.3"] },
  aliases: {
    checkov: ["CKV_AWS_3"],
    trivy: ["AVD-AWS-0026"],
    tfsec: ["aws-ebs-enable-volume-encryption", "aws-ec2-enable-volume-encryption"],
    kics: ["cc997676-481b-4e93-aa81-d19f8c5e9b12"],
  },
  references: ["https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"],

  on: resources("aws_ebs_volume").where((volume) => !isEncryptedByDefault(volume)),
  check: setting("encrypted", is(true), { impact: "replacement" }),

  insecure: hcl`
    resource "aws_ebs_volume" "data" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      availability_zone = "eu-west-1a"
      size              = 40
    }
  `,
  secure: hcl`
    resource "aws_ebs_volume" "data" {
      availability_zone = "eu-west-1a"
      encrypted         = true
      size              = 40
    }
  `,
});
