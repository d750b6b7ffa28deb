import assert from "node:assert/strict";
import { fmt, validate } from "./terraform.ts";

const bucket = `resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n`;

describe("terraform's opinion", () => {
  it("formats", async () => {
    const texts = [bucket, "a=1\nbbb =  2\n", "a = {\n", "resource {"];
    assert.deepEqual(await Promise.all(texts.map(fmt)), [bucket, "a   = 1\nbbb = 2\n", undefined, undefined]);
  });

  it("validates against the schema of either version", async () => {
    const namespaced = bucket.replace(`"logs"\n}`, `"logs"\n  bucket_namespace = "global"\n}`);
    const detector = `variable "on" {\n  type = bool\n}\n\nresource "aws_guardduty_detector" "main" {\n  enable = var.on\n}\n`;
    const module = `variable "name" {\n  type = string\n}\n\nresource "aws_s3_bucket" "site" {\n  bucket = var.name\n}\n`;
    const call = `module "site" {\n  source = "./site"\n  name   = "x"\n}\n`;
    const accepted = [{ "main.tf": bucket }, { "main.tf": detector }, { "main.tf": call, "site/main.tf": module }];
    for (const version of ["v5", "v6"] as const) {
      assert.deepEqual(await Promise.all(accepted.map((files) => validate(files, version))), [[], [], []]);
    }
    const [unknown, missing, tooNew] = await Promise.all([
      validate({ "main.tf": bucket.replace("aws_s3_bucket", "aws_s3_bucket_encryption") }, "v6"),
      validate({ "main.tf": `resource "aws_guardduty_detector_feature" "s3" {\n  name = "S3_DATA_EVENTS"\n}\n` }, "v6"),
      validate({ "main.tf": namespaced }, "v5"),
      validate({ "main.tf": bucket }, "v5"),
    ]);
    assert.match(unknown[0] ?? "", /^main.tf:1: Invalid resource type/);
    assert.deepEqual(missing.map((message) => /"\w+"/.exec(message)?.[0]).sort(), [`"detector_id"`, `"status"`]);
    assert.match(tooNew[0] ?? "", /bucket_namespace/);
  });
});
