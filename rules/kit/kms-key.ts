import type { Resource } from "../../language/model/resource.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { plain } from "./checks.ts";
import { call, concat, expression, resourceBeside, type SourceBody } from "./edits.ts";
import { lookup, sharesPlace } from "./placement.ts";

/** Where a key is, and what has to be written for it to be there. */
export interface Key {
  readonly address: string;
  readonly edits: readonly Edit[];
}

/**
 * A KMS key to encrypt a resource with: the module's own that says it is for this, else its first, else a new one below
 * the resource, with rotation.
 */
export function key(resource: Resource, description: string): Key {
  const keys = keysOf(resource);
  const found = keys.find((name) => isFor(name, resource)) ?? keys[0];
  return found === undefined ? added(resource, description, []) : { address: `aws_kms_key.${found}`, edits: [] };
}

/**
 * The same for what an AWS service encrypts by itself: its key's policy has to admit the service on behalf of `sources`
 * (`trail/*`) of this account, so that only a key that says it is for this will do.
 */
export function serviceKey(resource: Resource, description: string, service: string, sources: string): Key {
  const found = keysOf(resource).find((name) => isFor(name, resource));
  if (found !== undefined) return { address: `aws_kms_key.${found}`, edits: [] };
  const identity = lookup(resource, "aws_caller_identity");
  const account = expression(`${identity.address}.account_id`);
  const policy = {
    policy: call("jsonencode", {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Account",
          Effect: "Allow",
          Principal: { AWS: concat("arn:aws:iam::", account, ":root") },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "Encrypt",
          Effect: "Allow",
          Principal: { Service: `${service}.amazonaws.com` },
          Action: ["kms:GenerateDataKey*", "kms:DescribeKey"],
          Resource: "*",
          Condition: { ArnLike: { "aws:SourceArn": concat(`arn:aws:${service}:*:`, account, `:${sources}`) } },
        },
        {
          Sid: "Decrypt",
          Effect: "Allow",
          Principal: { Service: `${service}.amazonaws.com` },
          Action: "kms:Decrypt",
          Resource: "*",
        },
      ],
    }),
  };
  return added(resource, description, identity.edits, policy);
}

function added(resource: Resource, description: string, before: readonly Edit[], policy: SourceBody = {}): Key {
  const { address, edit } = resourceBeside(resource, "aws_kms_key", {
    description,
    enable_key_rotation: true,
    ...policy,
  });
  return { address, edits: [...before, edit] };
}

const keysOf = (resource: Resource): readonly string[] =>
  resource.module
    .ofType("aws_kms_key")
    .flatMap((each) =>
      each.certain && each.key === "" && encrypts(each) && sharesPlace(each, resource) ? [each.name] : [],
    );

/** Whether a key is made to encrypt, with one secret for both ways: others sign, or agree on keys. */
const encrypts = (each: Resource): boolean =>
  (["key_usage", "customer_master_key_spec"] as const).every((name) => {
    const value = each.get(name);
    return value.state === "absent" || /^(?:ENCRYPT_DECRYPT|SYMMETRIC_DEFAULT)$/.test(String(plain(value)));
  });

/** `aws_kms_key.s3_key` for `aws_s3_bucket.x`, and `aws_kms_key.x`. */
const isFor = (name: string, { type, name: own }: Resource): boolean =>
  name.includes(own) || name.includes(type.split("_")[1] ?? type);
