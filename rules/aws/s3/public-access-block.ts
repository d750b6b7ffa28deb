/** The switches of a public access block, of a bucket or of the account. */
export const guards = [
  "block_public_acls",
  "block_public_policy",
  "ignore_public_acls",
  "restrict_public_buckets",
] as const;

export const allGuards: Readonly<Record<string, boolean>> = Object.fromEntries(guards.map((guard) => [guard, true]));
