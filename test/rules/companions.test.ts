import assert from "node:assert/strict";
import { rules as all } from "../../rules/index.ts";
import { find, type Texts } from "../harness/fixture.ts";

const versioning = all.filter(({ id }) => id === "aws-s3-bucket-without-versioning");

const buckets = (text: string, files: Texts = {}): readonly string[] =>
  find(versioning, { "main.tf": text, ...files })
    .map(({ address }) => address)
    .sort();

const bucket = (name: string, value: string, more = "") =>
  `resource "aws_s3_bucket" "${name}" {\n  bucket = ${value}\n${more}}\n`;

const versions = (value: string, more = "") =>
  `resource "aws_s3_bucket_versioning" "v" {\n  bucket = ${value}\n${more}  versioning_configuration {\n    status = "Enabled"\n  }\n}\n`;

const variables = 'provider "aws" {}\nvariable "x" {}\nvariable "y" {}\n';

describe("a companion of which it is not known what it completes", () => {
  it("may be of any bucket that it can mean", () => {
    assert.deepEqual(buckets(`${variables}${bucket("a", '"a"')}${bucket("b", "var.y")}${versions("var.x")}`), []);
    assert.deepEqual(buckets(`${bucket("a", '"a"')}${versions("data.external.x.result.bucket")}`), ["aws_s3_bucket.a"]);
  });

  it("is of the one that bears the same name, and of no other", () => {
    const text = `${variables}${bucket("a", '"a"')}${bucket("b", "var.x")}${bucket("c", "var.y")}${versions("var.x")}`;
    assert.deepEqual(buckets(text), ["aws_s3_bucket.a", "aws_s3_bucket.c"]);
    const local = `${variables}locals {\n  name = "\${var.x}-logs"\n}\n${bucket("a", "local.name")}${bucket("b", "var.y")}${versions("local.name")}`;
    assert.deepEqual(buckets(local), ["aws_s3_bucket.b"]);
  });

  it("is of none whose name begins or ends in another way", () => {
    const text = `${variables}${bucket("a", '"data-1"')}${bucket("b", '"logs-1"')}${versions('"logs-${var.x}"')}`;
    assert.deepEqual(buckets(text), ["aws_s3_bucket.a"]);
    assert.deepEqual(buckets(`${variables}${bucket("a", '"1-data"')}${versions('"${var.x}-logs"')}`), [
      "aws_s3_bucket.a",
    ]);
  });

  it("is of none of another provider or region", () => {
    const text = `${variables}${bucket("a", '"a"')}${bucket("b", '"b"', "  provider = aws.far\n")}${versions("var.x", "  provider = aws.far\n")}`;
    assert.deepEqual(buckets(text), ["aws_s3_bucket.a"]);
    const regions = `${variables}${bucket("a", '"a"', '  region = "eu-west-1"\n')}${versions("var.x", '  region = "eu-west-2"\n')}`;
    assert.deepEqual(buckets(regions), ["aws_s3_bucket.a"]);
  });

  it("is of none here where a module that is not here hands out its name, but for one that is handed to it", () => {
    const call = (more: string) => `module "m" {\n  source = "git::https://example.org/m.git"\n${more}}\n`;
    assert.deepEqual(buckets(`${call("")}${bucket("a", '"a"')}${versions("module.m.bucket")}`), ["aws_s3_bucket.a"]);
    const handed = `${call("  bucket = aws_s3_bucket.a.id\n")}${bucket("a", '"a"')}${bucket("b", '"b"')}${versions("module.m.bucket")}`;
    assert.deepEqual(buckets(handed), ["aws_s3_bucket.b"]);
  });
});

describe("a module that is there for callers, none of which is in view,", () => {
  const named = `variable "name" {}\n${bucket("a", "var.name")}`;

  it("lacks nothing that they may have beside it", () => {
    assert.deepEqual(buckets(named), []);
    const handedOut = `variable "key" {}\n${bucket("a", '"a"')}output "bucket" {\n  value = { id = aws_s3_bucket.a.id }\n}\n`;
    assert.deepEqual(buckets(handedOut), []);
    const inner = `module "m" {\n  source = "./m"\n}\nvariable "key" {}\noutput "id" {\n  value = module.m.id\n}\n`;
    const child = `${bucket("a", '"a"')}output "id" {\n  value = aws_s3_bucket.a.id\n}\n`;
    assert.deepEqual(buckets(inner, { "m/main.tf": child }), []);
    assert.deepEqual(buckets(`variable "key" {}\n${bucket("a", '"a"')}`), ["aws_s3_bucket.a"]);
  });

  it("is one only where nothing says that Terraform is run in it, and it waits for values", () => {
    for (const more of ['provider "aws" {}\n', 'terraform {\n  backend "s3" {}\n}\n', "terraform {\n  cloud {}\n}\n"])
      assert.deepEqual(buckets(named + more), ["aws_s3_bucket.a"], more);
    assert.deepEqual(buckets(named, { "terraform.tfvars": 'name = "a"\n' }), ["aws_s3_bucket.a"]);
    assert.deepEqual(buckets(named.replace("{}", '{\n  default = "a"\n}')), ["aws_s3_bucket.a"]);
  });

  it("may have the blocks that a caller's switch would bring", () => {
    const outside = all.filter(({ id }) => id === "aws-opensearch-outside-vpc");
    const domain = (over: string) =>
      find(outside, {
        "main.tf": `variable "name" {}\nvariable "vpc" {\n  default = null\n}\nresource "aws_opensearch_domain" "d" {\n  domain_name = var.name\n  dynamic "vpc_options" {\n    for_each = ${over}\n    content {\n      subnet_ids = vpc_options.value\n    }\n  }\n}\n`,
      }).length;
    assert.equal(domain("var.vpc == null ? [] : [var.vpc]"), 0);
    const called = (vpc: string) =>
      find(outside, {
        "main.tf": `module "d" {\n  source = "./d"\n  vpc    = ${vpc}\n}\n`,
        "d/main.tf":
          'variable "vpc" {\n  default = null\n}\nresource "aws_opensearch_domain" "d" {\n  dynamic "vpc_options" {\n    for_each = var.vpc == null ? [] : [var.vpc]\n    content {\n      subnet_ids = vpc_options.value\n    }\n  }\n}\n',
      }).length;
    assert.deepEqual([called("null"), called('["subnet-1"]'), called("data.aws_subnets.x.ids")], [1, 0, 0]);
  });

  it("is judged by what it sets, and by defaults that choose something", () => {
    const rules = ["aws-rds-storage-unencrypted", "aws-rds-publicly-accessible"];
    const found = (settings: string, more = "") =>
      find(
        all.filter(({ id }) => rules.includes(id)),
        {
          "main.tf": `variable "name" {}\nresource "aws_db_instance" "d" {\n  identifier = var.name\n  ${settings}\n}\n${more}`,
        },
      ).map(({ rule }) => rule.id);
    assert.deepEqual(found("storage_encrypted = true\n  publicly_accessible = true"), ["aws-rds-publicly-accessible"]);
    const chosen = 'variable "e" {\n  default = false\n}\n';
    assert.deepEqual(found("storage_encrypted = var.e", chosen), ["aws-rds-storage-unencrypted"]);
    for (const empty of ["null", '""'])
      assert.deepEqual(found("storage_encrypted = var.e", chosen.replace("false", empty)), [], empty);
    assert.deepEqual(found("storage_encrypted = var.e", `provider "aws" {}\n${chosen.replace("false", "null")}`), [
      "aws-rds-storage-unencrypted",
    ]);
  });
});
