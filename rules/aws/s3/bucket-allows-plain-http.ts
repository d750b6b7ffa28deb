import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { addStatement } from "../../../language/policy/edits.ts";
import { takesIn } from "../../../language/policy/match.ts";
import { denies, type Policy, pieces, type Statement, textOf } from "../../../language/policy/policy.ts";
import { meansEverybody } from "../../iam/shapes/principals.ts";
import { carriedBy } from "../../kit/carried.ts";
import { companions, plain, resources } from "../../kit/checks.ts";
import { append, concat, expression, type SourceBody } from "../../kit/edits.ts";
import { encodedPolicy } from "../../kit/encoded-policy.ts";
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

/** Whether everybody is refused everything without TLS, of the bucket and of its objects; also where that cannot be told. */
const demandsTls = ({ open, effective }: Policy): boolean =>
  open ||
  effective.some(({ effect }) => effect.state === "unknown") ||
  parts.every((part) => effective.some((statement) => deniesPlainHttp(statement) && covers(statement, part)));

/** What an ARN of S3 is of. */
const parts = ["bucket", "objects"] as const;

const deniesPlainHttp = (statement: Statement): boolean =>
  denies(statement) &&
  (statement.open || (asksForTls(statement) && isForAll(statement) && isForEveryAction(statement)));

/** Whether nothing but plain HTTP is asked about. */
function asksForTls({ conditions }: Statement): boolean {
  if (conditions?.open) return true;
  const all = (conditions?.values ?? []).map(({ key, values }) => ({ name: textOf(key)?.toLowerCase() ?? "", values }));
  return (
    all.some(({ name, values }) => name === "" || isPlainHttp(name, values.values)) &&
    all.every(({ name, values }) => name === "" || ofServices.test(name) || isPlainHttp(name, values.values))
  );
}

/** A demand for a version of TLS is one for TLS. */
const isPlainHttp = (name: string, values: readonly Value[]): boolean =>
  name === "s3:tlsversion" ||
  (name === "aws:securetransport" && values.some((value) => String(plain(value) ?? "false") === "false"));

/** AWS's own services come by TLS anyhow. */
const ofServices = /^aws:(?:principalisawsservice|viaawsservice)$/;

const isForAll = (statement: Statement): boolean =>
  !statement.principals ||
  statement.principals.open ||
  meansEverybody(statement) ||
  statement.principals.values.some(({ identifiers }) => identifiers.values.some(mayBeAnybody));

/** What is not known, and does not come of a role or an account. */
const mayBeAnybody = (principal: Value): boolean =>
  principal.state === "unknown" &&
  !principal.parts &&
  !principal.refs?.some(({ mode }) => mode === "resource" || mode === "data");

const isForEveryAction = ({ actions }: Statement): boolean =>
  !actions || actions.open || actions.values.some((action) => takesIn(action, "s3:*") !== false);

const covers = ({ resources }: Statement, part: (typeof parts)[number]): boolean =>
  !resources ||
  (resources.open && !resources.values.every(isArn)) ||
  resources.values.some((resource) => mayBe(resource, part));

/** Whether it is what a bucket calls its ARN, which is one and no list. */
const isArn = (resource: Value): boolean =>
  resource.state === "unknown" &&
  !resource.parts &&
  resource.refs?.some(({ attribute }) => attribute === "arn") === true;

function mayBe(resource: Value, part: (typeof parts)[number]): boolean {
  if (resource.state === "unknown" && !resource.parts) return part === "bucket" || !isArn(resource);
  const name = pieces(resource)
    .map((piece) => piece ?? "?")
    .join("")
    .replace(/^arn:[^:]*:s3:::/, "");
  const isOfBoth = /^[^/]*\*$/.test(name);
  return isOfBoth || (part === "bucket" ? !name.includes("/") : /^[^/]+\/(?:\?)?\*$/.test(name));
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
        policy: encodedPolicy(plainHttpDenied(bucket)),
      }),
    ],
  };
}
