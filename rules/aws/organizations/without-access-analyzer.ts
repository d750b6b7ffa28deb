import { anywhere, isCallingUnseen, resources } from "../../kit/checks.ts";
import { append } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-organizations-without-access-analyzer",
  title: "Access Analyzer does not check what the organization shares with outsiders",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A role or a bucket that others may use goes unseen.",
  controls: { "security-hub": ["IAM.28"] },
  aliases: { trivy: ["AVD-AWS-0175"], kics: ["e592a0c5-5bdb-414c-9066-5dba7cdea370"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html"],

  on: resources("aws_organizations_organization"),
  *check(organization) {
    if (anywhere(organization, "aws_accessanalyzer_analyzer").length > 0 || isCallingUnseen(organization.module.root))
      return;
    yield {
      at: organization.header,
      fixes: () => [
        {
          title: "Add an analyzer",
          impact: "update",
          edits: [
            append(organization, "aws_accessanalyzer_analyzer", {
              analyzer_name: organization.name,
              type: "ORGANIZATION",
            }),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_organizations_organization" "acme" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      aws_service_access_principals = ["access-analyzer.amazonaws.com"]
      feature_set                   = "ALL"
    }
  `,
  secure: hcl`
    resource "aws_organizations_organization" "acme" {
      aws_service_access_principals = ["access-analyzer.amazonaws.com"]
      feature_set                   = "ALL"
    }

    resource "aws_accessanalyzer_analyzer" "acme" {
      analyzer_name = "acme"
      type          = "ORGANIZATION"
    }
  `,
});
