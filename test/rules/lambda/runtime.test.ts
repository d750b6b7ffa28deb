import assert from "node:assert/strict";
import { fixesFor } from "../../../analysis/fix/fix.ts";
import { rules } from "../../../rules/index.ts";
import { checked } from "../../harness/fixture.ts";

const own = rules.filter(({ id }) => id === "aws-lambda-runtime-ended");

const titles = (version: string): readonly string[] => {
  const before = checked(own, {
    "main.tf": `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "${version}"
    }
  }
}

resource "aws_lambda_function" "mail" {
  function_name = "mail"
  handler       = "index.handler"
  role          = "arn:aws:iam::123456789012:role/mail"
  runtime       = "python3.9"
}
`,
  });
  assert.equal(before.report.findings.length, 1);
  return before.report.findings.flatMap((finding) => fixesFor(finding, before)).map(({ title }) => title);
};

describe("a runtime that is no longer patched", () => {
  it("is taken anew where the provider can know the next one, and by nobody whose provider refuses it", () => {
    assert.deepEqual(titles(">= 4.0"), ["Take `python3.13` (may interrupt)"]);
    assert.deepEqual(titles("~> 6.0"), ["Take `python3.13` (may interrupt)"]);
    assert.deepEqual(titles("~> 4.67.0"), []);
    assert.deepEqual(titles("~> 3.0"), []);
  });
});
