import { holds, is, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-imagebuilder-disk-without-own-key",
  title: "Disk of the built image is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_200"] },
  references: ["https://docs.aws.amazon.com/imagebuilder/latest/userguide/data-protection.html"],

  on: resources("aws_imagebuilder_image_recipe"),
  *check(recipe) {
    for (const mapping of recipe.sections("block_device_mapping"))
      for (const disk of mapping.sections("ebs")) {
        const [isEncrypted, hasKey] = [holds(disk.get("encrypted"), is(true)), isOwn(disk, "kms_key_id")];
        if (isEncrypted && hasKey) continue;
        yield {
          at: disk.header,
          fixes: () => [
            {
              title: "Encrypt with a KMS key of your own",
              impact: "replacement",
              edits: putAll(disk, {
                ...(!isEncrypted && { encrypted: true }),
                ...(!hasKey && { kms_key_id: stop("arn:aws:kms:eu-west-1:123456789012:key/id") }),
              }),
            },
          ],
        };
      }
  },

  insecure: hcl`
    resource "aws_imagebuilder_image_recipe" "base" {
      name         = "base"
      parent_image = "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x"
      version      = "1.0.0"

      block_device_mapping {
        device_name = "/dev/xvda"

        ebs {
        #^^
          volume_size = 20
        }
      }

      component {
        component_arn = "arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x"
      }
    }
  `,
  secure: hcl`
    resource "aws_imagebuilder_image_recipe" "base" {
      name         = "base"
      parent_image = "arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023-x86/x.x.x"
      version      = "1.0.0"

      block_device_mapping {
        device_name = "/dev/xvda"

        ebs {
          encrypted   = true
          kms_key_id  = "arn:aws:kms:eu-west-1:123456789012:key/id"
          volume_size = 20
        }
      }

      component {
        component_arn = "arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x"
      }
    }
  `,
});
