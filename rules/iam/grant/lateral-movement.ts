import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { conditioned, openingOf, problem, scoped, secondFactor, withdrawn } from "../shapes/escalation/fixes.ts";
import { opening, type Path } from "../shapes/escalation/paths.ts";

export default rule({
  id: "aws-iam-lateral-movement",
  title: "Holder of the policy can act as other workloads",
  severity: "medium",
  responsibility: "customer",
  why: "Every role that a function, an instance or a job has becomes the holder's own, the strongest of them too.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: {
    checkov: ["CKV_AWS_110", "CKV_AWS_286"],
    kics: [
      "571254d8-aa6a-432e-9725-535d3ef04d69",
      "8f3c16b3-354d-45db-8ad5-5066778a9485",
      "9b877bd8-94b4-4c10-a060-8e0436cc09fa",
      "b69247e5-7e73-464e-ba74-ec9b715c6e12",
      "c583f0f9-7dfd-476b-a056-f47c62b47b46",
      "eda48c88-2b7d-4e34-b6ca-04c0194aee17",
    ],
  },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],

  on: opening("workload", "permissions", "pass-role"),
  *check(paths: readonly [Path, ...Path[]], module): Iterable<Problem> {
    const opened = openingOf(paths);
    yield problem(paths, () => [
      ...scoped(opened, module),
      ...conditioned(opened, "Ask for a second factor", secondFactor),
      ...withdrawn(opened),
    ]);
  },

  insecure: hcl`
    resource "aws_iam_policy" "deploy" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"]
                      #^^^^^^^^^^^^^^^^^^^^^^^^^^
          Resource = "*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_policy" "deploy" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"]
          Resource = "arn:aws:lambda:eu-west-1:123456789012:function:app"
        }]
      })
    }
  `,
});
