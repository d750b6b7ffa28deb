import type { Section } from "../../../language/model/section.ts";
import { holds, is, isSet, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { published } from "./shapes/logs.ts";

export default rule({
  id: "aws-opensearch-without-logging",
  title: "OpenSearch domain keeps no log",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell what failed and what was slow.",
  controls: { "security-hub": ["Opensearch.4", "ES.4"] },
  aliases: {
    checkov: ["CKV_AWS_84"],
    kics: ["acb6b4e2-a086-4f35-aefd-4db6ea51ada2", "e979fcbc-df6c-422d-9458-c33d65e71c45"],
  },
  references: [
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
  ],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain"),
  *check(domain) {
    const logs = domain.sections("log_publishing_options");
    if (domain.isOpen("log_publishing_options")) return;
    const isOn = (log: Section) =>
      holds(log.get("cloudwatch_log_group_arn"), isSet()) && holds(log.get("enabled"), is(true), true);
    if (logs.some(isOn)) return;
    yield { at: logs[0]?.header ?? domain.header, fixes: () => [published(domain, "ES_APPLICATION_LOGS")] };
  },

  insecure: hcl`
    resource "aws_opensearch_domain" "logs" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"
    }
  `,
  secure: hcl`
    resource "aws_opensearch_domain" "logs" {
      depends_on     = [aws_cloudwatch_log_resource_policy.logs_application]
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      log_publishing_options {
        cloudwatch_log_group_arn = aws_cloudwatch_log_group.logs_application.arn
        log_type                 = "ES_APPLICATION_LOGS"
      }
    }

    resource "aws_cloudwatch_log_group" "logs_application" {
      name              = "/aws/opensearch/logs/application"
      retention_in_days = 365
    }

    data "aws_caller_identity" "current" {}

    resource "aws_cloudwatch_log_resource_policy" "logs_application" {
      policy_name = "application-logs-logs"
      policy_document = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Allow"
            Principal = {
              Service = "es.amazonaws.com"
            }
            Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
            Resource = "\${aws_cloudwatch_log_group.logs_application.arn}:*"
            Condition = {
              StringEquals = {
                "aws:SourceAccount" = data.aws_caller_identity.current.account_id
              }
            }
          },
        ]
      })
    }
  `,
});
