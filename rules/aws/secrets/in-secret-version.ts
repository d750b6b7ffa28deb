import { hcl, rule } from "../../kit/rule.ts";
import { variableInstead } from "./shapes/fixes.ts";
import { problem } from "./shapes/found.ts";
import { storedLiterals } from "./shapes/stored-literals.ts";

export default rule({
  id: "aws-secrets-in-secret-version",
  title: "Secret is hard-coded in the code that stores it in a secret store",
  severity: "high",
  profileDependsOn: "whether more is written there than the id of an access key, or words in the example of a module",
  responsibility: "customer",
  why: "The store guards nothing that can be read in this file or in any earlier version of it. Rotate it: the history of the repository keeps it, and so may Terraform's state.",
  controls: { cwe: ["798"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html",
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html",
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  ],

  on: storedLiterals,
  *check(found) {
    yield problem(found, () => variableInstead(found));
  },

  insecure: hcl`
    resource "aws_secretsmanager_secret" "orders" {
      name = "prod/orders/db"
    }

    resource "aws_secretsmanager_secret_version" "orders" {
      secret_id     = aws_secretsmanager_secret.orders.id
      secret_string = "correct-horse-battery-1"
      #                ^^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_secretsmanager_secret" "orders" {
      name = "prod/orders/db"
    }

    resource "aws_secretsmanager_secret_version" "orders" {
      secret_id     = aws_secretsmanager_secret.orders.id
      secret_string = var.orders_secret
    }

    variable "orders_secret" {
      type      = string
      sensitive = true
    }
  `,
});
