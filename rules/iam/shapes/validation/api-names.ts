import type { ActionData } from "../../../../language/schema/actions.ts";
import { table } from "../../../../language/syntax/table.ts";

/**
 * Calls that other permissions allow than those of their names, as AWS documents them in November 2026:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-batch-api-actions.html,
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html and https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
const calls: Readonly<Record<string, string>> = table({
  "kms:reencrypt": "kms:ReEncrypt*",
  "lambda:invoke": "lambda:InvokeFunction",
  "s3:completemultipartupload": "s3:PutObject",
  "s3:copyobject": "s3:PutObject",
  "s3:createmultipartupload": "s3:PutObject",
  "s3:deletebucketcors": "s3:PutBucketCORS",
  "s3:deletebucketencryption": "s3:PutEncryptionConfiguration",
  "s3:deletebucketlifecycle": "s3:PutLifecycleConfiguration",
  "s3:deletebucketreplication": "s3:PutReplicationConfiguration",
  "s3:deletebuckettagging": "s3:PutBucketTagging",
  "s3:deleteobjects": "s3:DeleteObject",
  "s3:deletepublicaccessblock": "s3:PutBucketPublicAccessBlock",
  "s3:getbucketaccelerateconfiguration": "s3:GetAccelerateConfiguration",
  "s3:getbucketencryption": "s3:GetEncryptionConfiguration",
  "s3:getbucketlifecycle": "s3:GetLifecycleConfiguration",
  "s3:getbucketlifecycleconfiguration": "s3:GetLifecycleConfiguration",
  "s3:getbucketnotificationconfiguration": "s3:GetBucketNotification",
  "s3:getbucketreplication": "s3:GetReplicationConfiguration",
  "s3:getobjectlockconfiguration": "s3:GetBucketObjectLockConfiguration",
  "s3:getpublicaccessblock": "s3:GetBucketPublicAccessBlock",
  "s3:headbucket": "s3:ListBucket",
  "s3:headobject": "s3:GetObject",
  "s3:listbuckets": "s3:ListAllMyBuckets",
  "s3:listmultipartuploads": "s3:ListBucketMultipartUploads",
  "s3:listobject": "s3:ListBucket",
  "s3:listobjects": "s3:ListBucket",
  "s3:listobjectsv2": "s3:ListBucket",
  "s3:listobjectversions": "s3:ListBucketVersions",
  "s3:listparts": "s3:ListMultipartUploadParts",
  "s3:putbucketaccelerateconfiguration": "s3:PutAccelerateConfiguration",
  "s3:putbucketencryption": "s3:PutEncryptionConfiguration",
  "s3:putbucketlifecycle": "s3:PutLifecycleConfiguration",
  "s3:putbucketlifecycleconfiguration": "s3:PutLifecycleConfiguration",
  "s3:putbucketnotificationconfiguration": "s3:PutBucketNotification",
  "s3:putbucketreplication": "s3:PutReplicationConfiguration",
  "s3:putpublicaccessblock": "s3:PutBucketPublicAccessBlock",
  "s3:selectobjectcontent": "s3:GetObject",
  "s3:uploadpart": "s3:PutObject",
  "s3:uploadpartcopy": "s3:PutObject",
  "sqs:changemessagevisibilitybatch": "sqs:ChangeMessageVisibility",
  "sqs:deletemessagebatch": "sqs:DeleteMessage",
  "sqs:sendmessagebatch": "sqs:SendMessage",
});

/**
 * Words that stand in no list of actions and that AWS itself writes, or asks for, as of November 2026: in the policy that a new topic
 * is made with, in what the documents of search domains said for years, in what API Gateway answers to who may not tag.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html, https://github.com/aws-amplify/amplify-cli/issues/12316
 */
const unlisted = new Set([
  "sns:receive",
  "logs:putlogeventsbatch",
  "apigateway:tagresource",
  "apigateway:untagresource",
]);

/** Whether AWS itself uses a word that it does not list among its actions. */
export const isUnlisted = (text: string): boolean => unlisted.has(text.toLowerCase());

/** The permission that allows what is written by the name of its call. */
export const permissionOf = (text: string): string | undefined => calls[text.toLowerCase()];

/** How a service itself calls it to go through many of a kind, where another verb is written for that: `ec2:ListInstances`. */
export function goneThrough(text: string, data: ActionData): string | undefined {
  const [, service = "", verb = "", nouns = ""] = /^([\w-]+):(Describe|List)([A-Z]\w*s)$/.exec(text) ?? [];
  if (nouns === "") return undefined;
  const [found] = data.expand(`${service}:${verb === "List" ? "Describe" : "List"}${nouns}`);
  return found;
}
