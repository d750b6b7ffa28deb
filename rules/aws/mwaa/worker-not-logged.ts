import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-mwaa-worker-not-logged",
  title: "Airflow keeps no log of its workers",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell what was run.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_243"] },
  references: ["https://docs.aws.amazon.com/mwaa/latest/userguide/monitoring-airflow.html"],

  on: resources("aws_mwaa_environment"),
  check: setting("logging_configuration.worker_logs.enabled", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Log it",
  }),

  insecure: hcl`
    resource "aws_mwaa_environment" "flows" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      dag_s3_path        = "dags/"
      execution_role_arn = "arn:aws:iam::123456789012:role/mwaa"
      name               = "flows"
      source_bucket_arn  = "arn:aws:s3:::acme-flows"

      network_configuration {
        security_group_ids = ["sg-0a1b2c3d"]
        subnet_ids         = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
  secure: hcl`
    resource "aws_mwaa_environment" "flows" {
      dag_s3_path        = "dags/"
      execution_role_arn = "arn:aws:iam::123456789012:role/mwaa"
      name               = "flows"
      source_bucket_arn  = "arn:aws:s3:::acme-flows"

      network_configuration {
        security_group_ids = ["sg-0a1b2c3d"]
        subnet_ids         = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }

      logging_configuration {
        worker_logs {
          enabled = true
        }
      }
    }
  `,
});
