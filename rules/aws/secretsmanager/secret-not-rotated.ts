import { companions, resources } from "../../kit/checks.ts";
import { append, block, expression, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-secretsmanager-secret-not-rotated",
  title: "Secret is never rotated",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A secret that leaked once opens for ever.",
  controls: { "security-hub": ["SecretsManager.1"] },
  aliases: { checkov: ["CKV2_AWS_57"] },
  references: [
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html",
  ],

  on: resources("aws_secretsmanager_secret"),
  *check(secret) {
    const { found, certain } = companions(secret, "aws_secretsmanager_secret_rotation", "secret_id");
    if (found.length > 0 || !certain) return;
    yield {
      at: secret.header,
      fixes: () => [
        {
          title: "Rotate it every 30 days",
          impact: "disruption",
          edits: [
            append(secret, "aws_secretsmanager_secret_rotation", {
              rotation_lambda_arn: stop("arn:aws:lambda:eu-west-1:123456789012:function:rotate"),
              secret_id: expression(`aws_secretsmanager_secret.${secret.name}.id`),
              rotation_rules: block({ automatically_after_days: 30 }),
            }),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_secretsmanager_secret" "db" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "db"
    }
  `,
  secure: hcl`
    resource "aws_secretsmanager_secret" "db" {
      name = "db"
    }

    resource "aws_secretsmanager_secret_rotation" "db" {
      rotation_lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:rotate"
      secret_id           = aws_secretsmanager_secret.db.id

      rotation_rules {
        automatically_after_days = 30
      }
    }
  `,
});
