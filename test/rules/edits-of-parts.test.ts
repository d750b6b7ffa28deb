import assert from "node:assert/strict";
import { fixesFor, preview } from "../../analysis/fix/fix.ts";
import { rules } from "../../rules/index.ts";
import { checked, type Texts } from "../harness/fixture.ts";

/** What the fixes of a rule make of the files that they change. */
function cured(rule: string, texts: Texts): readonly string[] {
  const before = checked(
    rules.filter(({ id }) => id === rule),
    texts,
  );
  assert.equal(before.report.findings.length, 1);
  return before.report.findings
    .flatMap((finding) => fixesFor(finding, before))
    .flatMap(({ edits }) => [...preview(edits, before).values()]);
}

describe("a part of what stands elsewhere", () => {
  const locals = (encrypted: boolean): string => `locals {
  security = {
    EncryptionConfiguration = {
      EnableAtRestEncryption    = false
      EnableInTransitEncryption = ${encrypted}

      InTransitEncryptionConfiguration = {
        TLSCertificateConfiguration = {
          CertificateProviderType = "PEM"
          S3Object                = "s3://acme-certificates/emr.zip"
        }
      }
    }
  }
}

resource "aws_emr_security_configuration" "jobs" {
  configuration = jsonencode(local.security)
}
`;

  it("is written there, and not over all of it", () =>
    assert.deepEqual(cured("aws-emr-transit-unencrypted", { "main.tf": locals(false) }), [locals(true)]));

  it("is not written over the call that reads it from a file", () => {
    const policy = (actions: string): string =>
      `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ${actions}, "Resource": "*"}]}\n`;
    const fixes = cured("aws-iam-action-wildcard", {
      "main.tf": `locals {
  policy = jsondecode(file("\${path.module}/policy.json"))
}

resource "aws_iam_policy" "a" {
  policy = jsonencode(local.policy)
}
`,
      "policy.json": policy('"cloudformation:*"'),
    });
    assert.deepEqual(fixes, [policy('"cloudformation:Describe*"')]);
  });
});
