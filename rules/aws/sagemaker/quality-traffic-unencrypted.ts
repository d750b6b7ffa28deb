import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-sagemaker-quality-traffic-unencrypted",
  title: "Traffic between containers of the data quality job is not encrypted",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever listens inside the network reads the data.",
  controls: { "security-hub": ["SageMaker.9"] },
  aliases: { checkov: ["CKV_AWS_369"] },
  references: [
    "https://docs.aws.amazon.com/sagemaker/latest/dg/train-encrypt.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/sagemaker-controls.html",
  ],

  on: resources("aws_sagemaker_data_quality_job_definition"),
  check: setting("network_config.enable_inter_container_traffic_encryption", is(true), {
    fallback: false,
    impact: "replacement",
    title: "Encrypt between containers",
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
          volume_size_in_gb = 20
        }
      }

      network_config {
        enable_inter_container_traffic_encryption = true
      }
    }
  `,
});
