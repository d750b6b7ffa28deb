import { is, resources, setting } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { allowTracing } from "../lambda/shapes/tracing.ts";

export default rule({
  id: "aws-sfn-without-tracing",
  title: "State machine is not traced",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What a run did, and where it failed, is hard to find out.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_284"], trivy: ["AVD-AWS-0117"] },
  references: ["https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html"],

  on: resources("aws_sfn_state_machine"),
  check: setting("tracing_configuration.enabled", is(true), {
    fallback: false,
    title: "Trace runs",
    edits: (machine, write) => [
      put(machine, "tracing_configuration.enabled", write),
      ...allowTracing(machine, "role_arn"),
    ],
  }),

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

      tracing_configuration {
        enabled = true
      }
    }
  `,
});
