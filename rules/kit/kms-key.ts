import type { Resource } from "../../language/model/resource.ts";
import type { Value } from "../../language/model/value.ts";
import { allows, pieces, type Statement, textOf } from "../../language/policy/policy.ts";
import type { Edit } from "../../language/syntax/text.ts";
import type { Verbatim } from "../../language/write/source.ts";
import { carriedBy } from "./carried.ts";
import { companions, plain } from "./checks.ts";
import { concat, expression, put, resourceBeside, type SourceBody } from "./edits.ts";
import { encodedPolicy } from "./encoded-policy.ts";
import { lookup, sharesPlace } from "./placement.ts";

/** Where a key is, and what has to be written for it to be there. */
export interface Key {
  readonly address: string;
  readonly edits: readonly Edit[];
}

/**
 * A KMS key to encrypt a resource with: the module's own that says it is for this, else one that serves all who have rights to
 * it, else a new one below the resource, with rotation.
 */
export function key(resource: Resource, description: string): Key {
  const keys = keysOf(resource);
  const found =
    keys.find((each) => isFor(each, resource)) ?? keys.find((each) => isForAll(each) && isOpenToAccount(each));
  return found ? { address: found.localAddress, edits: [] } : added(resource, description, []);
}

/** What a key's policy has to say for an AWS service that encrypts by itself. */
export interface KeyService {
  /** How its principal's name begins. */
  readonly service: string;
  readonly statements: (account: Verbatim) => readonly SourceBody[];
  /** What the statements look up besides the account. */
  readonly edits?: readonly Edit[];
}

/** The same for what an AWS service encrypts by itself: only a key whose policy admits it will do. */
export function serviceKey(
  resource: Resource,
  description: string,
  { service, statements, edits = [] }: KeyService,
): Key {
  const found = keysOf(resource).find((each) => admits(each, service));
  if (found) return { address: found.localAddress, edits: [] };
  const policy = policyWith(resource, statements);
  return added(resource, description, [...policy.edits, ...edits], { policy: policy.value });
}

/** The key that fits: of one's own where a service encrypts by itself, else any. */
export const keyFor = (resource: Resource, description: string, service: KeyService | undefined): Key =>
  service ? serviceKey(resource, description, service) : key(resource, description);

/** Lets CloudTrail encrypt what a trail of this account writes. */
export const forCloudTrail: KeyService = {
  service: "cloudtrail.",
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
    service: "logs.",
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
  const value = encodedPolicy(own, ...more(account));
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
  [own, serviceOf(type)].some((word) => `_${name}_`.replaceAll("-", "_").includes(`_${word}_`));

const serviceOf = (type: string): string => type.split("_")[1]?.replace(/^db$/, "rds") ?? type;

/** Whether a key's name keeps it for nothing in particular. */
const isForAll = ({ name }: Resource): boolean =>
  /^(?:(?:all|app|cmk|common|customer|data|default|encryption|general|key|kms|main|master|shared|this)(?:[_-](?!$)|$))+$/.test(
    name,
  );

/** Whether the account's IAM decides who uses a key: it has no policy, or one that leaves everything to the account. */
function isOpenToAccount(each: Resource): boolean {
  const { found, certain } = companions(each, "aws_kms_key_policy", "key_id");
  if (each.get("policy").state === "absent" && found.length === 0) return certain;
  return allowing(each).some(
    (statement) =>
      !statement.conditions &&
      (statement.actions?.values ?? []).some((action) => textOf(action) === "kms:*") &&
      named(statement).some((name) => pieces(name).at(-1)?.endsWith(":root")),
  );
}

/** Whether the policy of a key lets a service in, by the beginning of its principal's name. */
const admits = (each: Resource, service: string): boolean =>
  allowing(each).some((statement) => named(statement).some((name) => pieces(name)[0]?.startsWith(service)));

const named = ({ principals }: Statement): readonly Value[] =>
  (principals?.values ?? []).flatMap(({ identifiers }) => identifiers.values);

/** What the policies of a key allow. */
function allowing(each: Resource): readonly Statement[] {
  const carriers = [each, ...companions(each, "aws_kms_key_policy", "key_id").found];
  return each.module.root
    .tree()
    .flatMap((module) => carriedBy(module, carriers))
    .flatMap(({ effective }) => effective.filter(allows));
}
