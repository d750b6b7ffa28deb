import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-flow-without-own-key",
  title: "Results of the human review are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_372"] },
  references: ["https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html"],

  on: resources("aws_sagemaker_flow_definition"),
  check: ownKey("output_config.kms_key_id", { description: "Reviews", impact: "replacement" }),

  insecure: hcl`
    resource "aws_sagemaker_flow_definition" "review" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      flow_definition_name = "review"
      role_arn             = "arn:aws:iam::123456789012:role/review"

      human_loop_config {
        human_task_ui_arn = "arn:aws:sagemaker:eu-west-1:123456789012:human-task-ui/review"
        task_count        = 1
        task_description  = "Review"
        task_title        = "Review"
        workteam_arn      = "arn:aws:sagemaker:eu-west-1:123456789012:workteam/private-crowd/ops"
      }

      output_config {
        s3_output_path = "s3://acme-reviews"
      }
    }
  `,
  secure: hcl`
    resource "aws_sagemaker_flow_definition" "review" {
      flow_definition_name = "review"
      role_arn             = "arn:aws:iam::123456789012:role/review"

      human_loop_config {
        human_task_ui_arn = "arn:aws:sagemaker:eu-west-1:123456789012:human-task-ui/review"
        task_count        = 1
        task_description  = "Review"
        task_title        = "Review"
        workteam_arn      = "arn:aws:sagemaker:eu-west-1:123456789012:workteam/private-crowd/ops"
      }

      output_config {
        kms_key_id     = aws_kms_key.review.arn
        s3_output_path = "s3://acme-reviews"
      }
    }

    resource "aws_kms_key" "review" {
      description         = "Reviews"
      enable_key_rotation = true
    }
  `,
});
