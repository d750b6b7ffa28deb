import type { Resource } from "../../../../language/model/resource.ts";
import { allows } from "../../../../language/policy/policy.ts";
import { isNarrowed } from "../../../iam/shapes/conditions.ts";
import { powerOf } from "../../../iam/shapes/power.ts";
import { meansEverybody } from "../../../iam/shapes/principals.ts";
import { isWebsite } from "../../../iam/shapes/published.ts";
import { carriedBy } from "../../../kit/carried.ts";
import { companions, plain } from "../../../kit/checks.ts";
import { most, type Power, type Weight } from "../../../kit/severity.ts";
import { isServedUnsigned } from "../../cloudfront/shapes/origin-access.ts";
import { grantsOf } from "./acl.ts";

/** Whether the code shows that strangers are to read a bucket: who closes it takes something off the internet. */
export const isMeantPublic = (bucket: Resource): boolean =>
  publicly(bucket) !== undefined ||
  isWebsite(bucket) ||
  isServedUnsigned(bucket) ||
  ["aws_s3_object", "aws_s3_bucket_object"].some((type) =>
    companions(bucket, type, "bucket").found.some((object) => /^public-/.test(String(plain(object.get("acl"))))),
  );

/** Whether strangers may be let in by what cannot be read here: a policy that is made elsewhere, or a name that speaks of the public. */
export function maybePublic(bucket: Resource): boolean {
  const apart = companions(bucket, "aws_s3_bucket_policy", "bucket").found;
  const carriers = bucket.get("policy").state === "absent" ? apart : [bucket, ...apart];
  return (
    /public|web-?_?site|static|assets|cdn/i.test(`${bucket.name} ${plain(bucket.get("bucket")) ?? ""}`) ||
    (carriers.length > 0 && carriedBy(bucket.module, carriers).length === 0)
  );
}

/** What the internet may do with a bucket by its policy or its ACL; undefined where neither, as far as it is in view, lets it in. */
export function publicly(bucket: Resource): Weight | undefined {
  const powers = [...byPolicy(bucket), ...byList(bucket)];
  return powers.length === 0 ? undefined : { reach: "internet", power: most(...powers) };
}

/** Whether strangers are let in by the policy and by the ACL: nobody does both unawares, and to take one of them away cures nothing. */
export const isPublicTwice = (bucket: Resource): boolean => byPolicy(bucket).length > 0 && byList(bucket).length > 0;

function byPolicy(bucket: Resource): readonly Power[] {
  const { module } = bucket;
  const apart = companions(bucket, "aws_s3_bucket_policy", "bucket").found;
  const carriers = bucket.get("policy").state === "absent" ? apart : [bucket, ...apart];
  return carriedBy(module, carriers)
    .flatMap(({ effective }) => effective)
    .filter((statement) => allows(statement) && !isNarrowed(statement) && meansEverybody(statement))
    .map((statement) => powerOf(statement, module) ?? "read");
}

const byList = (bucket: Resource): readonly Power[] =>
  [bucket, ...companions(bucket, "aws_s3_bucket_acl", "bucket").found].flatMap((list) =>
    [...grantsOf(list)].map(({ power }) => power),
  );
