import { equal } from "node:assert/strict";
import { isTerraformIn, looksLikePolicy, needOf, reach } from "../../client/src/need.ts";

describe("the need for a server", () => {
  for (const [languageId, path, need] of [
    ["terraform", "/a/main.tf", "always"],
    ["terraform-vars", "/a/x.auto.tfvars", "always"],
    ["opentofu", "Untitled-1", "always"],
    ["plaintext", "/a/main.tofu", "always"],
    ["json", "/a/main.tf.json", "always"],
    ["json", "/a/terraform.tfvars.json", "always"],
    ["yaml", "/a/.parapet.yaml", "always"],
    ["yaml", "/a/.parapet/rules/own.yml", "always"],
    ["json", "/a/package.json", "for policies"],
    ["jsonc", "/a/tsconfig.json", "for policies"],
    ["json", "Untitled-1", "for policies"],
    ["yaml", "/a/values.yaml", "never"],
    ["yaml", "/a/not.parapet.yaml", "never"],
    ["typescript", "/a/index.ts", "never"],
  ] as const)
    it(`is there ${need} for ${path} in ${languageId}`, () => {
      equal(needOf({ languageId, path }), need);
    });

  it("is told by what looks like a policy, however long it is", () => {
    equal(looksLikePolicy(`{${" ".repeat(1_000_000)}"Statement": []}`), true);
    equal(looksLikePolicy('{ "statement": {} }'), true);
    equal(looksLikePolicy('{ "Statements": [] }'), false);
  });

  it("looks far enough around what is typed", () => {
    const text = '"Statement"';
    for (let at = 0; at < text.length; at++)
      equal(looksLikePolicy(text.slice(Math.max(0, at - reach), at + 1 + reach)), true);
  });

  it("is told by Terraform in the same directory", () => {
    equal(isTerraformIn(["README.md", "main.tf"]), true);
    equal(isTerraformIn(["x.tofu"]), true);
    equal(isTerraformIn(["main.tf.json"]), true);
    equal(isTerraformIn(["tf", "a.tfstate", "package.json"]), false);
  });
});
