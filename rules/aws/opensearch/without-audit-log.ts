import { holds, is, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { published } from "./shapes/logs.ts";

export default rule({
  id: "aws-opensearch-without-audit-log",
  title: "OpenSearch domain keeps no audit log",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell who logged in and what was read.",
  controls: { "security-hub": ["Opensearch.5", "ES.5"] },
  aliases: { checkov: ["CKV_AWS_317"], trivy: ["AVD-AWS-0042"], tfsec: ["aws-elastic-search-enable-domain-logging"] },
  references: [
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
  ],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain"),
  *check(domain) {
    const audits = domain
      .sections("log_publishing_options")
      .filter((log) => holds(log.get("log_type"), is("AUDIT_LOGS")));
    if (domain.isOpen("log_publishing_options") || audits.some((log) => holds(log.get("enabled"), is(true), true)))
      return;
    const [off] = audits;
    yield {
      at: off ? off.get("enabled").at : domain.header,
      fixes: () => {
        // AWS refuses it where there are no users to tell of
        if (!holds(domain.get("advanced_security_options.enabled"), is(true), false)) return [];
        return [
          off
            ? { title: "Publish the audit log", impact: "update", edits: [put(off, "enabled", true)] }
            : published(domain, "AUDIT_LOGS"),
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_opensearch_domain" "logs" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      advanced_security_options {
        enabled = true
      }
    }
  `,
  secure: hcl`
    resource "aws_opensearch_domain" "logs" {
      depends_on     = [aws_cloudwatch_log_resource_policy.logs_audit]
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      advanced_security_options {
        enabled = true
      }

      log_publishing_options {
        cloudwatch_log_group_arn = aws_cloudwatch_log_group.logs_audit.arn
        log_type                 = "AUDIT_LOGS"
      }
    }

    resource "aws_cloudwatch_log_group" "logs_audit" {
      name              = "/aws/opensearch/logs/audit"
      retention_in_days = 365
    }

    data "aws_caller_identity" "current" {}

    resource "aws_cloudwatch_log_resource_policy" "logs_audit" {
      policy_name = "audit-logs-logs"
      policy_document = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Allow"
            Principal = {
              Service = "es.amazonaws.com"
            }
            Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
            Resource = "\${aws_cloudwatch_log_group.logs_audit.arn}:*"
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
