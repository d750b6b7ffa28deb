import type { Resource } from "../../../language/model/resource.ts";
import { anywhere, plain } from "../../kit/checks.ts";

/** The bucket that a resource names (`bucket = aws_s3_bucket.logs.id`, or its name), where it is in the module. */
export function bucketOf(resource: Resource, attribute = "bucket"): Resource | undefined {
  const named = resource.get(attribute);
  const name = plain(named);
  const buckets = anywhere(resource, "aws_s3_bucket");
  return (
    buckets.find((bucket) => bucket.isMeantBy(named)) ??
    buckets.find((bucket) => name !== undefined && plain(bucket.get("bucket")) === name)
  );
}
