import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-imdsv1-by-default",
  title: "New instances answer without a session token (IMDSv1) unless they ask for one",
  severity: "medium",
  responsibility: "customer",
  why: "One request forgery on any of them reads the credentials of its role.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_instance_metadata_defaults",
  ],

  on: resources("aws_ec2_instance_metadata_defaults"),
  check: setting("http_tokens", isNot("optional", "required"), {
    impact: "disruption",
    title: "Require a session token (IMDSv2)",
  }),

  insecure: hcl`
    resource "aws_ec2_instance_metadata_defaults" "region" {
      http_tokens = "optional"
      #             ^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_ec2_instance_metadata_defaults" "region" {
      http_tokens = "required"
    }
  `,
});
