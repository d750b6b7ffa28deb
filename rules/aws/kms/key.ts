import type { Resource } from "../../../language/model/resource.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { append, type Body, call, expression, freeName } from "../../kit/edits.ts";

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
  const { module } = resource;
  const identity = module.data("aws_caller_identity")[0];
  const account = `data.aws_caller_identity.${identity?.name ?? "current"}.account_id`;
  const policy = {
    policy: call("jsonencode", {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Account",
          Effect: "Allow",
          Principal: { AWS: expression(`"arn:aws:iam::\${${account}}:root"`) },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "Encrypt",
          Effect: "Allow",
          Principal: { Service: `${service}.amazonaws.com` },
          Action: ["kms:GenerateDataKey*", "kms:DescribeKey"],
          Resource: "*",
          Condition: { ArnLike: { "aws:SourceArn": expression(`"arn:aws:${service}:*:\${${account}}:${sources}"`) } },
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
  const data = identity ? [] : [append(resource, ["data", "aws_caller_identity", "current"], {})];
  return added(resource, description, data, policy);
}

function added(resource: Resource, description: string, before: readonly Edit[], policy: Body = {}): Key {
  const name = freeName(resource.module, "aws_kms_key", resource.name);
  const body = { description, enable_key_rotation: true, ...policy };
  return {
    address: `aws_kms_key.${name}`,
    edits: [...before, append(resource, ["resource", "aws_kms_key", name], body)],
  };
}

const keysOf = ({ module }: Resource): readonly string[] =>
  module
    .ofType("aws_kms_key")
    .flatMap(({ name, certain, key: instance }) => (certain && instance === "" ? [name] : []));

/** `aws_kms_key.s3_key` for `aws_s3_bucket.x`, and `aws_kms_key.x`. */
const isFor = (name: string, { type, name: own }: Resource): boolean =>
  name.includes(own) || name.includes(type.split("_")[1] ?? type);
