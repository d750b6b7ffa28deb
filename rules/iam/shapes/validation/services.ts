import type { ActionData } from "../../../../language/schema/actions.ts";

/** What the reference does not have, or not any more, and policies may still name: AWS's own managed policies do. */
const unlisted: ReadonlySet<string> = new Set([
  "builderid",
  "catalog",
  "datazonecontrol",
  "deepcomposer",
  "deeplens",
  "deepracer",
  "iot1click",
  "sumerian",
  "zocalo",
]);

/** What AWS has shut down: its own policies still name it, and IAM Access Analyzer finds that it does not exist. */
const retired: ReadonlySet<string> = new Set([
  "elastic-inference",
  "iotroborunner",
  "mobilehub",
  "sagemaker-groundtruth-synthetic",
]);

export const isRetired = (prefix: string): boolean => retired.has(prefix.toLowerCase());

/** Whether AWS has a service of that prefix, as far as is known. */
export const isService = (data: ActionData, prefix: string): boolean =>
  data.serviceName(prefix) !== undefined || unlisted.has(prefix.toLowerCase());

/** Regions that AWS has opened; what is named like one is taken for one that has come since. */
export const regions: readonly string[] = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-central-1",
  "ca-west-1",
  "cn-north-1",
  "cn-northwest-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
  "sa-east-1",
  "us-gov-east-1",
  "us-gov-west-1",
];

/** Whether a text is named as AWS names regions. */
export const isRegion = (text: string): boolean =>
  /^(?:us|eu|ap|ca|sa|me|af|il|mx|cn|nz|in|us-gov|us-iso[a-z]?|eu-iso[a-z]?|eusc-[a-z]{2})-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\d{1,2}$/.test(
    text,
  );

/** Partitions that AWS has. */
export const partitions: readonly string[] = [
  "aws",
  "aws-cn",
  "aws-us-gov",
  "aws-eusc",
  "aws-iso",
  "aws-iso-b",
  "aws-iso-e",
  "aws-iso-f",
];
