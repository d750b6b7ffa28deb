import { declared } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { instead } from "./shapes/fixes.ts";
import { type FoundSecret, foundIn, problem } from "./shapes/found.ts";

export default rule({
  id: "aws-secrets-in-locals",
  title: "Secret is hard-coded in a local value",
  severity: "high",
  profileDependsOn: "whether more is written there than the id of an access key, or words in the example of a module",
  responsibility: "customer",
  why: "Whoever reads this file, or any earlier version of it, has the secret. Rotate it: the history of the repository keeps it, and so may Terraform's state.",
  controls: { cwe: ["798"] },
  aliases: {},
  references: [
    "https://developer.hashicorp.com/terraform/language/values/variables",
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html",
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  ],
  // what a variable holds is still in the configuration that it goes to
  uncovers: ["aws-secrets-readable-in-configuration"],

  on: declared("locals").each((section) => foundIn(section)),
  *check(found: FoundSecret) {
    yield problem(found, () => instead(found));
  },

  insecure: hcl`
    locals {
      region      = "eu-west-1"
      db_password = "correct-horse-battery-1"
      #              ^^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    locals {
      region      = "eu-west-1"
      db_password = var.db_password
    }

    variable "db_password" {
      type      = string
      sensitive = true
    }
  `,
});
