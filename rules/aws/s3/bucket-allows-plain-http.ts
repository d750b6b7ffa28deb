import type { Resource } from "../../../language/model/resource.ts";
import { addStatement } from "../../../language/policy/edits.ts";
import { denies, type Policy, type Statement, textOf } from "../../../language/policy/policy.ts";
import { carriedBy } from "../../kit/carried.ts";
import { companions, plain, resources } from "../../kit/checks.ts";
import { append, call, concat, expression, type SourceBody } from "../../kit/edits.ts";
import { fix } from "../../kit/grants.ts";
import { type Fix, hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-bucket-allows-plain-http",
  title: "Bucket accepts requests over plain HTTP (without TLS)",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "S3 takes HTTP as well as HTTPS: a client that is set up wrongly sends its data in the clear, and nobody notices.",
  controls: {
    "cis-aws-1.4": ["2.1.2"],
    "security-hub": ["S3.5"],
    cwe: ["319"],
  },
  aliases: { checkov: ["CKV_AWS_379"], kics: ["4bc4dd4c-7d8d-405e-a0fb-57fa4c31b4d9"] },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: resources("aws_s3_bucket"),
  *check(bucket, module) {
    const { found, certain } = companions(bucket, "aws_s3_bucket_policy", "bucket");
    const holders: readonly Resource[] = [...found, ...(bucket.get("policy").state === "absent" ? [] : [bucket])];
    if (holders.length === 0) {
      if (certain) yield { at: bucket.header, fixes: () => [denyPlainHttp(bucket)] };
      return;
    }
    const own = module.root.tree().flatMap((each) => carriedBy(each, holders));
    const [first] = own;
    if (!first || own.length !== holders.length || own.some(demandsTls)) return;
    const isOurs = found.length === 1 && found[0]?.module === module && bucket.key === "";
    yield {
      at: first.header,
      ...(isOurs && { fixes: () => fix(title, addStatement(first, plainHttpDenied(bucket)), "disruption") }),
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "reports" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-reports"
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_policy" "reports" {
      bucket = aws_s3_bucket.reports.id
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Sid       = "DenyPlainHttp"
            Effect    = "Deny"
            Principal = "*"
            Action    = "s3:*"
            Resource  = [aws_s3_bucket.reports.arn, "\${aws_s3_bucket.reports.arn}/*"]
            Condition = {
              Bool = {
                "aws:SecureTransport" = "false"
              }
            }
          },
        ]
      })
    }
  `,
});

/** Also where that cannot be told. */
function demandsTls(policy: Policy): boolean {
  const statements = policy.effective;
  return (
    policy.open || statements.some((statement) => statement.effect.state === "unknown" || deniesPlainHttp(statement))
  );
}

function deniesPlainHttp(statement: Statement): boolean {
  if (!denies(statement)) return false;
  const conditions = statement.conditions;
  if (statement.open || conditions?.open) return true;
  return (conditions?.values ?? []).some(({ key, values }) => {
    const name = textOf(key)?.toLowerCase();
    // A demand for a version of TLS is one for TLS.
    return (
      name === undefined ||
      name === "s3:tlsversion" ||
      (name === "aws:securetransport" && values.values.some((value) => String(plain(value) ?? "false") === "false"))
    );
  });
}

const title = "Deny requests without TLS";

const addressOf = (bucket: Resource): string => `aws_s3_bucket.${bucket.name}`;

const plainHttpDenied = (bucket: Resource): SourceBody => ({
  Sid: "DenyPlainHttp",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [expression(`${addressOf(bucket)}.arn`), concat(expression(`${addressOf(bucket)}.arn`), "/*")],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

function denyPlainHttp(bucket: Resource): Fix {
  return {
    title,
    impact: "disruption",
    edits: [
      append(bucket, "aws_s3_bucket_policy", {
        bucket: expression(`${addressOf(bucket)}.id`),
        policy: call("jsonencode", { Version: "2012-10-17", Statement: [plainHttpDenied(bucket)] }),
      }),
    ],
  };
}
