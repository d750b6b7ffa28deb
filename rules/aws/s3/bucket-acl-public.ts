import type { Module } from "../../../language/model/module.ts";
import type { Section } from "../../../language/model/section.ts";
import type { Value } from "../../../language/model/value.ts";
import { plain, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

const everyone: Readonly<Record<string, string>> = {
  "public-read": "Everyone on the internet can list the bucket",
  "public-read-write": "Everyone on the internet can list the bucket and write to it",
  "authenticated-read": "Everyone with any AWS account can list the bucket",
};

const groups: Readonly<Record<string, string>> = {
  "http://acs.amazonaws.com/groups/global/AllUsers": "The ACL grants access to everyone on the internet",
  "http://acs.amazonaws.com/groups/global/AuthenticatedUsers": "The ACL grants access to everyone with any AWS account",
};

/** A value that lets strangers in. */
interface Opening {
  readonly section: Section;
  readonly path: string;
  readonly value: Value;
  readonly message: string;
  /** Only a canned ACL has a private counterpart that can be written in its place. */
  readonly isCanned: boolean;
}

function* openings(module: Module): Iterable<Opening> {
  for (const type of ["aws_s3_bucket", "aws_s3_bucket_acl"])
    for (const section of module.ofType(type)) yield* canned(section);
  for (const bucket of module.ofType("aws_s3_bucket"))
    for (const grant of bucket.sections("grant")) yield* granted(grant, "uri");
  for (const acl of module.ofType("aws_s3_bucket_acl"))
    for (const policy of acl.sections("access_control_policy"))
      for (const grant of policy.sections("grant"))
        for (const grantee of grant.sections("grantee")) yield* granted(grantee, "uri");
}

function* canned(section: Section): Iterable<Opening> {
  const value = section.get("acl");
  const message = everyone[String(plain(value))];
  if (message !== undefined) yield { section, path: "acl", value, message, isCanned: true };
}

function* granted(section: Section, path: string): Iterable<Opening> {
  const value = section.get(path);
  const message = groups[String(plain(value))];
  if (message !== undefined) yield { section, path, value, message, isCanned: false };
}

export default rule({
  id: "aws-s3-bucket-acl-public",
  title: "Bucket ACL is public",
  severity: "critical",
  responsibility: "customer",
  why: "Strangers find open buckets by guessing names; what they have read cannot be taken back.",
  controls: { "security-hub": ["S3.2", "S3.3"], "nist-800-53-r5": ["AC-3", "AC-4", "AC-6", "AC-21", "SC-7"] },
  aliases: [
    "CKV_AWS_20",
    "CKV_AWS_57",
    "CKV_AWS_375",
    "CKV2_AWS_43",
    "AVD-AWS-0092",
    "aws-s3-no-public-access-with-acl",
    "38c5ee0d-7f22-4260-ab72-5073048df100",
    "57b9893d-33b1-4419-bcea-a717ea87e139",
    "64a222aa-7793-4e40-915f-4b302c76e4d4",
  ],
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: openings,
  *check({ section, path, value, message, isCanned }) {
    yield {
      at: value.at,
      message,
      ...relatedTo(value),
      fixes: () =>
        isCanned
          ? [{ title: "Make the ACL private", impact: "disruption", edits: [put(section, path, "private")] }]
          : [
              {
                title: "Grant it to the log delivery group only",
                impact: "disruption",
                edits: [put(section, path, "http://acs.amazonaws.com/groups/s3/LogDelivery")],
              },
            ],
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "assets" {
      bucket = "acme-assets"
    }

    resource "aws_s3_bucket_acl" "assets" {
      bucket = aws_s3_bucket.assets.id
      acl    = "public-read"
      #        ^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "assets" {
      bucket = "acme-assets"
    }

    resource "aws_s3_bucket_acl" "assets" {
      bucket = aws_s3_bucket.assets.id
      acl    = "private"
    }
  `,
});
