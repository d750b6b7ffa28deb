import type { Place } from "../../language/syntax/text.ts";
import volumeUnencrypted from "../../rules/aws/ebs/volume-unencrypted.ts";
import { hcl, type Rule, rule } from "../../rules/kit/rule.ts";

/** Its fix recreates the volume. */
export const volume: Rule = volumeUnencrypted;

const about = {
  severity: "medium",
  responsibility: "customer",
  controls: { "cis-aws-3.0": ["2.1"], "security-hub": ["S3.1"] },
  aliases: { checkov: ["CKV_AWS_00"] },
  references: ["https://docs.aws.amazon.com/"],
} as const;

/** Safe fix inside a block; the value may come from a variable. */
export const acl: Rule = rule({
  ...about,
  id: "aws-test-acl-public",
  title: "ACL is public",
  why: "Everybody can read it.",
  on: (module) => module.ofType("aws_s3_bucket"),
  *check(bucket) {
    const value = bucket.get("acl");
    if (value.state !== "known" || value.value !== "public-read") return;
    yield {
      at: value.at,
      related: value.origin ? [{ at: value.origin, message: "The value comes from here" }] : [],
      *fixes() {
        yield { title: "Make it private", impact: "update", edits: [{ at: value.at, text: '"private"' }] };
      },
    };
  },
  insecure: hcl`
    resource "aws_s3_bucket" "data" {
      acl = "public-read"
      #     ^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "data" {
      acl = "private"
    }
  `,
});

/** A companion that may stand in another file; its fix has a tab stop. */
export const versioning: Rule = rule({
  ...about,
  id: "aws-test-bucket-unversioned",
  title: "Bucket keeps no versions",
  severity: "low",
  why: "What is overwritten is lost.",
  on: (module) => module.ofType("aws_s3_bucket"),
  *check(bucket, module) {
    if (module.ofType("aws_s3_bucket_versioning").some((other) => bucket.isMeantBy(other.get("bucket")))) return;
    const { uri, end }: Place = bucket.at;
    yield {
      at: bucket.header,
      *fixes() {
        const before = `\n\nresource "aws_s3_bucket_versioning" "${bucket.name}" {\n  bucket = aws_s3_bucket.${bucket.name}.id\n\n  versioning_configuration {\n    status = "`;
        yield {
          title: "Keep versions",
          impact: "update",
          edits: [
            {
              at: { uri, start: end, end },
              text: `${before}Enabled"\n  }\n}`,
              stops: [{ start: before.length, end: before.length + "Enabled".length }],
            },
          ],
        };
      },
    };
  },
  insecure: hcl`
    resource "aws_s3_bucket" "data" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "data" {
    }

    resource "aws_s3_bucket_versioning" "data" {
      bucket = aws_s3_bucket.data.id

      versioning_configuration {
        status = "Enabled"
      }
    }
  `,
});

/** Always fails. */
export const broken: Rule = rule({
  ...about,
  id: "aws-test-broken",
  title: "Rule is broken",
  why: "It throws.",
  on: (module) => [module],
  check: () => {
    throw new Error("as it should");
  },
  insecure: "",
  secure: "",
});
