import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { documentOf, pieces, type Statement, textOf } from "../../../language/policy/policy.ts";
import { bucketOf } from "../../kit/bucket.ts";
import { companions, isFalse, isTrue, plain } from "../../kit/checks.ts";

/** Whether a statement publishes the objects of a bucket, and the code says that they are to be public: by a website, by blocks that are lifted, by names. */
export function isOnPurpose({ actions, sid, policy }: Statement): boolean {
  const texts = actions?.values.map((action) => textOf(action) ?? "") ?? [];
  if (texts.length === 0 || actions?.open || !texts.every((text) => /^s3:GetObject$/i.test(text))) return false;
  const carriers = policy.attachments.map(({ resource }) => resource);
  return (
    carriers.length > 0 && (saysPublic(documentOf(policy)?.name) || carriers.every((carrier) => isForAll(carrier, sid)))
  );
}

/** Whether a statement only lets out, or lets call, what the code says is for everybody: who shuts that takes a site off line. */
export function isMeantForAll({ actions, sid, policy }: Statement): boolean {
  const texts = actions?.values.map((action) => textOf(action) ?? "") ?? [];
  if (texts.length > 0 && texts.every((text) => /^execute-api:Invoke$/i.test(text))) return true;
  if (
    texts.length === 0 ||
    !texts.every((text) => /^(?:s3:(?:Get|List)|ecr:|sns:(?:Subscribe|Receive|List))/i.test(text))
  )
    return false;
  const carriers = policy.attachments.map(({ resource }) => resource);
  return (
    [textOf(sid), documentOf(policy)?.name].some(saysPublic) ||
    policy.statements.some(isOnPurpose) ||
    carriers.some((carrier) => isForAll(carrier, sid))
  );
}

function isForAll(carrier: Resource, sid: Value): boolean {
  const bucket = bucketWith(carrier);
  const names = [textOf(sid), carrier.name, bucket?.name, bucket && plain(bucket.get("bucket"))];
  return names.some(saysPublic) || (bucket !== undefined && (isWebsite(bucket) || isUnblocked(bucket)));
}

const saysPublic = (name: unknown): boolean =>
  typeof name === "string" && published.test(name) && !/(?:non|not|no|block|deny|without)[-_ ]?public/i.test(name);

const published = /public|anonymous|mirrors?(?![a-z])|web-?_?site|static|assets|downloads?(?![a-z])/i;

/** The buckets whose policy a statement is part of. */
export const bucketsOf = ({ policy }: Statement): readonly Resource[] =>
  policy.attachments.flatMap(({ resource }) => bucketWith(resource) ?? []);

const bucketWith = (carrier: Resource): Resource | undefined =>
  carrier.type === "aws_s3_bucket" ? carrier : bucketOf(carrier);

/** Whether a bucket is called public. */
export const isCalledPublic = (bucket: Resource): boolean =>
  [bucket.name, ...pieces(bucket.get("bucket"))].some(
    (name) => /(?:^|[-_.])(?:public|mirrors?)(?:$|[-_.])/i.test(name ?? "") && saysPublic(name),
  );

/** Whether a bucket is a website. */
export const isWebsite = (bucket: Resource): boolean =>
  bucket.sections("website").length > 0 ||
  companions(bucket, "aws_s3_bucket_website_configuration", "bucket").found.length > 0;

/** Whether it is written out that policies may make it public. */
const isUnblocked = (bucket: Resource): boolean =>
  companions(bucket, "aws_s3_bucket_public_access_block", "bucket").found.some((block) =>
    ["block_public_policy", "restrict_public_buckets"].every((name) => isFalse(block.get(name))),
  );

/** Whether the buckets that a statement lets others into shut them out, whatever policies say. */
export function isShutOut(statement: Statement): boolean {
  const buckets = bucketsOf(statement);
  return (
    buckets.length > 0 &&
    buckets.every((bucket) =>
      companions(bucket, "aws_s3_bucket_public_access_block", "bucket").found.some(
        (block) => block.certain && isTrue(block.get("restrict_public_buckets")),
      ),
    )
  );
}
