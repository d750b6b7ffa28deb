import type { Resource } from "../../language/model/resource.ts";
import { anywhere, holds, is, isTrue, plain } from "./checks.ts";
import { sharesPlace } from "./placement.ts";

/** Whether a resource beside it settles something for the whole account, or for the account in the resource's region. */
function isSettled(resource: Resource, type: string, settles: (setting: Resource) => boolean): boolean {
  return anywhere(resource, type).some((setting) => isInReach(setting, resource) && settles(setting));
}

/** Whether nothing says that the two are of different accounts or regions; what other modules have for a provider is not weighed. */
const isInReach = (setting: Resource, resource: Resource): boolean =>
  setting.certain && (setting.module !== resource.module || sharesPlace(setting, resource));

/** Whether AWS encrypts every new volume and copy of a snapshot there, whatever the resource says. */
export const isEncryptedByDefault = (resource: Resource): boolean =>
  isSettled(resource, "aws_ebs_encryption_by_default", (setting) => holds(setting.get("enabled"), is(true), true));

/** Whether no bucket of the account can be public, whatever is said at the bucket. */
export const isClosedForAccount = (bucket: Resource): boolean =>
  isSettled(bucket, "aws_s3_account_public_access_block", (block) =>
    ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].every((guard) =>
      isTrue(block.get(guard)),
    ),
  );

/** Whether instances that say nothing of it ask for a session token. */
export const isTokenRequiredByDefault = (instance: Resource): boolean =>
  isSettled(
    instance,
    "aws_ec2_instance_metadata_defaults",
    (setting) => plain(setting.get("http_tokens")) === "required",
  );
