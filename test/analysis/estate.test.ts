import { deepEqual } from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { check } from "../../analysis/run/check.ts";
import { Estate, isEntered, isRoot, joined, type Said } from "../../analysis/run/estate.ts";
import { open } from "../../analysis/run/project.ts";
import { rules } from "../../rules/index.ts";
import type { Rule } from "../../rules/kit/rule.ts";
import { directory, filesOf, type Texts, today } from "../harness/fixture.ts";

/** Calls by name, the innermost first, as places. */
const through = (...calls: readonly string[]) => calls.map((uri) => ({ uri, start: 0, end: 1 }));

const said = (address: string, calls: readonly string[] = [], isSuppressed = false, start = 0): Said => ({
  rule: { id: "rule" },
  at: { uri: "file:///m/main.tf", start, end: start + 1 },
  message: "message",
  address,
  through: through(...calls),
  suppression: isSuppressed ? {} : undefined,
});

const addresses = (...findings: readonly Said[]) =>
  joined(findings).map(({ address, suppression }) => (suppression ? `(${address})` : address));

describe("findings of several roots", () => {
  it("are told as the call gives them, in whatever order the roots come", () => {
    const [own, called] = [said("b"), said("module.m.b", ["a/m"])];
    deepEqual(addresses(own, called), ["module.m.b"]);
    deepEqual(addresses(called, own), ["module.m.b"]);
  });

  it("stay suppressed where the call says so", () => {
    deepEqual(addresses(said("b"), said("module.m.b", ["a/m"], true)), ["(module.m.b)"]);
    // what stands in no block has the same address for the module and for who calls it
    deepEqual(addresses(said("policy.json"), said("policy.json", ["a/m"], true)), ["(policy.json)"]);
  });

  it("are open for one call where only another is suppressed", () => {
    const findings = [said("module.m.b", ["a/m"], true), said("module.n.b", ["a/n"])];
    deepEqual(addresses(...findings), ["(module.m.b)", "module.n.b"]);
    // two roots give their call the same name
    deepEqual(addresses(said("module.m.b", ["a/m"], true), said("module.m.b", ["z/m"])), ["module.m.b"]);
  });

  it("are told by the longest way of calls, and only where it is the same way", () => {
    const [middle, outer] = [said("module.m.b", ["a/m"]), said("module.a.module.m.b", ["a/m", "r/a"])];
    deepEqual(addresses(middle, outer, said("b")), ["module.a.module.m.b"]);
    deepEqual(addresses(said("module.m.b", ["c/m"]), outer), ["module.a.module.m.b", "module.m.b"]);
  });

  it("are told once each, by place", () => {
    deepEqual(addresses(said("late", [], false, 9), said("b"), said("b")), ["b", "late"]);
  });
});

const versioning = rules.filter(({ id }) => id === "aws-s3-bucket-without-versioning");

const nameOf = (uri: string): string => uri.slice(uri.lastIndexOf("/") + 1);

/** What is found in each directory as a root, all taken together. */
function found(texts: Texts, chosen: readonly Rule[]) {
  const files = filesOf(texts);
  const names = [...new Set(Object.keys(texts).map((path) => path.slice(0, path.lastIndexOf("/"))))].sort();
  const estate = new Estate();
  for (const name of names) estate.add(open(files, `${directory}/${name}`));
  const options = { rules: chosen, config: { ...defaults, profile: "all" as const }, today };
  return names.flatMap((name) => {
    const uri = `${directory}/${name}`;
    return check(files, uri, options, estate.given(uri)).report.findings.map((finding) => ({ name, finding }));
  });
}

const judged = (texts: Texts): readonly string[] =>
  found(texts, versioning).map(({ name, finding }) => `${name} ${finding.address}`);

