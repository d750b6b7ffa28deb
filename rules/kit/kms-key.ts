import type { Resource } from "../../language/model/resource.ts";
import { allows, pieces, textOf } from "../../language/policy/policy.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { carriedBy } from "./carried.ts";
import { companions, plain } from "./checks.ts";
import { call, concat, expression, resourceBeside, type SourceBody } from "./edits.ts";
import { ownPartition } from "./offered.ts";
import { lookup, sharesPlace } from "./placement.ts";

/** Where a key is, and what has to be written for it to be there. */
export interface Key {
  readonly address: string;
  readonly edits: readonly Edit[];
}

/**
 * A KMS key to encrypt a resource with: the module's own that says it is for this, else its first that serves whoever has rights to
 * it, else a new one below the resource, with rotation.
 */
export function key(resource: Resource, description: string): Key {
  const keys = keysOf(resource);
  const found = keys.find((each) => isFor(each, resource)) ?? keys.find(isOpenToAccount);
  return found ? { address: found.localAddress, edits: [] } : added(resource, description, []);
}

/**
 * The same for what an AWS service encrypts by itself: its key's policy has to admit the service on behalf of `sources`
 * (`trail/*`) of this account, so that only a key that says it is for this will do.
 */
export function serviceKey(resource: Resource, description: string, service: string, sources: string): Key {
  const found = keysOf(resource).find((each) => isFor(each, resource));
  if (found) return { address: found.localAddress, edits: [] };
  const identity = lookup(resource, "aws_caller_identity");
  const account = expression(`${identity.address}.account_id`);
  const partition = ownPartition(resource.module);
  const policy = {
    policy: call("jsonencode", {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Account",
          Effect: "Allow",
          Principal: { AWS: concat("arn:", partition, ":iam::", account, ":root") },
          Action: "kms:*",
          Resource: "*",
        },
        {
          Sid: "Encrypt",
          Effect: "Allow",
          Principal: { Service: `${service}.amazonaws.com` },
          Action: ["kms:GenerateDataKey*", "kms:DescribeKey"],
          Resource: "*",
          Condition: {
            ArnLike: { "aws:SourceArn": concat("arn:", partition, `:${service}:*:`, account, `:${sources}`) },
          },
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

const keysOf = (resource: Resource): readonly Resource[] =>
  resource.module
    .ofType("aws_kms_key")
    .filter((each) => each.certain && each.key === "" && encrypts(each) && sharesPlace(each, resource));

/** Whether a key is made to encrypt, with one secret for both ways: others sign, or agree on keys. */
const encrypts = (each: Resource): boolean =>
  (["key_usage", "customer_master_key_spec"] as const).every((name) => {
    const value = each.get(name);
    return value.state === "absent" || /^(?:ENCRYPT_DECRYPT|SYMMETRIC_DEFAULT)$/.test(String(plain(value)));
  });

/** `aws_kms_key.s3_key` for `aws_s3_bucket.x`, and `aws_kms_key.x`. */
const isFor = ({ name }: Resource, { type, name: own }: Resource): boolean =>
  name.includes(own) || name.includes(type.split("_")[1] ?? type);

/** Whether the account's IAM decides who uses a key: it has no policy, or one that leaves everything to the account. */
function isOpenToAccount(each: Resource): boolean {
  const { found, certain } = companions(each, "aws_kms_key_policy", "key_id");
  if (each.get("policy").state === "absent" && found.length === 0) return certain;
  return each.module.root
    .tree()
    .some((module) =>
      carriedBy(module, [each, ...found]).some(({ effective }) =>
        effective.some(
          (statement) =>
            allows(statement) &&
            !statement.conditions &&
            (statement.actions?.values ?? []).some((action) => textOf(action) === "kms:*") &&
            (statement.principals?.values ?? []).some(({ identifiers }) =>
              identifiers.values.some((value) => pieces(value).at(-1)?.endsWith(":root")),
            ),
        ),
      ),
    );
}
