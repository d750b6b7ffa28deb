/** A service that acts for whoever sets it up, and says for whom by `aws:SourceAccount` and `aws:SourceArn`. */
interface Deputy {
  /** What people call it. */
  readonly called: string;
  /** The types of the resources whose policies AWS's guides have it in. */
  readonly reaches: RegExp;
  /** Those where one of another account can do no more than fill them, or nothing that another policy does not allow as well. */
  readonly idly?: RegExp;
}

const bucket = /^aws_s3_bucket(?:_policy)?$/;
const topic = /^aws_sns_topic(?:_policy)?$/;
const repository = /^aws_ecr_repository_policy$/;
const key = /^aws_kms_key(?:_policy)?$/;
const written = /^aws_(?:s3_bucket|sqs_queue|sns_topic)(?:_policy)?$/;

/** A service that only delivers to buckets. */
const delivering = (called: string): Deputy => ({ called, reaches: bucket, idly: bucket });

/** By the principal, without the region that some have. */
const deputies: ReadonlyMap<string, Deputy> = new Map([
  ["cloudtrail", { called: "CloudTrail", reaches: written }],
  ["config", { called: "AWS Config", reaches: written }],
  ["events", { called: "EventBridge", reaches: written }],
  ["s3", { called: "S3", reaches: written }],
  ["sns", { called: "SNS", reaches: written }],
  ["ses", { called: "SES", reaches: written }],
  ["delivery.logs", { called: "Log delivery", reaches: written, idly: written }],
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
  ["cloudfront", { called: "CloudFront", reaches: new RegExp(`${bucket.source}|${key.source}`), idly: key }],
  // https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
  ["lambda", { called: "Lambda", reaches: repository, idly: repository }],
  // https://docs.aws.amazon.com/codebuild/latest/userguide/sample-ecr.html
  ["codebuild", { called: "CodeBuild", reaches: repository, idly: repository }],
  // https://docs.aws.amazon.com/appstream2/latest/developerguide/example-elastic-fleets.html
  ["appstream", { called: "WorkSpaces Applications", reaches: bucket }],
  // https://docs.aws.amazon.com/appflow/latest/userguide/s3-policies-management.html
  ["appflow", { called: "AppFlow", reaches: bucket }],
  // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
  ["cloudwatch", { called: "CloudWatch", reaches: topic }],
  // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
  ["budgets", { called: "AWS Budgets", reaches: topic }],
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
  ["logging.s3", delivering("S3's access logs")],
  // https://docs.aws.amazon.com/cur/latest/userguide/cur-s3.html
  ["billingreports", delivering("Billing reports")],
  // https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
  ["guardduty", delivering("GuardDuty")],
  // https://docs.aws.amazon.com/macie/latest/user/discovery-results-repository-s3.html
  ["macie", delivering("Macie")],
]);

/** The service that a principal is, where it acts for whoever sets it up. */
export const deputyNamed = (principal: string): Deputy | undefined =>
  deputies.get(/^([a-z\d.-]+?)(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?$/.exec(principal)?.[1] ?? "");
