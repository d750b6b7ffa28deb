import type { Resource } from "../../../../language/model/resource.ts";
import { allows } from "../../../../language/policy/policy.ts";
import { isNarrowed } from "../../../iam/shapes/conditions.ts";
import { powerOf } from "../../../iam/shapes/power.ts";
import { everybody } from "../../../iam/shapes/principals.ts";
import { carriedBy } from "../../../kit/carried.ts";
import { companions } from "../../../kit/checks.ts";
import { most, type Weight } from "../../../kit/severity.ts";
import { grantsOf } from "./acl.ts";

/** What the internet may do with a bucket by its policy or its ACL; undefined where neither, as far as it is in view, lets it in. */
export function publicly(bucket: Resource): Weight | undefined {
  const { module } = bucket;
  const apart = companions(bucket, "aws_s3_bucket_policy", "bucket").found;
  const carriers = bucket.get("policy").state === "absent" ? apart : [bucket, ...apart];
  const byPolicy = carriedBy(module, carriers)
    .flatMap(({ effective }) => effective)
    .filter(
      (statement) =>
        allows(statement) && !isNarrowed(statement) && !everybody(statement)[Symbol.iterator]().next().done,
    )
    .map((statement) => powerOf(statement, module) ?? "read");
  const lists = [bucket, ...companions(bucket, "aws_s3_bucket_acl", "bucket").found];
  const byList = lists.flatMap((list) => [...grantsOf(list)].map(({ power }) => power));
  const powers = [...byPolicy, ...byList];
  return powers.length === 0 ? undefined : { reach: "internet", power: most(...powers) };
}
