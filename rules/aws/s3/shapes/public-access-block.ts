/** The switches of a public access block, of a bucket or of the account. */
export const guards = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
] as const;

export type PublicAccessGuard = (typeof guards)[number];

/** What other tools call each of them. */
export const guardAliases: Readonly<Record<PublicAccessGuard, readonly string[]>> = {
  block_public_acls: ["CKV_AWS_53", "AVD-AWS-0086", "aws-s3-block-public-acls", "d0cc8694-fcad-43ff-ac86-32331d7e867f"],
  block_public_policy: [
    "CKV_AWS_54",
    "AVD-AWS-0087",
    "aws-s3-block-public-policy",
    "1a4bc881-9f69-4d44-8c9a-d37d08f54c50",
  ],
  ignore_public_acls: [
    "CKV_AWS_55",
    "AVD-AWS-0091",
    "aws-s3-ignore-public-acls",
    "4fa66806-0dd9-4f8d-9480-3174d39c7c91",
  ],
  restrict_public_buckets: [
    "CKV_AWS_56",
    "AVD-AWS-0093",
    "aws-s3-no-public-buckets",
    "1ec253ab-c220-4d63-b2de-5b40e0af9293",
  ],
};

export const allGuards: Readonly<Record<string, boolean>> = Object.fromEntries(guards.map((guard) => [guard, true]));
