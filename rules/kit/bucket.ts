import type { Resource } from "../../language/model/resource.ts";
import { meant } from "./checks.ts";

/** The bucket that a resource names (`bucket = aws_s3_bucket.logs.id`, or its name), where it is in the module. */
export const bucketOf = (resource: Resource, attribute = "bucket"): Resource | undefined =>
  meant(resource.get(attribute), resource, "aws_s3_bucket", "bucket");
