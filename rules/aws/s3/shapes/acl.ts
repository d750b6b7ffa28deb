import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import { table } from "../../../../language/syntax/table.ts";
import { items, plain, resources } from "../../../kit/checks.ts";
import type { Picked } from "../../../kit/rule.ts";
import type { Power } from "../../../kit/severity.ts";

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
export interface PublicGrant {
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
    .faults(grantsOf)
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
