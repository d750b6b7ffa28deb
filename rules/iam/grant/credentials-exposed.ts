import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { closed, openingOf, problem } from "../shapes/escalation/fixes.ts";
import { opening, type Path } from "../shapes/escalation/paths.ts";

export default rule({
  id: "aws-iam-credentials-exposed",
  title: "Holder of the policy can obtain credentials of others",
  severity: "medium",
  profileDependsOn:
    "whether it is more than to give users' keys, which they have themselves, another status, or to fetch what only the owner of a key pair can decrypt",
  responsibility: "customer",
  why: "Keys and passwords that were read once go on working when the permission to read them is long gone.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: { checkov: ["CKV_AWS_107", "CKV_AWS_287"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],

  on: opening("credentials", "permissions"),
  *check(paths: readonly [Path, ...Path[]], module): Iterable<Problem> {
    const opened = openingOf(paths);
    yield {
      ...problem(paths, () => closed(opened, module)),
      ...(paths.every(({ first }) => isOfNoUseAlone.has(first.action)) && { profile: "hint" }),
    };
  },

  insecure: hcl`
    resource "aws_iam_policy" "analyst" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["redshift:DescribeClusters", "redshift:GetClusterCredentials"]
                                                   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          Resource = "*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_policy" "analyst" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = ["redshift:DescribeClusters"]
          Resource = "*"
          }, {
          Effect   = "Allow"
          Action   = ["redshift:GetClusterCredentials"]
          Resource = "arn:aws:redshift:eu-west-1:123456789012:dbuser:app/app"
        }]
      })
    }
  `,
});

/** Who takes leaked keys out of use needs the one, which shows nobody a key; what the other gives is encrypted with a key pair. */
const isOfNoUseAlone: ReadonlySet<string> = new Set(["iam:UpdateAccessKey", "ec2:GetPasswordData"]);
