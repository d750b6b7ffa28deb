import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-quality-volume-without-own-key",
  title: "Disk of the data quality job is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_368"] },
  references: ["https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest.html"],

  on: resources("aws_sagemaker_data_quality_job_definition"),
  check: ownKey("job_resources.cluster_config.volume_kms_key_id", {
    description: "SageMaker jobs",
    impact: "replacement",
  }),

  insecure: hcl`
    resource "aws_sagemaker_data_quality_job_definition" "price" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name     = "price"
      role_arn = "arn:aws:iam::123456789012:role/price"

      data_quality_app_specification {
        image_uri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitor:1"
      }

      data_quality_job_input {
        endpoint_input {
          endpoint_name = "price"
        }
      }

      data_quality_job_output_config {
        monitoring_outputs {
          s3_output {
            s3_uri = "s3://acme-quality"
          }
        }
      }

      job_resources {
        cluster_config {
          instance_count    = 1
          instance_type     = "ml.m5.large"
          volume_size_in_gb = 20
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_sagemaker_data_quality_job_definition" "price" {
      name     = "price"
      role_arn = "arn:aws:iam::123456789012:role/price"

      data_quality_app_specification {
        image_uri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/monitor:1"
      }

      data_quality_job_input {
        endpoint_input {
          endpoint_name = "price"
        }
      }

      data_quality_job_output_config {
        monitoring_outputs {
          s3_output {
            s3_uri = "s3://acme-quality"
          }
        }
      }

      job_resources {
        cluster_config {
          instance_count    = 1
          instance_type     = "ml.m5.large"
          volume_kms_key_id = aws_kms_key.price.arn
          volume_size_in_gb = 20
        }
      }
    }

    resource "aws_kms_key" "price" {
      description         = "SageMaker jobs"
      enable_key_rotation = true
    }
  `,
});
