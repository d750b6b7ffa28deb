import { oneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecr-tags-mutable",
  title: "Image tags can be overwritten",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may push replaces what production pulls.",
  controls: { "security-hub": ["ECR.2"] },
  aliases: {
    checkov: ["CKV_AWS_51"],
    trivy: ["AVD-AWS-0031"],
    tfsec: ["aws-ecr-enforce-immutable-repository"],
    kics: ["d1846b12-20c5-4d45-8798-fc35b79268eb"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html",
  ],

  on: resources("aws_ecr_repository"),
  check: setting("image_tag_mutability", oneOf("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"), {
    fallback: "MUTABLE",
    impact: "disruption",
    title: "Fix tags",
  }),

  insecure: hcl`
    resource "aws_ecr_repository" "shop" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "shop"
    }
  `,
  secure: hcl`
    resource "aws_ecr_repository" "shop" {
      image_tag_mutability = "IMMUTABLE"
      name                 = "shop"
    }
  `,
});
