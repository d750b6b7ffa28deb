import { type Fix, hcl, rule } from "../../kit/rule.ts";
import { fromSecret, variableAt, withoutVariable } from "./shapes/containers.ts";
import { impactOn, instead, subject } from "./shapes/fixes.ts";
import { problem } from "./shapes/found.ts";
import { fetching, lookedUp, stored } from "./shapes/reader.ts";
import { ownedBy } from "./shapes/settings.ts";

export default rule({
  id: "aws-secrets-in-ecs-environment",
  title: "Secret is hard-coded in a container's environment",
  severity: "critical",
  profileDependsOn: "whether more is written there than the id of an access key, or words in the example of a module",
  responsibility: "customer",
  why: "Whoever reads this file, any earlier version of it, or the task definition has the secret. Rotate it: the history of the repository keeps it, and so may Terraform's state.",
  controls: {
    "security-hub": ["ECS.8"],
    cwe: ["798"],
  },
  aliases: { trivy: ["AVD-AWS-0036"], tfsec: ["aws-ecs-no-plaintext-secrets"] },
  references: [
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  ],
  // what a variable holds is still in the configuration that it goes to
  uncovers: ["aws-secrets-readable-in-configuration"],

  on: ownedBy("ecs"),
  *check(found) {
    const { section } = found;
    yield problem(found, function* (): Iterable<Fix> {
      const variable = variableAt(section, found.at);
      const impact = impactOn(found);
      // A task has its role's keys already.
      if (variable && /^AWS_(?:ACCESS|SECRET|SESSION)/i.test(variable.name))
        yield { title: "Remove the key: the task's role gives it its own", impact, edits: withoutVariable(variable) };
      if (variable) {
        const secret = stored(section, subject(variable.name));
        const kept = lookedUp(section, secret);
        const edits = fromSecret(variable, `${kept.address}.arn`);
        yield {
          title: "Fill it from Secrets Manager when the container starts",
          impact,
          edits: [...edits, kept.edit, ...fetching(section, secret.name, kept)],
        };
      }
      yield* instead(found);
    });
  },

  insecure: hcl`
    resource "aws_iam_role" "execution" {
      name               = "execution"
      assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
    }

    resource "aws_ecs_task_definition" "orders" {
      family             = "orders"
      execution_role_arn = aws_iam_role.execution.arn

      container_definitions = jsonencode([
        {
          name  = "orders"
          image = "orders:1"
          environment = [
            { name = "DB_HOST", value = "db.internal" },
            { name = "DB_PASSWORD", value = "correct-horse-battery-1" },
            #                                ^^^^^^^^^^^^^^^^^^^^^^^
          ]
        }
      ])
    }
  `,
  secure: hcl`
    resource "aws_iam_role" "execution" {
      name               = "execution"
      assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
    }

    resource "aws_ecs_task_definition" "orders" {
      family             = "orders"
      execution_role_arn = aws_iam_role.execution.arn

      container_definitions = jsonencode([
        {
          name  = "orders"
          image = "orders:1"
          environment = [
            { name = "DB_HOST", value = "db.internal" },
          ]
          secrets = [
            { name = "DB_PASSWORD", valueFrom = data.aws_secretsmanager_secret.orders_db.arn },
          ]
        }
      ])
    }

    data "aws_secretsmanager_secret" "orders_db" {
      name = "prod/orders/db"
    }

    resource "aws_iam_role_policy" "orders_db" {
      name_prefix = "read-secrets-"
      role        = aws_iam_role.execution.id
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect   = "Allow"
            Action   = "secretsmanager:GetSecretValue"
            Resource = [data.aws_secretsmanager_secret.orders_db.arn]
          },
        ]
      })
    }
  `,
});
