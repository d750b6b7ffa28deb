import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import type { Unknown, Value } from "../../../language/model/value.ts";
import { addCondition, removeValues, splitStatement } from "../../../language/policy/edits.ts";
import { type ElementList, type Statement, textOf } from "../../../language/policy/policy.ts";
import { matches } from "../../../language/schema/wildcards.ts";
import { companions, plain } from "../../kit/checks.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { type Fix, json, type Problem, rule } from "../../kit/rule.ts";
import { isTested } from "../shapes/conditions.ts";
import { header, isOnlyWriting, isWriting } from "../shapes/encryption-header.ts";
import { whoHolds } from "../shapes/names.ts";

const keyHeader = `${header}-aws-kms-key-id`;

export default rule({
  id: "aws-iam-write-unencrypted",
  title: "Objects can be written without asking for encryption",
  severity: "low",
  profile: "hint",
  responsibility: "customer",
  why: "Objects fall back to the bucket's default, so nothing holds them to the encryption that was agreed.",
  controls: { "nist-800-53-r5": ["SC-28"] },
  aliases: {},
  references: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html"],

  on: allowing("identity"),
  *check(statement: Statement, module): Iterable<Problem> {
    const { actions, resources } = statement;
    if (!actions || !resources || isTested(statement, header, keyHeader)) return;
    const named = actions.values.filter(namesWriting);
    if (named.length === 0 || resources.values.every((resource) => isSettled(resource, module))) return;
    for (const value of named)
      yield {
        at: value.at,
        message: `${whoHolds(statement.policy)} can write objects without asking for encryption`,
        // what reads and deletes besides sends no such header, and would be refused
        fixes: () =>
          actions.values.some((each) => isWriting(each) && !isOnlyWriting(each, module.actions))
            ? []
            : [
                ...asking(statement, actions, "Ask for encryption by S3", "AES256"),
                ...asking(statement, actions, "Ask for encryption with KMS", "aws:kms"),
              ],
      };
  },

  file: "policy.json",
  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:PutObject",
                    //^^^^^^^^^^^^
          "Resource": "arn:aws:s3:::my-app-bucket/*"
        }
      ]
    }
  `,
  secure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:PutObject",
          "Resource": "arn:aws:s3:::my-app-bucket/*",
          "Condition": {
            "StringEquals": {
              "s3:x-amz-server-side-encryption": "AES256"
            }
          }
        }
      ]
    }
  `,
});

/** Fixes that demand encryption of what is written, in a statement of its own where the statement is about more. */
function asking(statement: Statement, actions: ElementList<Value>, title: string, values: string): readonly Fix[] {
  const writing = actions.values.filter(isWriting);
  const others = actions.values.filter((other) => !writing.includes(other));
  const condition = addCondition(statement, { operator: "StringEquals", key: header, values: [values] });
  if (others.length === 0 || !condition) return fix(title, condition);
  const rest = removeValues(statement, actions, others);
  return fix(
    title,
    splitStatement(statement, removeValues(statement, actions, writing), rest && [...rest, ...condition], "Encrypted"),
  );
}

/** `s3:PutObject` and patterns of S3's that take it in, but not all that S3 has. */
function namesWriting(value: Value): boolean {
  const name = textOf(value);
  return name !== undefined && matches(name, "s3:PutObject") && /^s3:.*[a-z]/i.test(name);
}

/** What cannot be seen, and buckets of the module whose own encryption is set. */
function isSettled(value: Value, module: Module): boolean {
  const buckets = module.ofType("aws_s3_bucket");
  if (value.state === "known") {
    const name = /^arn:aws[\w-]*:s3:::([^/*]+)(?:\/|$)/.exec(String(value.value))?.[1];
    const bucket = buckets.find((other) => name !== undefined && plain(other.get("bucket")) === name);
    return bucket !== undefined && isEncrypted(bucket);
  }
  if (value.state !== "unknown") return true;
  const holes = [value, ...(value.parts ?? [])].filter((part): part is Unknown => typeof part !== "string");
  const named = new Set(holes.flatMap(({ refs = [] }) => refs.map(({ name }) => name)));
  const bucket = buckets.find((other) => named.has(other.name) && holes.some((hole) => other.isMeantBy(hole)));
  return bucket === undefined || isEncrypted(bucket);
}

const isEncrypted = (bucket: Resource): boolean =>
  bucket.sections("server_side_encryption_configuration").length > 0 ||
  companions(bucket, "aws_s3_bucket_server_side_encryption_configuration", "bucket").found.length > 0;
