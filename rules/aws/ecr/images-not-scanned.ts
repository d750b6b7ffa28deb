import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecr-images-not-scanned",
  title: "Container images are not scanned for vulnerabilities when they are pushed",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Known holes get into production unseen.",
  controls: { "security-hub": ["ECR.1"] },
  aliases: {
    checkov: ["CKV_AWS_163"],
    trivy: ["AVD-AWS-0030"],
    tfsec: ["aws-ecr-enable-image-scans"],
    kics: ["9630336b-3fed-4096-8173-b9afdfe346a7"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html",
  ],

  on: resources("aws_ecr_repository"),
  check: setting("image_scanning_configuration.scan_on_push", is(true), { fallback: false, title: "Scan on push" }),

  insecure: hcl`
    resource "aws_ecr_repository" "shop" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "shop"
    }
  `,
  secure: hcl`
    resource "aws_ecr_repository" "shop" {
      name = "shop"

      image_scanning_configuration {
        scan_on_push = true
      }
    }
  `,
});
