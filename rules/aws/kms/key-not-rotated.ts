import { holds, is, plain, relatedTo, resources } from "../../kit/checks.ts";
import { putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-kms-key-not-rotated",
  title: "KMS key is never rotated",
  severity: "low",
  responsibility: "customer",
  cost: "basic",
  why: "Without rotation one version of the key material opens all that was ever encrypted with it. Rotation keeps old data readable and needs no change elsewhere.",
  controls: {
    "cis-aws-1.4": ["3.8"],
    "security-hub": ["KMS.4"],
  },
  aliases: {
    checkov: ["CKV_AWS_7"],
    trivy: ["AVD-AWS-0065"],
    tfsec: ["aws-kms-auto-rotate-keys"],
    kics: ["22fbfeac-7b5a-421a-8a27-7a2178bb910b"],
  },
  references: [
    "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
  ],

  on: resources("aws_kms_key"),
  *check(key) {
    // Only symmetric encryption keys whose material AWS makes can be rotated automatically.
    const isSymmetric = holds(key.get("customer_master_key_spec"), is("SYMMETRIC_DEFAULT"), "SYMMETRIC_DEFAULT");
    const encrypts = holds(key.get("key_usage"), is("ENCRYPT_DECRYPT"), "ENCRYPT_DECRYPT");
    if (!isSymmetric || !encrypts || key.get("custom_key_store_id").state !== "absent") return;
    const rotated = key.get("enable_key_rotation");
    if (rotated.state === "unknown" || String(plain(rotated)) === "true") return;
    yield {
      at: rotated.at,
      ...relatedTo(rotated),
      fixes: () => [
        { title: "Rotate the key every year", impact: "update", edits: putAll(key, { enable_key_rotation: true }) },
      ],
    };
  },

  insecure: hcl`
    resource "aws_kms_key" "data" {
      description         = "Data at rest"
      enable_key_rotation = false
      #                     ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_kms_key" "data" {
      description         = "Data at rest"
      enable_key_rotation = true
    }
  `,
});
