import assert from "node:assert/strict";
import { bench, unowned } from "./harness.ts";

const bucket = `resource "aws_s3_bucket" "a" {\n  tags = {\n    Owner = "me"\n  }\n}\n`;

describe("parapet with rules of a folder's own", () => {
  const { write, run, check } = bench();

  it("checks with them", async () => {
    write({ ".parapet/rules/acme.yaml": unowned, "main.tf": bucket });
    const { findings } = await check(".");
    assert.ok(findings.some(({ rule, address }) => rule === "acme-bucket-unowned" && address === "aws_s3_bucket.a"));
  });

  it("lets .parapet.yaml and comments speak of them", async () => {
    write({
      ".parapet/rules/acme.yaml": unowned,
      ".parapet.yaml": "rules:\n  acme-bucket-unowned: off\n",
      "main.tf": bucket,
    });
    const quiet = await check(".");
    assert.ok(!quiet.findings.some(({ rule }) => rule === "acme-bucket-unowned"));
    write({
      ".parapet.yaml": "",
      "main.tf": `# parapet:ignore acme-bucket-unowned -- the owner is on leave\n${bucket}`,
    });
    const hidden = await check(".");
    assert.equal(hidden.findings.find(({ rule }) => rule === "acme-bucket-unowned")?.suppressed ?? true, true);
  });

  it("holds them to their examples", async () => {
    write({ ".parapet/rules/acme.yaml": unowned });
    assert.deepEqual(await run("test-rules"), {
      code: 0,
      stdout: "pass  acme-bucket-unowned\n1 of 1 rules pass\n",
      stderr: "",
    });
    write({ ".parapet/rules/acme.yaml": unowned.replace("      #       ^^^^\n", "") });
    const { code, stdout } = await run("test-rules");
    assert.equal(code, 1);
    assert.match(stdout, /FAIL {2}acme-bucket-unowned\n.*nothing is marked/);
  });

  it("fails where one of them cannot be read, or there is none", async () => {
    write({ ".parapet/rules/acme.yaml": unowned.replace("severity: high", "severity: dire") });
    const { code, stderr } = await run("test-rules");
    assert.equal(code, 2);
    assert.match(stderr, /acme\.yaml:3/);
    assert.equal((await run("test-rules", "elsewhere")).code, 2);
  });

  it("keeps to the frameworks that are named", async () => {
    write({ "main.tf": `resource "aws_kms_key" "a" {\n  enable_key_rotation = false\n}\n` });
    const all = await check(".", "--profile", "all");
    const cis = await check(".", "--profile", "all", "--framework", "cis-aws-3.0");
    assert.ok(cis.findings.length > 0 && cis.findings.length < all.findings.length);
    assert.ok(cis.findings.every(({ rule }) => rule === "aws-kms-key-not-rotated"));
    assert.equal((await run("check", ".", "--framework", "cis-aws-99")).code, 2);
  });
});
