import type { Module } from "../../language/model/module.ts";
import type { Resource } from "../../language/model/resource.ts";
import { type Edits, oneOrList, setElement } from "../../language/policy/edits.ts";
import { type Statement, textOf } from "../../language/policy/policy.ts";
import { table } from "../../language/syntax/table.ts";
import { concat, expression, stop, type Text } from "../../language/write/source.ts";
import { plain } from "./checks.ts";
import { fix } from "./grants.ts";
import type { Fix } from "./rule.ts";

interface NearbyService {
  /** The resource that its ARNs name. */
  readonly type: string;
  /** An ARN to overtype where the module has none. */
  readonly arn: string;
  /** The actions by which its data is read. */
  readonly reading: readonly string[];
}

/** What policies are most often about, by the prefix of the actions. */
export const services: Readonly<Record<string, NearbyService>> = table({
  s3: { type: "aws_s3_bucket", arn: "arn:aws:s3:::my-app-bucket", reading: ["GetObject", "ListBucket"] },
  secretsmanager: {
    type: "aws_secretsmanager_secret",
    arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/app/*",
    reading: ["DescribeSecret", "GetSecretValue"],
  },
  ssm: {
    type: "aws_ssm_parameter",
    arn: "arn:aws:ssm:eu-west-1:123456789012:parameter/app/*",
    reading: ["GetParameter", "GetParameters", "GetParametersByPath"],
  },
  dynamodb: {
    type: "aws_dynamodb_table",
    arn: "arn:aws:dynamodb:eu-west-1:123456789012:table/app",
    reading: ["BatchGetItem", "GetItem", "Query", "Scan"],
  },
  kms: {
    type: "aws_kms_key",
    arn: "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000",
    reading: ["Decrypt", "DescribeKey"],
  },
  sqs: {
    type: "aws_sqs_queue",
    arn: "arn:aws:sqs:eu-west-1:123456789012:app",
    reading: ["GetQueueAttributes", "GetQueueUrl", "ReceiveMessage"],
  },
  sns: { type: "aws_sns_topic", arn: "arn:aws:sns:eu-west-1:123456789012:app", reading: ["Get*", "List*"] },
  lambda: {
    type: "aws_lambda_function",
    arn: "arn:aws:lambda:eu-west-1:123456789012:function:app",
    reading: ["Get*", "List*"],
  },
  iam: { type: "aws_iam_role", arn: "arn:aws:iam::123456789012:role/app", reading: ["Get*", "List*"] },
});

/** Fixes that narrow the resources of a statement to those of the module, else to an ARN to overtype. */
export function narrowed(statement: Statement, module: Module, prefix: string): readonly Fix[] {
  const service = services[prefix];
  if (!service) return [];
  const found = module
    .ofType(service.type)
    .filter((resource) => resource.certain && resource.key === "" && !resource.attribute("count"))
    .slice(0, 3)
    .flatMap((resource) => {
      const arn = arnOf(statement, resource, prefix);
      if (!arn) return [];
      const edits = setResources(statement, prefix, arn);
      return fix(`Narrow the resource to \`${resource.type}.${resource.name}\``, edits);
    });
  if (found.length > 0) return found;
  return fix("Narrow the resource to an ARN", setResources(statement, prefix, stop(service.arn)));
}

/** The ARN of a resource, as code or, in a JSON file, by its name. */
function arnOf({ policy }: Statement, resource: Resource, prefix: string): Text | undefined {
  if (policy.notation !== "json") return expression(`${resource.type}.${resource.name}.arn`);
  const bucket = prefix === "s3" ? plain(resource.get("bucket")) : undefined;
  return bucket === undefined ? undefined : `arn:aws:s3:::${bucket}`;
}

function setResources(statement: Statement, prefix: string, arn: Text): Edits {
  const resources = prefix === "s3" ? bucketParts(statement, arn) : [arn];
  return setElement(statement, "Resource", oneOrList(resources));
}

/** A bucket for what is done to it, what is in it for what is done to objects. */
function bucketParts({ actions }: Statement, arn: Text): readonly Text[] {
  const objects = concat(arn, "/*");
  const names = (actions?.values ?? []).map((value) => (textOf(value) ?? "s3:*").toLowerCase());
  const onObjects = names.some((name) => name.includes("object") || /^(?:\*|s3:\*)/.test(name));
  const onBucket = names.some((name) => /\*|bucket/.test(name) && !name.includes("object"));
  if (onObjects && onBucket) return [arn, objects];
  return [onObjects ? objects : arn];
}

/** The objects of the module's buckets, else of one to overtype: what a policy in the guide's form is about. */
export function* objectsNearby(
  statement: Statement,
  module: Module,
): Iterable<{ readonly title: string; readonly words: Text }> {
  let none = true;
  for (const bucket of module.ofType("aws_s3_bucket").slice(0, 3)) {
    const arn = bucket.certain && bucket.key === "" ? arnOf(statement, bucket, "s3") : undefined;
    if (!arn) continue;
    none = false;
    yield { title: `Allow only reading the objects of \`aws_s3_bucket.${bucket.name}\``, words: concat(arn, "/*") };
  }
  if (none)
    yield { title: "Allow only reading the objects of one bucket", words: stop("arn:aws:s3:::my-app-bucket/*") };
}
