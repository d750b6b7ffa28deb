import type { Section } from "../../../language/model/section.ts";
import { holds, isTrue, oneOf, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-versions-deletable-without-mfa",
  title: "Object versions can be deleted without MFA",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Stolen credentials are enough to destroy what versioning keeps.",
  controls: { "security-hub": ["S3.20"] },
  aliases: { trivy: ["AVD-AWS-0170"], kics: ["c5b31ab9-0f26-4a49-b8aa-4cc064392f4d"] },
  references: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ],
  noFix: "Only the root user can turn it on, with the code of its MFA device at hand.",

  on: resources("aws_s3_bucket", "aws_s3_bucket_versioning").each((resource) =>
    resource.sections(resource.type === "aws_s3_bucket" ? "versioning" : "versioning_configuration"),
  ),
  *check(versioning: Section) {
    const value = versioning.get("mfa_delete");
    if (holds(value, oneOf("Enabled", "true"), "Disabled") || isTrue(value)) return;
    yield { at: value.at, ...relatedTo(value) };
  },

  insecure: hcl`
    resource "aws_s3_bucket_versioning" "reports" {
      bucket = "acme-reports"

      versioning_configuration {
        mfa_delete = "Disabled"
        #            ^^^^^^^^^^
        status     = "Enabled"
      }
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket_versioning" "reports" {
      bucket = "acme-reports"

      versioning_configuration {
        mfa_delete = "Enabled"
        status     = "Enabled"
      }
    }
  `,
});
