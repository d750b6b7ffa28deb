import { companions, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecr-repository-without-policy",
  title: "Image repository has no policy of its own",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Every principal of the account whom IAM allows may pull and push.",
  controls: {},
  aliases: { kics: ["69e7c320-b65d-41bb-be02-d63ecc0bcc9d"] },
  references: ["https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html"],
  noFix: "Who is to pull and push is for the author to say.",

  on: resources("aws_ecr_repository"),
  *check(repository) {
    const { found, certain } = companions(repository, "aws_ecr_repository_policy", "repository");
    if (found.length > 0 || !certain) return;
    yield {
      at: repository.header,
    };
  },

  insecure: hcl`
    resource "aws_ecr_repository" "shop" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "shop"
    }
  `,
  secure: hcl`
    resource "aws_ecr_repository" "shop" {
      name = "shop"
    }

    resource "aws_ecr_repository_policy" "shop" {
      repository = aws_ecr_repository.shop.name
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Allow"
            Principal = {
              AWS = "arn:aws:iam::123456789012:role/deploy"
            }
            Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
          },
        ]
      })
    }
  `,
});
