import type { Resource } from "../../../language/model/resource.ts";
import { plain, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { identityNamed } from "../shapes/names.ts";

export default rule({
  id: "aws-iam-access-key",
  title: "IAM user has an access key that never expires",
  severity: "medium",
  responsibility: "customer",
  why: "The key stands in the state and in someone's files, and works until somebody notices; a role's keys last for hours.",
  controls: { "cis-aws-1.4": ["1.14"], "security-hub": ["IAM.3"] },
  aliases: { kics: ["7081f85c-b94d-40fd-8b45-a4f1cac75e46"] },
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
  ],

  on: resources("aws_iam_access_key"),
  *check(key: Resource): Iterable<Problem> {
    const status = key.get("status");
    if (status.state === "unknown" || plain(status) === "Inactive" || plain(key.get("user")) === "root") return;
    const identity = identityNamed(key);
    yield {
      at: key.header,
      ...(identity !== undefined && { message: `User ${identity} has an access key that never expires` }),
      fixes: () => [{ title: "Deactivate the key", impact: "disruption", edits: [put(key, "status", "Inactive")] }],
    };
  },

  insecure: hcl`
    resource "aws_iam_access_key" "ci" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      user = "ci"
    }
  `,
  secure: hcl`
    resource "aws_iam_access_key" "ci" {
      status = "Inactive"
      user   = "ci"
    }
  `,
});
