import { setVersion } from "../../../language/policy/edits.ts";
import { policies } from "../../../language/policy/policies.ts";
import { type Policy, textOf } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";

const current = "2012-10-17";

export default rule({
  id: "aws-iam-version-old",
  title: "Policy variables are plain text in this policy",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Policy variables such as the user's name are then plain text, so a statement can mean something else than it says.",
  controls: {},
  aliases: { accessAnalyzer: ["MISSING_VERSION"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html"],

  on: policies,
  *check(policy: Policy): Iterable<Problem> {
    const { version, header, open } = policy;
    const isMissing = version.state === "absent" && !open;
    if (!isMissing && textOf(version) !== "2008-10-17") return;
    yield {
      at: isMissing ? header : version.at,
      message: isMissing
        ? "Policy has no `Version`, so that its variables are plain text"
        : "Policy is written in the version of 2008, so that its variables are plain text",
      fixes: () => fix(`Set the version to ${current}`, setVersion(policy, current), "update"),
    };
  },

  insecure: hcl`
    resource "aws_iam_policy" "reports" {
      policy = jsonencode({
        Statement = [{
        #^^^^^^^^
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = "arn:aws:s3:::acme-reports/*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_policy" "reports" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = "arn:aws:s3:::acme-reports/*"
        }]
      })
    }
  `,
});
