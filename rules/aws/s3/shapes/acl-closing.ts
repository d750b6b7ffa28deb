import type { Resource } from "../../../../language/model/resource.ts";
import { isCalledPublic, isWebsite } from "../../../iam/shapes/published.ts";
import { bucketOf } from "../../../kit/bucket.ts";
import { companions, isTrue, relatedTo } from "../../../kit/checks.ts";
import { put, removeBlock } from "../../../kit/edits.ts";
import type { Fix, Problem } from "../../../kit/rule.ts";
import type { Reach } from "../../../kit/severity.ts";
import { cloudFrontOnly } from "../../cloudfront/shapes/origin-access.ts";
import type { PublicGrant } from "./acl.ts";
import { isPublicTwice } from "./public.ts";

/** The problem that an opening is, on the bucket's account. */
export function* closing({ owner, grant, value, power, isAnonymous, told }: PublicGrant): Iterable<Problem> {
  const bucket = owner.type === "aws_s3_bucket" ? undefined : bucketOf(owner);
  const closed = bucket ?? owner;
  const isRead = power === "read";
  const reach = reachOf(closed, isAnonymous ? "internet" : "any account");
  yield {
    at: value.at,
    message: `${told} the bucket \`${closed.name}\``,
    reach,
    // S3 ignores the list then
    ...(reach === "nobody" && { profile: "all" }),
    // of a website there is little to see that it does not show, and what is called public is meant to be
    ...(reach !== "nobody" && isRead && (isWebsite(closed) || isCalledPublic(closed)) && { profile: "hint" }),
    power,
    ...(bucket && { subject: bucket }),
    ...relatedTo(value),
    *fixes(): Iterable<Fix> {
      const behind = isRead ? cloudFrontOnly(closed) : undefined;
      if (behind) yield behind;
      else if (isRead && (isCalledPublic(closed) || isPublicTwice(closed))) return;
      // of a website that nothing else serves nobody would see anything
      else if (grant) yield { title: "Take the grant away", impact: "disruption", edits: [removeBlock(grant)] };
      else if (!isRead || !isWebsite(closed))
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
