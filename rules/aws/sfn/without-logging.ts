import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sfn-without-logging",
  title: "State machine logs no execution data",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an incident nobody can tell what a run was given and gave.",
  controls: { "security-hub": ["StepFunctions.1"] },
  aliases: { checkov: ["CKV_AWS_285"], trivy: ["AVD-AWS-0119"] },
  references: [
    "https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html",
  ],

  on: resources("aws_sfn_state_machine"),
  *check(machine) {
    const data = machine.get("logging_configuration.include_execution_data");
    if (holds(data, is(true), false)) return;
    const [own] = machine.sections("logging_configuration");
    yield {
      at: data.at,
      ...relatedTo(data),
      fixes: () => [
        {
          title: "Log runs with their data",
          impact: "update",
          edits: putAll(machine, {
            "logging_configuration.include_execution_data": true,
            ...(!own && {
              "logging_configuration.level": "ALL",
              "logging_configuration.log_destination": stop("arn:aws:logs:eu-west-1:123456789012:log-group:order:*"),
            }),
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_sfn_state_machine" "order" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      definition = jsonencode({ StartAt = "End", States = { End = { Type = "Succeed" } } })
      name       = "order"
      role_arn   = "arn:aws:iam::123456789012:role/order"
    }
  `,
  secure: hcl`
    resource "aws_sfn_state_machine" "order" {
      definition = jsonencode({ StartAt = "End", States = { End = { Type = "Succeed" } } })
      name       = "order"
      role_arn   = "arn:aws:iam::123456789012:role/order"

      logging_configuration {
        include_execution_data = true
        level                  = "ALL"
        log_destination        = "arn:aws:logs:eu-west-1:123456789012:log-group:order:*"
      }
    }
  `,
});
