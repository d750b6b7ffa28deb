import type { Resource } from "../../language/model/resource.ts";
import type { Edit } from "../../language/syntax/text.ts";
import type { Verbatim } from "../../language/write/source.ts";
import { plain } from "./checks.ts";
import { call, concat, expression, put, resourceBeside, type SourceBody } from "./edits.ts";
import { lookup, sharesPlace } from "./placement.ts";
import { sourceText } from "./source-text.ts";

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

/** What a key's policy has to say for an AWS service that encrypts by itself. */
export interface KeyService {
  /** By which a policy is known to admit it. */
  readonly known: string;
  readonly statements: (account: Verbatim) => readonly SourceBody[];
  /** What the statements look up besides the account. */
  readonly edits?: readonly Edit[];
}

/** The same for what an AWS service encrypts by itself: only a key whose policy admits it will do. */
export function serviceKey(
  resource: Resource,
  description: string,
  { known, statements, edits = [] }: KeyService,
): Key {
  const found = keysOf(resource).find((name) => admits(resource, name, known));
  if (found !== undefined) return { address: `aws_kms_key.${found}`, edits: [] };
  const policy = policyWith(resource, statements);
  return added(resource, description, [...policy.edits, ...edits], { policy: policy.value });
}

/** Lets CloudTrail encrypt what a trail of this account writes. */
export const forCloudTrail: KeyService = {
  known: "cloudtrail.",
  statements: (account) => [
    {
      Sid: "Encrypt",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: ["kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: { ArnLike: { "aws:SourceArn": concat("arn:aws:cloudtrail:*:", account, ":trail/*") } },
    },
    {
      Sid: "Decrypt",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "kms:Decrypt",
      Resource: "*",
    },
  ],
};

/** Lets CloudWatch Logs of the resource's region encrypt the log groups of this account. */
export function forLogs(resource: Resource): KeyService {
  const { address, edits } = lookup(resource, "aws_region");
  const region = expression(`${address}.id`);
  return {
    known: "logs.",
    statements: (account) => [
      {
        Sid: "Logs",
        Effect: "Allow",
        Principal: { Service: concat("logs.", region, ".amazonaws.com") },
        Action: ["kms:Decrypt", "kms:Describe*", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        Resource: "*",
        Condition: {
          ArnLike: { "kms:EncryptionContext:aws:logs:arn": concat("arn:aws:logs:", region, ":", account, ":*") },
        },
      },
    ],
    edits,
  };
}

/** Writes into a key the policy that AWS gives to one without. */
export function withDefaultPolicy(key: Resource): readonly Edit[] {
  const { value, edits } = policyWith(key, () => []);
  return [put(key, "policy", value), ...edits];
}

/** The policy that AWS gives to a key without, and more. */
function policyWith(resource: Resource, more: KeyService["statements"]) {
  const { address, edits } = lookup(resource, "aws_caller_identity");
  const account = expression(`${address}.account_id`);
  const own = {
    Sid: "Account",
    Effect: "Allow",
    Principal: { AWS: concat("arn:aws:iam::", account, ":root") },
    Action: "kms:*",
    Resource: "*",
  };
  const value = call("jsonencode", { Version: "2012-10-17", Statement: [own, ...more(account)] });
  return { value, edits };
}

function added(resource: Resource, description: string, before: readonly Edit[], policy: SourceBody = {}): Key {
  const { address, edit } = resourceBeside(resource, "aws_kms_key", {
    description,
    enable_key_rotation: true,
    ...policy,
  });
  return { address, edits: [...before, edit] };
}

/** Whether the policy of a key, or a document that it names, speaks of a service. */
function admits({ module }: Resource, key: string, service: string): boolean {
  const found = module.ofType("aws_kms_key").find(({ name }) => name === key);
  const policy = (found && sourceText(found, "policy")) ?? "";
  const [, named] = /\bdata\.aws_iam_policy_document\.([\w-]+)/.exec(policy) ?? [];
  const document = module.data("aws_iam_policy_document").find(({ name }) => name === named);
  const { file, at } = document ?? {};
  return `${policy} ${file && at ? file.text.slice(at.start, at.end) : ""}`.includes(service);
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
