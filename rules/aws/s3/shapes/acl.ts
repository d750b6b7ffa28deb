import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import { table } from "../../../../language/syntax/table.ts";
import { isWebsite } from "../../../iam/shapes/published.ts";
import { companions, isTrue, items, plain, relatedTo, resources } from "../../../kit/checks.ts";
import { put, removeBlock } from "../../../kit/edits.ts";
import type { Fix, Picked, Problem } from "../../../kit/rule.ts";
import type { Power, Reach } from "../../../kit/severity.ts";
import { onlyThroughCloudFront } from "./behind-cloudfront.ts";
import { bucketOf } from "./bucket.ts";

/** What strangers may do: see what there is, change it, or see or change who may do what. */
export type PublicReach = "read" | "write" | "permissions";

const everyone: Readonly<Record<string, { readonly reach: PublicReach; readonly told: string }>> = table({
  "public-read": { reach: "read", told: "Anyone on the internet can list" },
  "public-read-write": { reach: "write", told: "Anyone on the internet can list and write to" },
  "authenticated-read": { reach: "read", told: "Anyone with an AWS account can list" },
});

const groups: Readonly<Record<string, string>> = table({
  "http://acs.amazonaws.com/groups/global/AllUsers": "Anyone on the internet",
  "http://acs.amazonaws.com/groups/global/AuthenticatedUsers": "Anyone with an AWS account",
});

/** What the permissions of an ACL on a bucket let one do, the widest first. */
const powers: readonly (readonly [permission: string, told: string])[] = [
  ["FULL_CONTROL", "has full control of"],
  ["WRITE_ACP", "can change the permissions of"],
  ["WRITE", "can write to"],
  ["READ_ACP", "can read the permissions of"],
  ["READ", "can list"],
];

/** A value that lets strangers in. */
interface PublicGrant {
  readonly owner: Resource;
  readonly value: Value;
  readonly reach: PublicReach;
  readonly power: Power;
  readonly isAnonymous: boolean;
  /** Who may do what, up to the bucket's name. */
  readonly told: string;
  /** What grants it, where it is no canned ACL. */
  readonly grant?: Section;
}

/** Values in the ACLs of a module's buckets that let strangers in, by what they may do. */
export const openings = (reach: PublicReach): Picked<PublicGrant> =>
  resources("aws_s3_bucket", "aws_s3_bucket_acl")
    .each(grantsOf)
    .where((opening) => opening.reach === reach);

/** The same of one bucket or ACL. */
export function* grantsOf(owner: Resource): Iterable<PublicGrant> {
  yield* canned(owner);
  if (owner.type === "aws_s3_bucket")
    for (const grant of owner.sections("grant")) yield* granted(owner, grant, grant, items(grant.get("permissions")));
  else
    for (const policy of owner.sections("access_control_policy"))
      for (const grant of policy.sections("grant"))
        for (const grantee of grant.sections("grantee"))
          yield* granted(owner, grant, grantee, [grant.get("permission")]);
}

function* canned(owner: Resource): Iterable<PublicGrant> {
  const value = owner.get("acl");
  const found = everyone[String(plain(value))];
  if (found) {
    const power = found.reach === "write" ? "data" : "read";
    const isAnonymous = plain(value) !== "authenticated-read";
    yield { owner, value, power, isAnonymous, ...found };
  }
}

function* granted(
  owner: Resource,
  grant: Section,
  grantee: Section,
  permissions: readonly Value[],
): Iterable<PublicGrant> {
  const value = grantee.get("uri");
  const who = groups[String(plain(value))];
  const names = permissions.map((permission) => String(plain(permission)));
  const reach = names.some((name) => /^(?:FULL_CONTROL|READ_ACP|WRITE_ACP)$/.test(name))
    ? "permissions"
    : names.includes("WRITE")
      ? "write"
      : "read";
  const power = names.some((name) => /^(?:FULL_CONTROL|WRITE|WRITE_ACP)$/.test(name)) ? "data" : "read";
  const isAnonymous = String(plain(value)).endsWith("/AllUsers");
  const [, doing = "is granted access to"] = powers.find(([permission]) => names.includes(permission)) ?? [];
  if (who !== undefined) yield { owner, grant, value, reach, power, isAnonymous, told: `${who} ${doing}` };
}

/** The problem that an opening is, on the bucket's account. */
export function* closing({ owner, grant, value, power, isAnonymous, told }: PublicGrant): Iterable<Problem> {
  const bucket = owner.type === "aws_s3_bucket" ? undefined : bucketOf(owner);
  const reach = reachOf(bucket ?? owner, isAnonymous ? "internet" : "any account");
  yield {
    at: value.at,
    message: `${told} the bucket \`${(bucket ?? owner).name}\``,
    reach,
    // S3 ignores the list then
    ...(reach === "nobody" && { profile: "all" }),
    // of a website there is little to see that it does not show
    ...(reach !== "nobody" && power === "read" && isWebsite(bucket ?? owner) && { profile: "hint" }),
    power,
    ...(bucket && { subject: bucket }),
    ...relatedTo(value),
    *fixes(): Iterable<Fix> {
      const behind = power === "read" ? onlyThroughCloudFront(bucket ?? owner) : undefined;
      if (behind) yield behind;
      // of a website that nothing else serves nobody would see anything
      else if (grant) yield { title: "Take the grant away", impact: "disruption", edits: [removeBlock(grant)] };
      else if (power !== "read" || !isWebsite(bucket ?? owner))
        yield { title: "Make the ACL private", impact: "disruption", edits: [put(owner, "acl", "private")] };
    },
  };
}

/** Who gets through a public ACL: nobody where the bucket's public access block has S3 ignore it. */
const reachOf = (bucket: Resource, reach: Reach): Reach =>
  companions(bucket, "aws_s3_bucket_public_access_block", "bucket").found.some((block) =>
    isTrue(block.get("ignore_public_acls")),
  )
    ? "nobody"
    : reach;
