import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-globalaccelerator-without-flow-logs",
  title: "Global Accelerator keeps no flow log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell where it came from.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_75"], kics: ["96e8183b-e985-457b-90cd-61c0503a3369"] },
  references: ["https://docs.aws.amazon.com/global-accelerator/latest/dg/monitoring-global-accelerator.flow-logs.html"],

  on: resources("aws_globalaccelerator_accelerator"),
  *check(accelerator) {
    const enabled = accelerator.get("attributes.flow_logs_enabled");
    if (holds(enabled, is(true), false)) return;
    yield {
      at: enabled.at,
      ...relatedTo(enabled),
      fixes: () => [
        {
          title: "Keep flow logs",
          impact: "update",
          edits: putAll(accelerator, {
            "attributes.flow_logs_enabled": true,
            "attributes.flow_logs_s3_bucket": stop("name-of-the-log-bucket"),
            "attributes.flow_logs_s3_prefix": "flow-logs/",
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_globalaccelerator_accelerator" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "web"
    }
  `,
  secure: hcl`
    resource "aws_globalaccelerator_accelerator" "web" {
      name = "web"

      attributes {
        flow_logs_enabled   = true
        flow_logs_s3_bucket = "name-of-the-log-bucket"
        flow_logs_s3_prefix = "flow-logs/"
      }
    }
  `,
});
