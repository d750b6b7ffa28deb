import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-image-makers-unchecked",
  title: "Machines may be started from images of anybody",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "An image that a stranger publishes under a familiar name runs with the role of the machine.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-allowed-amis.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_allowed_images_settings",
  ],

  on: resources("aws_ec2_allowed_images_settings"),
  check: setting("state", isNot("disabled", "audit-mode"), { title: "Report what would be refused" }),

  insecure: hcl`
    resource "aws_ec2_allowed_images_settings" "region" {
      state = "disabled"
      #       ^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_ec2_allowed_images_settings" "region" {
      state = "audit-mode"
    }
  `,
});
