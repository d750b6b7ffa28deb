import { hcl, rule } from "../../kit/rule.ts";
import { openings } from "./shapes/acl.ts";
import { closing } from "./shapes/acl-closing.ts";

export default rule({
  id: "aws-s3-bucket-acl-permissions-open",
  title: "ACL lets strangers read or change the permissions of the bucket",
  severity: "critical",
  severityDependsOn: "whether an account is needed, and whether the bucket's public access block has S3 ignore the ACL",
  profileDependsOn: "whether the bucket's public access block has S3 ignore the ACL",
  responsibility: "customer",
  why: "Anyone learns whom to attack, or grants himself the rest.",
  controls: { "security-hub": ["S3.2", "S3.3", "S3.12"] },
  aliases: {
    checkov: ["CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375", "CKV2_AWS_43"],
    trivy: ["AVD-AWS-0092"],
    tfsec: ["aws-s3-no-public-access-with-acl"],
    kics: ["64a222aa-7793-4e40-915f-4b302c76e4d4"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],

  on: openings("permissions"),
  check: closing,

  insecure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_acl" "reports" {
      bucket = aws_s3_bucket.reports.id

      access_control_policy {
        grant {
          permission = "FULL_CONTROL"

          grantee {
            type = "Group"
            uri  = "http://acs.amazonaws.com/groups/global/AllUsers"
            #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          }
        }

        owner {
          id = "0a1b2c3d"
        }
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "reports" {
      bucket = "acme-reports"
    }

    resource "aws_s3_bucket_acl" "reports" {
      bucket = aws_s3_bucket.reports.id

      access_control_policy {
        owner {
          id = "0a1b2c3d"
        }
      }
    }
  `,
});
