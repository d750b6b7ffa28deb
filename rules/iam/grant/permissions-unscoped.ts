import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { closed, openingOf, problem } from "../shapes/escalation/fixes.ts";
import { opening, type Path } from "../shapes/escalation/paths.ts";
import { outdone, toldAs } from "../shapes/escalation/standing.ts";

export default rule({
  id: "aws-iam-permissions-unscoped",
  title: "Holder of the policy decides who reaches every resource",
  severity: "medium",
  profile: "hint",
  profileDependsOn: outdone,
  responsibility: "customer",
  why: "One stolen key opens buckets, keys and snapshots to any other account, and they stay open.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: { checkov: ["CKV_AWS_109", "CKV_AWS_289"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],

  on: opening("sharing"),
  *check(paths: readonly [Path, ...Path[]], module): Iterable<Problem> {
    const opened = openingOf(paths);
    yield {
      ...problem(paths, () => closed(opened, module)),
      ...toldAs("sharing", paths[0].first.statement, module),
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "site" {
      bucket = "acme-site"
    }

    data "aws_iam_policy_document" "deploy" {
      statement {
        actions   = ["s3:PutBucketPolicy"]
                     #^^^^^^^^^^^^^^^^^^^
        resources = ["*"]
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "site" {
      bucket = "acme-site"
    }

    data "aws_iam_policy_document" "deploy" {
      statement {
        actions   = ["s3:PutBucketPolicy"]
        resources = [aws_s3_bucket.site.arn]
      }
    }
  `,
});
