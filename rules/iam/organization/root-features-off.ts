import { isSet, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-root-features-off",
  title: "Root users of member accounts keep credentials of their own",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Each of them is a password that opens its account past every policy, and that somebody has to guard.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_organizations_features",
  ],

  on: resources("aws_iam_organizations_features"),
  check: setting("enabled_features", isSet(["RootCredentialsManagement", "RootSessions"]), {
    title: "Manage them from the organization",
  }),

  insecure: hcl`
    resource "aws_iam_organizations_features" "all" {
      enabled_features = []
      #                  ^^
    }
  `,
  secure: hcl`
    resource "aws_iam_organizations_features" "all" {
      enabled_features = ["RootCredentialsManagement", "RootSessions"]
    }
  `,
});
