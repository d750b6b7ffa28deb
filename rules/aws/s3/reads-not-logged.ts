import { anywhere, isCallingUnseen, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { areLogged, logging } from "./shapes/data-events.ts";

export default rule({
  id: "aws-s3-reads-not-logged",
  title: "No trail records who reads the objects of the bucket",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a leak nobody can tell which objects it was.",
  controls: { "security-hub": ["S3.23"] },
  aliases: { trivy: ["AVD-AWS-0172"] },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-cloudtrail-logging-for-s3.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: resources("aws_s3_bucket"),
  *check(bucket) {
    if (areLogged(bucket, "ReadOnly") || isCallingUnseen(bucket.module.root)) return;
    yield { at: bucket.header, fixes: () => [logging(bucket, anywhere(bucket, "aws_cloudtrail")[0])] };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "reports" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bucket = "acme-reports"
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_cloudtrail" "reports" {
      name           = "reports"
      s3_bucket_name = "name-of-the-trail-bucket"

      event_selector {
        include_management_events = true
        read_write_type           = "All"

        data_resource {
          type   = "AWS::S3::Object"
          values = ["arn:aws:s3"]
        }
      }
    }
  `,
});
