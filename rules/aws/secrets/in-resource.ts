import { hcl, rule } from "../../kit/rule.ts";
import { instead } from "./shapes/fixes.ts";
import { problem } from "./shapes/found.ts";
import { ownedBy } from "./shapes/settings.ts";

export default rule({
  id: "aws-secrets-in-resource",
  title: "Secret is hard-coded in a resource or module call",
  severity: "high",
  profileDependsOn: "whether more is written there than the id of an access key, or words in the example of a module",
  responsibility: "customer",
  why: "Whoever reads this file, or any earlier version of it, has the secret. Rotate it: the history of the repository keeps it, and so may Terraform's state.",
  controls: { cwe: ["798"] },
  aliases: { checkov: ["CKV_AWS_295"], kics: ["0b93729a-d882-4803-bdc3-ac429a21f158"] },
  references: [
    "https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html",
    "https://developer.hashicorp.com/terraform/language/manage-sensitive-data",
  ],
  // what a variable holds is still in the configuration that it goes to
  uncovers: ["aws-secrets-readable-in-configuration"],

  on: ownedBy("resource"),
  *check(found) {
    yield problem(found, () => instead(found));
  },

  insecure: hcl`
    resource "aws_directory_service_directory" "corp" {
      name     = "corp.acme.com"
      password = "SuperSecretPassw0rd"
      #           ^^^^^^^^^^^^^^^^^^^

      vpc_settings {
        subnet_ids = ["subnet-1", "subnet-2"]
        vpc_id     = "vpc-1"
      }
    }
  `,
  secure: hcl`
    resource "aws_directory_service_directory" "corp" {
      name     = "corp.acme.com"
      password = var.corp_password

      vpc_settings {
        subnet_ids = ["subnet-1", "subnet-2"]
        vpc_id     = "vpc-1"
      }
    }

    variable "corp_password" {
      type      = string
      sensitive = true
    }
  `,
});
