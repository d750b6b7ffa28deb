import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { byHand } from "../../scripts/generate/secure-twin.ts";
import { actions } from "../harness/fixture.ts";
import { fmt, validate } from "../harness/terraform.ts";
import { bench } from "./harness.ts";

const examples = join(import.meta.dirname, "../../examples/insecure");

/** Every file of the insecure estate by its path in it. */
const estate: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(examples, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const path = join(entry.parentPath, entry.name);
    return [[path.slice(examples.length + 1).replaceAll("\\", "/"), readFileSync(path, "utf8")]];
  }),
);

describe("the insecure estate", () => {
  const { path, write, check, read } = bench();

  it("is mended by one command, but for its secrets and what needs a value, and by the quick fixes of those into what Terraform accepts, with nothing left to find", async () => {
    write(estate);
    assert.ok((await check(".")).findings.length > 20);
    const { code, findings, summary } = await check(".", "--fix", "--impact", "replacement", "--fixes");
    assert.deepEqual(findings.map(({ rule, address }) => `${rule} ${address}`).sort(), [
      "aws-ec2-database-port-open-to-world aws_security_group_rule.mysql",
      "aws-iam-action-wildcard aws_iam_policy.app",
      "aws-iam-full-admin deploy.json",
      "aws-secrets-in-database-password aws_db_instance.orders",
      "aws-secrets-in-provider provider.aws",
      "aws-secrets-in-provider provider.aws",
      "aws-secrets-in-user-data aws_instance.app",
      "aws-secrets-in-variable-default var.api_token",
    ]);
    for (const { rule, fixes } of findings)
      assert.ok(
        rule.startsWith("aws-secrets-")
          ? fixes[0]?.dropsSecret && /\brotate\b/.test(fixes[0].title)
          : fixes[0]?.needsInput &&
              /\(needs a value\)$/.test(fixes[0].title) &&
              !fixes.some(({ preferred }) => preferred),
      );
    assert.equal(code, 1);
    assert.ok(summary.fixed >= 15);

    byHand(path("."), actions());
    const after = await check(".");
    assert.deepEqual(after.findings, []);
    assert.equal(after.code, 0);

    const names = Object.keys(estate).filter((name) => /\.tf$/.test(name));
    const mended = Object.fromEntries(Object.keys(estate).map((name) => [name, read(name)]));
    const texts = names.map((name) => mended[name] ?? "");
    assert.deepEqual(await Promise.all(texts.map(fmt)), texts);
    assert.deepEqual(await Promise.all([validate(mended, "v5"), validate(mended, "v6")]), [[], []]);
  });
});
