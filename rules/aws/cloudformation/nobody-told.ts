import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cloudformation-nobody-told",
  title: "Nobody is notified of what happens to the stack",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Changes and failures go unseen.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_124"], kics: ["b72d0026-f649-4c91-a9ea-15d8f681ac09"] },
  references: [
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-add-tags.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudformation-controls.html",
  ],

  on: resources("aws_cloudformation_stack"),
  check: setting("notification_arns", isSet([stop("arn:aws:sns:eu-west-1:123456789012:stacks")]), {
    title: "Name a topic",
  }),

  insecure: hcl`
    resource "aws_cloudformation_stack" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name         = "app"
      template_url = "https://acme.s3.amazonaws.com/app.json"
    }
  `,
  secure: hcl`
    resource "aws_cloudformation_stack" "app" {
      name              = "app"
      notification_arns = ["arn:aws:sns:eu-west-1:123456789012:stacks"]
      template_url      = "https://acme.s3.amazonaws.com/app.json"
    }
  `,
});