describe("an estate", () => {
  it("knows which variables calls set of a module", () => {
    const files = filesOf({
      "a/main.tf": 'module "m" {\n  source = "../m"\n  x      = 1\n}\n',
      "b/main.tf": 'module "m" {\n  source = "../m"\n  y      = 1\n}\n',
      "m/main.tf": 'variable "x" {}\nvariable "y" {}\nvariable "z" {}\n',
    });
    const estate = new Estate();
    for (const name of ["a", "b", "m"]) estate.add(open(files, `file:///module/${name}`));
    deepEqual([...(estate.given("file:///module/m")?.variables ?? [])].sort(), ["source", "x", "y"]);
    deepEqual(estate.given("file:///module/a"), undefined);
  });

  it("judges a module only as it is called, and not at all what no call makes", () => {
    const bucket =
      'variable "name" {}\nresource "aws_s3_bucket" "b" {\n  bucket = var.name\n}\noutput "id" {\n  value = aws_s3_bucket.b.id\n}\n';
    const versions = (of: string) =>
      `resource "aws_s3_bucket_versioning" "v" {\n  bucket = ${of}\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n`;
    const call = (more = "") => `module "m" {\n  source = "../m"\n  name = "x"\n${more}}\n`;
    deepEqual(judged({ "m/main.tf": `provider "aws" {}\n${bucket}` }), ["m aws_s3_bucket.b"]);
    deepEqual(judged({ "m/main.tf": bucket, "a/main.tf": call() + versions("module.m.id") }), []);
    deepEqual(judged({ "m/main.tf": bucket, "a/main.tf": call() }), ["a module.m.aws_s3_bucket.b"]);
    for (const none of ["count = 0\n", "for_each = {}\n"])
      deepEqual(judged({ "m/main.tf": bucket, "a/main.tf": call(none) }), [], none);
    const outer = 'module "n" {\n  source = "../m"\n  name = "x"\n}\noutput "id" {\n  value = module.n.id\n}\n';
    const called = 'module "o" {\n  source = "../o"\n}\n';
    deepEqual(judged({ "m/main.tf": bucket, "o/main.tf": outer, "a/main.tf": called + versions("module.o.id") }), []);
    deepEqual(judged({ "m/main.tf": bucket, "o/main.tf": outer, "a/main.tf": called }), [
      "a module.o.module.n.aws_s3_bucket.b",
    ]);
    deepEqual(
      judged({ "m/main.tf": bucket, "examples/main.tf": call() + versions("module.m.id"), "b/main.tf": call() }),
      ["b module.m.aws_s3_bucket.b"],
    );
  });

  it("judges by itself, too, what Terraform is run in though others call it", () => {
    const bucket = 'variable "name" {}\nresource "aws_s3_bucket" "b" {\n  bucket = var.name\n}\n';
    const call = 'module "m" {\n  source = "../m"\n  name = "x"\n}\n';
    const both = ["a module.m.aws_s3_bucket.b", "m aws_s3_bucket.b"];
    deepEqual(judged({ "m/main.tf": bucket, "m/terraform.tfvars": 'name = "y"\n', "a/main.tf": call }), both);
    deepEqual(judged({ "m/main.tf": `terraform {\n  backend "s3" {}\n}\n${bucket}`, "a/main.tf": call }), both);
    deepEqual(judged({ "m/main.tf": `terraform {\n  required_version = ">= 1.0"\n}\n${bucket}`, "a/main.tf": call }), [
      "a module.m.aws_s3_bucket.b",
    ]);
  });

  it("judges a policy in JSON as the module above uses it that reads it, and by itself where none does", () => {
    const admin = '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }';
    const admins = rules.filter(({ id }) => id === "aws-iam-full-admin");
    const policy = (type: string, path: string, name = "content") =>
      `resource "${type}" "p" {\n  ${name} = file("${path}")\n}\n`;
    const said = (texts: Texts) =>
      found(texts, admins).map(({ name, finding: { at, message } }) => `${name} ${nameOf(at.uri)}: ${message}`);
    const json = { "a/policies/p.json": admin };
    const alone = ["a/policies p.json: Holder of `p.json` is administrator: every action is allowed on every resource"];
    const used = ["a p.json: Holder of `p` is administrator: every action is allowed on every resource"];
    deepEqual(said({ ...json, "a/main.tf": "" }), alone);
    const here = "${path.module}/policies/p.json";
    deepEqual(said({ ...json, "a/main.tf": policy("aws_iam_policy", here, "policy") }), used);
    deepEqual(said({ ...json, "a/main.tf": policy("aws_iam_policy", "policies/p.json", "policy") }), used);
    deepEqual(said({ ...json, "a/main.tf": policy("aws_organizations_policy", here) }), []);
    deepEqual(
      said({ ...json, "a/main.tf": policy("aws_iam_policy", "${path.module}/policies/q.json", "policy") }),
      alone,
    );
    const each = 'for_each = toset(["p"])\n  policy = file("${path.module}/policies/${each.key}.json")';
    deepEqual(said({ ...json, "a/main.tf": `resource "aws_iam_policy" "p" {\n  ${each}\n}\n` }), used);
    for (const [set, path] of [
      ['fileset(path.module, "policies/*.json")', "${path.module}/${each.value}"],
      ['fileset("${path.module}/policies", "*")', "${path.module}/policies/${each.value}"],
    ])
      deepEqual(
        said({
          ...json,
          "a/main.tf": `resource "aws_iam_policy" "p" {\n  for_each = ${set}\n  policy = file("${path}")\n}\n`,
        }),
        used,
        set,
      );
    const local = `locals {\n  all = { p = file("${here}") }\n}\nmodule "m" {\n  source = "./m"\n  policy = local.all.p\n}\n`;
    const child = 'variable "policy" {}\nresource "aws_iam_policy" "p" {\n  policy = var.policy\n}\n';
    deepEqual(said({ ...json, "a/main.tf": local, "a/m/main.tf": child }), used);
  });

  it("has roots where there is something that is read and not hidden", () => {
    deepEqual([["main.tf"], ["x.auto.tfvars"], ["policy.json"], ["readme.md"], [".main.tf"], []].map(isRoot), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    deepEqual(["modules", ".terraform", ".github", "node_modules"].filter(isEntered), ["modules"]);
  });
});
