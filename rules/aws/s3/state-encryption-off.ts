import type { BlockSection, Section } from "../../../language/model/section.ts";
import { declared, isFalse, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-s3-state-encryption-off",
  title: "Terraform's state is encrypted only if its bucket does so by itself",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "The state holds every password and key that Terraform has seen, and a key of one's own in the bucket is passed over.",
  controls: {},
  aliases: {},
  references: ["https://developer.hashicorp.com/terraform/language/backend/s3"],

  on: declared("terraform"),
  *check(terraform: BlockSection): Iterable<Problem> {
    for (const backend of terraform.sections("backend").flatMap(inS3)) {
      const encrypt = backend.get("encrypt");
      if (!isFalse(encrypt)) continue;
      yield {
        at: encrypt.at,
        ...relatedTo(encrypt),
        fixes: () => [{ title: "Encrypt the state", impact: "disruption", edits: [put(backend, "encrypt", true)] }],
      };
    }
  },

  insecure: hcl`
    terraform {
      backend "s3" {
        bucket  = "acme-state"
        key     = "network"
        region  = "eu-west-1"
        encrypt = false
        #         ^^^^^
      }
    }
  `,
  secure: hcl`
    terraform {
      backend "s3" {
        bucket  = "acme-state"
        key     = "network"
        region  = "eu-west-1"
        encrypt = true
      }
    }
  `,
});

/** The settings of a backend that is S3; in JSON its name is one key more. */
function inS3(backend: Section): readonly Section[] {
  if (!backend.block) return backend.sections("s3");
  return backend.block.labels[0]?.text === "s3" ? [backend] : [];
}
