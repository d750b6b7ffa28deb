import { isClosedForAccount } from "../../kit/account-wide.ts";
import { bucketOf } from "../../kit/bucket.ts";
import { isFalse, isTrue, relatedTo, resources } from "../../kit/checks.ts";
import { putAll } from "../../kit/edits.ts";
import { type Fix, hcl, rule } from "../../kit/rule.ts";
import { cloudFrontOnly } from "../cloudfront/shapes/origin-access.ts";
import { isMeantPublic, publicly } from "./shapes/public.ts";
import { allGuards, guardAliases, guards, openedBy, type PublicAccessGuard } from "./shapes/public-access-block.ts";

export default rule({
  id: "aws-s3-public-access-block-incomplete",
  title: "Bucket can be made public: its public access block is incomplete",
  severity: "medium",
  severityDependsOn: "whether the bucket's policy or ACL is public, and what it allows",
  profileDependsOn: "whether the bucket is public already, which is told, and whether it can become so",
  responsibility: "customer",
  why: "The four guards close different doors: ACLs and policies, new ones and existing ones. Each that is off leaves its door open.",
  controls: {
    "cis-aws-1.4": ["2.1.5"],
    "security-hub": ["S3.1", "S3.8"],
  },
  aliases: {
    checkov: ["CKV2_AWS_6", ...guards.map((guard) => guardAliases[guard].checkov)],
    trivy: guards.map((guard) => guardAliases[guard].trivy),
    tfsec: guards.map((guard) => guardAliases[guard].tfsec),
    kics: guards.map((guard) => guardAliases[guard].kics),
  },
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"],

  on: resources("aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"),
  *check(block) {
    if (block.type === "aws_s3_bucket_public_access_block" && isClosedForAccount(block)) return;
    const bucket = bucketOf(block);
    const fixes = function* (): Iterable<Fix> {
      if (!bucket || !isMeantPublic(bucket)) {
        yield { title: "Block all public access", impact: "disruption", edits: putAll(block, allGuards) };
        return;
      }
      const fix = cloudFrontOnly(bucket);
      if (fix) yield fix;
    };
    const weight = bucket && publicly(bucket);
    // of a bucket that is public, what makes it so is the finding
    const subject = bucket && { subject: bucket, ...weight, ...(weight && { profile: "hint" as const }) };
    const what = block.type === "aws_s3_account_public_access_block" ? "Buckets of the account" : "Bucket";
    const isClosedToNew = doors.every((door) => door.some((guard) => isTrue(block.get(guard))));
    for (const guard of guards) {
      const value = block.get(guard);
      if (isFalse(value))
        yield {
          at: value.at,
          ...subject,
          ...(isClosedToNew && { profile: "hint" as const }),
          aliases: answered([guard]),
          message:
            isClosedToNew && keepsNewOut(guard)
              ? `${what} can be given public ${inWords(guard)}, which one guard alone keeps without effect`
              : `${what} can be made public: ${openedBy[guard]}`,
          ...relatedTo(value),
          fixes,
        };
    }
    // The provider takes false for what is not written.
    const missing = guards.filter((guard) => block.get(guard).state === "absent");
    if (missing.length > 0)
      yield {
        at: block.header,
        ...subject,
        ...(isClosedToNew && { profile: "hint" as const }),
        aliases: answered(missing),
        message: isClosedToNew
          ? `${what} that became public before can stay so: its public access block is incomplete`
          : `${what} can be made public ${ways(missing)}`,
        fixes,
      };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "logs" {
      bucket = "acme-logs"
    }

    resource "aws_s3_bucket_public_access_block" "logs" {
      bucket = aws_s3_bucket.logs.id

      block_public_acls       = true
      block_public_policy     = false
      #                         ^^^^^
      ignore_public_acls      = true
      restrict_public_buckets = false
      #                         ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "logs" {
      bucket = "acme-logs"
    }

    resource "aws_s3_bucket_public_access_block" "logs" {
      bucket = aws_s3_bucket.logs.id

      block_public_acls       = true
      block_public_policy     = true
      ignore_public_acls      = true
      restrict_public_buckets = true
    }
  `,
});

/** Checkov's check on the bucket asks for the two that keep new openings out. */
const answered = (off: readonly PublicAccessGuard[]): readonly string[] => [
  ...(off.some(keepsNewOut) ? ["CKV2_AWS_6"] : []),
  ...off.flatMap((guard) => Object.values(guardAliases[guard])),
];

/** By what a bucket becomes public, and which guards keep it from that: either of two will do. */
const doors: readonly (readonly PublicAccessGuard[])[] = [
  ["block_public_acls", "ignore_public_acls"],
  ["block_public_policy", "restrict_public_buckets"],
];

const inWords = (guard: PublicAccessGuard): string => (guard === "block_public_acls" ? "ACLs" : "policies");

/** Whether a guard keeps a bucket from becoming public; the others close what is public already. */
const keepsNewOut = (guard: PublicAccessGuard): boolean => guard.startsWith("block_");

/** By what strangers can be let in while these are not set. */
function ways(missing: readonly PublicAccessGuard[]): string {
  const [byLists, byPolicies] = ["acls", "public_policy|buckets"].map((words) =>
    missing.some((guard) => new RegExp(words).test(guard)),
  );
  const means = [...(byLists ? ["ACLs"] : []), ...(byPolicies ? ["policies"] : [])].join(" and ");
  return `by ${means}: its public access block is incomplete`;
}
