import { blocks, holds, is, isNot } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { isOwn } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-sessions-without-own-key",
  title: "Sessions in containers (ECS Exec) are not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What is typed, passwords too, lies readable in the log.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_224"] },
  references: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html"],

  on: blocks("configuration.execute_command_configuration", "aws_ecs_cluster"),
  *check(command) {
    if (!holds(command.get("logging"), isNot("NONE"), "DEFAULT")) return;
    const [log] = command.sections("log_configuration");
    const isEncrypted = ["cloud_watch_encryption_enabled", "s3_bucket_encryption_enabled"].some(
      (name) => log && holds(log.get(name), is(true), false),
    );
    const hasKey = isOwn(command, "kms_key_id");
    if (hasKey && isEncrypted) return;
    yield {
      at: command.header,
      fixes: () => [
        {
          title: "Encrypt sessions and their log",
          impact: "update",
          edits: putAll(command, {
            ...(!hasKey && { kms_key_id: stop("arn:aws:kms:eu-west-1:123456789012:key/id") }),
            ...(!isEncrypted && { "log_configuration.cloud_watch_encryption_enabled": true }),
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_ecs_cluster" "shop" {
      name = "shop"

      configuration {
        execute_command_configuration {
        #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          logging = "OVERRIDE"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_ecs_cluster" "shop" {
      name = "shop"

      configuration {
        execute_command_configuration {
          kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/id"
          logging    = "OVERRIDE"

          log_configuration {
            cloud_watch_encryption_enabled = true
          }
        }
      }
    }
  `,
});
