import { isTrue, resources } from "../../kit/checks.ts";
import { replace } from "../../kit/edits.ts";
import { jsonObjects } from "../../kit/json-attribute.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-batch-container-privileged",
  title: "Batch container is privileged: it has root on its host",
  severity: "high",
  responsibility: "customer",
  why: "Whoever breaks into the container owns the host, and every job on it.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_210"], kics: ["66cd88ac-9ddf-424a-b77e-e55e17630bee"] },
  references: ["https://docs.aws.amazon.com/batch/latest/userguide/job_definition_parameters.html"],

  on: resources("aws_batch_job_definition"),
  *check(definition) {
    for (const container of jsonObjects(definition, "container_properties")) {
      const value = container.entries.get("privileged")?.value;
      if (!value || !isTrue(value)) continue;
      yield {
        at: value.at,
        fixes: () => [
          {
            title: "Take the rights away",
            impact: "disruption",
            edits: [replace(definition, value.origin ?? value.at, false)],
          },
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_batch_job_definition" "load" {
      container_properties = jsonencode({
        image      = "load:1"
        privileged = true
        #            ^^^^
      })
      name = "load"
      type = "container"
    }
  `,
  secure: hcl`
    resource "aws_batch_job_definition" "load" {
      container_properties = jsonencode({
        image      = "load:1"
        privileged = false
      })
      name = "load"
      type = "container"
    }
  `,
});
