import type { Resource } from "../../../language/model/resource.ts";
import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { onePurpose, quieter } from "./shapes/purpose.ts";

/** Whoever has said no may have a trail in each region: a second copy of management events is paid for. */
const falling = (trail: Resource): Iterable<Problem> =>
  setting("is_multi_region_trail", is(true), {
    impact: trail.get("is_multi_region_trail").state === "absent" ? "update" : "disruption",
    title: "Record every region",
  })(trail);

export default rule({
  id: "aws-cloudtrail-trail-in-one-region",
  title: "CloudTrail records one region only",
  severity: "high",
  profileDependsOn: onePurpose,
  responsibility: "customer",
  why: "What is done in a region that nobody watches leaves no trace, and intruders look for just such a region.",
  controls: {
    "cis-aws-1.4": ["3.1"],
    "security-hub": ["CloudTrail.1"],
  },
  aliases: {
    checkov: ["CKV_AWS_67"],
    trivy: ["AVD-AWS-0014"],
    tfsec: ["aws-cloudtrail-enable-all-regions"],
    kics: ["8173d5eb-96b5-4aa6-a71b-ecfa153c123d"],
  },
  references: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-multi-region-trails.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  ],

  on: resources("aws_cloudtrail"),
  check: quieter(falling),

  insecure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
      name                  = "main"
      s3_bucket_name        = aws_s3_bucket.trail.id
      is_multi_region_trail = false
      #                       ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "trail" {
      bucket = "acme-trail"
    }

    resource "aws_cloudtrail" "main" {
      name                  = "main"
      s3_bucket_name        = aws_s3_bucket.trail.id
      is_multi_region_trail = true
    }
  `,
});
