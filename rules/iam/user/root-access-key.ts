import type { Resource } from "../../../language/model/resource.ts";
import { plain, resources } from "../../kit/checks.ts";
import { removeBlock } from "../../kit/edits.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-root-access-key",
  title: "Root user has an access key",
  severity: "critical",
  responsibility: "customer",
  why: "The root user may do everything, and no policy can hold its keys back.",
  controls: {
    "cis-aws-1.4": ["1.4"],
    "security-hub": ["IAM.4"],
  },
  aliases: {
    checkov: ["CKV_AWS_348"],
    trivy: ["AVD-AWS-0141"],
    tfsec: ["aws-iam-no-root-access-keys"],
    kics: ["970d224d-b42a-416b-81f9-8f4dfe70c4bc"],
  },
  references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html"],

  on: resources("aws_iam_access_key"),
  *check(key: Resource): Iterable<Problem> {
    const user = key.get("user");
    if (plain(user) !== "root") return;
    yield {
      at: user.at,
      fixes: () => [{ title: "Remove the key", impact: "disruption", edits: [removeBlock(key)] }],
    };
  },

  insecure: hcl`
    resource "aws_iam_access_key" "root" {
      user = "root"
             #^^^^^
    }
  `,
  secure: hcl`
  `,
});
