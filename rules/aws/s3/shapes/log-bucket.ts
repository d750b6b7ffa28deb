import type { Resource } from "../../../../language/model/resource.ts";
import { companions, plain, referrers } from "../../../kit/checks.ts";

/** A bucket that receives logs would log its own writing for ever. */
export const isForLogs = (bucket: Resource): boolean =>
  takesAccessLogs(bucket) || /(?:^|[_-])logs?(?:[_-]|$)/.test(bucket.name);

/**
 * Whether S3 delivers access logs there, which it cannot where KMS encrypts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export const takesAccessLogs = (bucket: Resource): boolean =>
  plain(bucket.get("acl")) === "log-delivery-write" ||
  referrers(bucket, "aws_s3_bucket_logging", "target_bucket").length > 0 ||
  companions(bucket, "aws_s3_bucket_acl", "bucket").found.some(isForDelivery) ||
  companions(bucket, "aws_s3_bucket_policy", "bucket").found.some((policy) => {
    const { start, end } = policy.at;
    return policy.file.text.slice(start, end).includes("logging.s3.amazonaws.com");
  });

const isForDelivery = (acl: Resource): boolean =>
  plain(acl.get("acl")) === "log-delivery-write" ||
  acl
    .sections("access_control_policy")
    .flatMap((policy) => policy.sections("grant"))
    .flatMap((grant) => grant.sections("grantee"))
    .some((grantee) => plain(grantee.get("uri")) === "http://acs.amazonaws.com/groups/s3/LogDelivery");
