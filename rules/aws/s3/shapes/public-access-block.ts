import type { Tool } from "../../../kit/aliases.ts";

/** The switches of a public access block, of a bucket or of the account. */
export const guards = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
] as const;

export type PublicAccessGuard = (typeof guards)[number];

/** What it lets through while it is off, as a message says it. */
export const openedBy: Readonly<Record<PublicAccessGuard, string>> = {
  block_public_acls: "new public ACLs are not blocked",
  block_public_policy: "new public policies are not blocked",
  ignore_public_acls: "public ACLs are not ignored",
  restrict_public_buckets: "access by public policies is not restricted",
};

/** What other tools call each of them. */
export const guardAliases = {
  block_public_acls: {
    checkov: "CKV_AWS_53",
    trivy: "AVD-AWS-0086",
    tfsec: "aws-s3-block-public-acls",
    kics: "d0cc8694-fcad-43ff-ac86-32331d7e867f",
  },
  block_public_policy: {
    checkov: "CKV_AWS_54",
    trivy: "AVD-AWS-0087",
    tfsec: "aws-s3-block-public-policy",
    kics: "1a4bc881-9f69-4d44-8c9a-d37d08f54c50",
  },
  ignore_public_acls: {
    checkov: "CKV_AWS_55",
    trivy: "AVD-AWS-0091",
    tfsec: "aws-s3-ignore-public-acls",
    kics: "4fa66806-0dd9-4f8d-9480-3174d39c7c91",
  },
  restrict_public_buckets: {
    checkov: "CKV_AWS_56",
    trivy: "AVD-AWS-0093",
    tfsec: "aws-s3-no-public-buckets",
    kics: "1ec253ab-c220-4d63-b2de-5b40e0af9293",
  },
} as const satisfies Readonly<Record<PublicAccessGuard, Partial<Readonly<Record<Tool, string>>>>>;

export const allGuards: Readonly<Record<string, boolean>> = Object.fromEntries(guards.map((guard) => [guard, true]));
