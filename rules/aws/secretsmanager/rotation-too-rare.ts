import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-secretsmanager-rotation-too-rare",
  title: "Secret is rotated less often than every 90 days",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A secret that leaked opens for months.",
  controls: { "security-hub": ["SecretsManager.4"] },
  aliases: { checkov: ["CKV_AWS_304"] },
  references: [
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html",
  ],

  on: resources("aws_secretsmanager_secret_rotation"),
  *check(rotation) {
    const days = rotation.get("rotation_rules.automatically_after_days");
    const schedule = rotation.get("rotation_rules.schedule_expression");
    const rate = /^rate\((\d+) days?\)$/.exec(String(plain(schedule) ?? ""))?.[1];
    const [value, actual] = rate === undefined ? [days, Number(plain(days))] : [schedule, Number(rate)];
    if (plain(value) === undefined || !(actual > 90)) return;
    yield {
      at: value.at,
      ...relatedTo(value),
      fixes: () => [
        {
          title: "Rotate it every 90 days",
          impact: "disruption",
          edits: [
            rate === undefined
              ? put(rotation, "rotation_rules.automatically_after_days", 90)
              : put(rotation, "rotation_rules.schedule_expression", "rate(90 days)"),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_secretsmanager_secret_rotation" "db" {
      rotation_lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:rotate"
      secret_id           = "db"

      rotation_rules {
        automatically_after_days = 365
        #                          ^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_secretsmanager_secret_rotation" "db" {
      rotation_lambda_arn = "arn:aws:lambda:eu-west-1:123456789012:function:rotate"
      secret_id           = "db"

      rotation_rules {
        automatically_after_days = 90
      }
    }
  `,
});
