import { denies, type Statement, textOf } from "../../../language/policy/policy.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";

export default rule({
  id: "aws-s3-policy-locks-everyone-out",
  title: "Bucket policy locks everyone out: only the root user can change it again",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Only the root user can take it away again: until then nobody can use the bucket.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_93"] },
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html"],
  noFix: "Who is to keep the right is for the author to say.",

  on: statements,
  *check(statement: Statement) {
    const { policy, principals, conditions, actions } = statement;
    if (
      !denies(statement) ||
      conditions !== undefined ||
      statement.open ||
      !policy.attachments.some(({ resource }) => resource.type.startsWith("aws_s3_"))
    )
      return;
    const isEveryone = principals?.values.some(
      ({ type, identifiers }) =>
        (textOf(type) === "*" || textOf(type) === "AWS") && identifiers.values.some((value) => textOf(value) === "*"),
    );
    const action = actions?.values.find((value) => /^(?:\*|s3:\*|s3:PutBucketPolicy)$/i.test(textOf(value) ?? ""));
    if (!isEveryone || !action) return;
    yield {
      at: action.at,
      message: `Bucket policy denies \`${textOf(action)}\` to everyone: only the root user can change it again`,
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket_policy" "app" {
      bucket = "acme-reports"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          #           ^^^^^^
          Resource  = "arn:aws:s3:::acme-reports"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket_policy" "app" {
      bucket = "acme-reports"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = "arn:aws:s3:::acme-reports"
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        }]
      })
    }
  `,
});
