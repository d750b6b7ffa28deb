import { type Fix, hcl, rule } from "../../kit/rule.ts";
import { instead, removal } from "./shapes/fixes.ts";
import { problem } from "./shapes/found.ts";
import { ownedBy } from "./shapes/settings.ts";

export default rule({
  id: "aws-secrets-in-lambda-environment",
  title: "Secret is hard-coded in a function's environment",
  severity: "critical",
  profileDependsOn: "whether more is written there than the id of an access key, or words in the example of a module",
  responsibility: "customer",
  why: "Whoever reads this file, any earlier version of it, or the function's configuration has the secret. Rotate it: the history of the repository keeps it, and so may Terraform's state.",
  controls: { cwe: ["798"] },
  aliases: { checkov: ["CKV_AWS_45"], kics: ["1402afd8-a95c-4e84-8b0b-6fb43758e6ce"] },
  references: [
    "https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  ],
  // what a variable holds is still in the configuration that it goes to
  uncovers: ["aws-secrets-readable-in-configuration"],

  on: ownedBy("lambda"),
  *check(found) {
    yield problem(found, function* (): Iterable<Fix> {
      // A function has its role's keys already.
      if (/^AWS_/i.test(found.literal.name))
        yield* removal(found, "Remove the key: the function's role gives it its own");
      yield* instead(found);
    });
  },

  insecure: hcl`
    resource "aws_lambda_function" "orders" {
      function_name = "orders"
      role          = "arn:aws:iam::111122223333:role/orders"

      environment {
        variables = {
          DB_HOST     = "db.internal"
          DB_PASSWORD = "correct-horse-battery-1"
          #              ^^^^^^^^^^^^^^^^^^^^^^^
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_lambda_function" "orders" {
      function_name = "orders"
      role          = "arn:aws:iam::111122223333:role/orders"

      environment {
        variables = {
          DB_HOST     = "db.internal"
          DB_PASSWORD = var.db_password
        }
      }
    }

    variable "db_password" {
      type      = string
      sensitive = true
    }
  `,
});
