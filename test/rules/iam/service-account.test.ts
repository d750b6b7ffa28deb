import assert from "node:assert/strict";
import { fixesFor, preview } from "../../../analysis/fix/fix.ts";
import { rules } from "../../../rules/index.ts";
import { checked } from "../../harness/fixture.ts";

const own = rules.filter(({ id }) => id === "aws-iam-oidc-branch-open");

const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/ABCD";

const trust = (provider: string, more = ""): string => `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [${provider}]
    }${more}
  }
}

variable "provider_arn" {
  default = "arn:aws:iam::111122223333:oidc-provider/${issuer}"
}

resource "aws_iam_role" "app" {
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
`;

function cured(text: string) {
  const before = checked(own, { "main.tf": text });
  return before.report.findings
    .flatMap((finding) => fixesFor(finding, before))
    .map(({ title, edits }) => [title, ...preview(edits, before).values()]);
}

describe("a role that any pod of a cluster can assume", () => {
  it("asks for the service account: the audience is the same for all of them", () => {
    const [[title, text = ""] = []] = cured(trust(`"arn:aws:iam::111122223333:oidc-provider/${issuer}"`));
    assert.equal(title, "Name the service account (may interrupt) (needs a value)");
    assert.ok(text.includes(`variable = "${issuer}:sub"`), text);
  });

  it("takes the issuer from where the provider comes from", () => {
    const [[title, text = ""] = []] = cured(trust("var.provider_arn"));
    assert.equal(title, "Name the service account (may interrupt) (needs a value)");
    assert.ok(text.includes('variable = "${split("oidc-provider/", var.provider_arn)[1]}:sub"'), text);
  });

  it("is no finding where the account is asked for", () => {
    const condition = `

    condition {
      test     = "StringEquals"
      variable = "${issuer}:sub"
      values   = ["system:serviceaccount:shop:app"]
    }`;
    assert.deepEqual(cured(trust("var.provider_arn", condition)), []);
  });
});
