import { noneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-mwaa-public",
  title: "Airflow's web server is reachable from the internet",
  severity: "high",
  responsibility: "customer",
  why: "Anyone may try to sign in to what runs your jobs with your rights.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_66"] },
  references: ["https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html"],

  on: resources("aws_mwaa_environment"),
  check: setting("webserver_access_mode", noneOf(["PUBLIC_ONLY"], "PRIVATE_ONLY"), {
    fallback: "PRIVATE_ONLY",
    impact: "disruption",
    title: "Keep it in the VPC",
  }),

  insecure: hcl`
    resource "aws_mwaa_environment" "flows" {
      dag_s3_path           = "dags/"
      execution_role_arn    = "arn:aws:iam::123456789012:role/mwaa"
      name                  = "flows"
      source_bucket_arn     = "arn:aws:s3:::acme-flows"
      webserver_access_mode = "PUBLIC_ONLY"
      #                       ^^^^^^^^^^^^^

      network_configuration {
        security_group_ids = ["sg-0a1b2c3d"]
        subnet_ids         = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
  secure: hcl`
    resource "aws_mwaa_environment" "flows" {
      dag_s3_path           = "dags/"
      execution_role_arn    = "arn:aws:iam::123456789012:role/mwaa"
      name                  = "flows"
      source_bucket_arn     = "arn:aws:s3:::acme-flows"
      webserver_access_mode = "PRIVATE_ONLY"

      network_configuration {
        security_group_ids = ["sg-0a1b2c3d"]
        subnet_ids         = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
      }
    }
  `,
});
