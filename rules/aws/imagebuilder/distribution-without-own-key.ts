import { resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-imagebuilder-distribution-without-own-key",
  title: "Distributed images are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_199"] },
  references: ["https://docs.aws.amazon.com/imagebuilder/latest/userguide/data-protection.html"],

  on: resources("aws_imagebuilder_distribution_configuration"),
  *check(configuration) {
    for (const distribution of configuration.sections("distribution"))
      for (const ami of distribution.sections("ami_distribution_configuration")) {
        if (isOwn(ami, "kms_key_id")) continue;
        yield {
          at: ami.header,
          fixes: () => [
            {
              title: "Encrypt with a KMS key of your own",
              impact: "update",
              edits: [put(ami, "kms_key_id", stop("arn:aws:kms:eu-west-1:123456789012:key/id"))],
            },
          ],
        };
      }
  },

  insecure: hcl`
    resource "aws_imagebuilder_distribution_configuration" "base" {
      name = "base"

      distribution {
        region = "eu-west-1"

        ami_distribution_configuration {
        #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          name = "base-{{ imagebuilder:buildDate }}"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_imagebuilder_distribution_configuration" "base" {
      name = "base"

      distribution {
        region = "eu-west-1"

        ami_distribution_configuration {
          kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/id"
          name       = "base-{{ imagebuilder:buildDate }}"
        }
      }
    }
  `,
});
