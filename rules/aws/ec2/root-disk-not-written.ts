import { isEncryptedByDefault } from "../../kit/account-wide.ts";
import { resources } from "../../kit/checks.ts";
import { block, put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-root-disk-not-written",
  title: "Encryption of the root disk is not configured",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whether it is depends on the image and on the account's default.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_8"] },
  references: ["https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html"],

  on: resources("aws_instance", "aws_launch_configuration"),
  *check(instance) {
    if (
      isEncryptedByDefault(instance) ||
      instance.sections("root_block_device").length > 0 ||
      instance.isOpen("root_block_device") ||
      instance.sections("launch_template").length > 0
    )
      return;
    yield {
      at: instance.header,
      fixes: () => [
        {
          title: "Encrypt the root disk",
          impact: "replacement",
          edits: [put(instance, "root_block_device", block({ encrypted: true }))],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_instance" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"

      root_block_device {
        encrypted = true
      }
    }
  `,
});
