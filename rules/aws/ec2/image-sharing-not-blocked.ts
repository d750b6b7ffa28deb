import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-image-sharing-not-blocked",
  title: "Images of the account can be made public",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may share one image can give every file in it to everybody.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_image_block_public_access",
  ],

  on: resources("aws_ec2_image_block_public_access"),
  check: setting("state", isNot("unblocked", "block-new-sharing"), { title: "Block new public images" }),

  insecure: hcl`
    resource "aws_ec2_image_block_public_access" "region" {
      state = "unblocked"
      #       ^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_ec2_image_block_public_access" "region" {
      state = "block-new-sharing"
    }
  `,
});
