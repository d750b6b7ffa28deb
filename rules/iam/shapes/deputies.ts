/** A service that acts for whoever sets it up, and says for whom by `aws:SourceAccount` and `aws:SourceArn`. */
interface Deputy {
  /** What people call it. */
  readonly called: string;
  /** The services whose resources AWS's guides have it reach, by the prefix of their actions. */
  readonly reaches: readonly string[];
  /** Those where one of another account can do no more than fill them, or nothing that another policy does not allow as well. */
  readonly idly?: readonly string[];
}

const written = ["s3", "sqs", "sns"];
/** Those that call functions besides (https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html). */
const calling = [...written, "lambda"];

/** A service that only delivers to buckets. */
const delivering = (called: string): Deputy => ({ called, reaches: ["s3"], idly: ["s3"] });

/** By the principal, without the region that some have. */
const deputies: ReadonlyMap<string, Deputy> = new Map([
  ["cloudtrail", { called: "CloudTrail", reaches: written }],
  ["config", { called: "AWS Config", reaches: calling }],
  ["events", { called: "EventBridge", reaches: calling }],
  ["s3", { called: "S3", reaches: calling }],
  ["sns", { called: "SNS", reaches: calling }],
  ["ses", { called: "SES", reaches: calling }],
  ["delivery.logs", { called: "Log delivery", reaches: written, idly: written }],
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
  ["cloudfront", { called: "CloudFront", reaches: ["s3", "kms", "lambda"], idly: ["kms"] }],
  // https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
  ["lambda", { called: "Lambda", reaches: ["ecr"], idly: ["ecr"] }],
  // https://docs.aws.amazon.com/codebuild/latest/userguide/sample-ecr.html
  ["codebuild", { called: "CodeBuild", reaches: ["ecr"], idly: ["ecr"] }],
  // https://docs.aws.amazon.com/appstream2/latest/developerguide/example-elastic-fleets.html
  ["appstream", { called: "WorkSpaces Applications", reaches: ["s3"] }],
  // https://docs.aws.amazon.com/appflow/latest/userguide/s3-policies-management.html
  ["appflow", { called: "AppFlow", reaches: ["s3"] }],
  // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
  ["cloudwatch", { called: "CloudWatch", reaches: ["sns"] }],
  ["lambda.alarms.cloudwatch", { called: "CloudWatch", reaches: ["lambda"] }],
  ["apigateway", { called: "API Gateway", reaches: ["lambda"] }],
  ["logs", { called: "CloudWatch Logs", reaches: ["lambda"] }],
  ["cognito-idp", { called: "Cognito", reaches: ["lambda"] }],
  // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
  ["budgets", { called: "AWS Budgets", reaches: ["sns"] }],
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
