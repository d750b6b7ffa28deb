import assert from "node:assert/strict";
import { standInFor } from "../../language/registry/registry.ts";
import { standIns } from "../../language/registry/stand-ins.ts";
import { newestIn } from "../../language/registry/versions.ts";
import { member } from "../../language/schema/schema.ts";
import { operands } from "../../language/syntax/locate.ts";
import { parse } from "../../language/syntax/parse.ts";
import type { Body, Expression } from "../../language/syntax/tree.ts";
import { moduleOf } from "../harness/fixture.ts";
import { fmt } from "../harness/terraform.ts";

const call = (body: string) => ({
  "main.tf": `module "db" {\n  source = "terraform-aws-modules/rds/aws"\n${body}\n}\n`,
});

const database = (body: string) => [...moduleOf(call(body)).children.values()][0]?.ofType("aws_db_instance")[0];

describe("a module of the registry that is not here", () => {
  it("has the settings that its inputs hand on, with the module's own defaults", () => {
    const given = database("  publicly_accessible = true");
    assert.equal(given?.address, "module.db.aws_db_instance.this");
    assert.equal(given?.get("publicly_accessible").state === "known" && given.broken, true);
    assert.deepEqual(
      ["publicly_accessible", "storage_encrypted", "kms_key_id"].map((name) => {
        const value = database("")?.get(name);
        return value?.state === "known" ? value.value : value?.state;
      }),
      [false, true, "absent"],
    );
  });

  it("is silent about what nobody wrote down", () => {
    const resource = database("");
    assert.equal(resource?.get("tags").state, "unknown");
    assert.equal(resource?.get("timeouts.create").state, "unknown");
    assert.ok(resource?.isOpen("timeouts"));
    assert.equal(resource?.isOpen("restore_to_point_in_time"), false);
    assert.equal(database("  storage_encrypted = null")?.get("storage_encrypted").state, "unknown");
    assert.equal(database("  kms_key_id = null")?.get("kms_key_id").state, "absent");
    assert.equal(database("  storage_encrypted = var.unseen")?.get("storage_encrypted").state, "unknown");
  });

  it("stays unopened, and its outputs unknown", () => {
    const module = moduleOf({
      "main.tf": `${call("")["main.tf"]}resource "aws_x" "a" {\n  b = module.db.db_instance_arn\n}\n`,
    });
    assert.equal(module.calls.unopened.length, 1);
    assert.equal(module.ofType("aws_x")[0]?.get("b").state, "unknown");
  });

  it("is stood in for at the versions that the call allows", () => {
    const known = (version: string) => database(`  version = ${version}`) !== undefined;
    for (const version of ['"~> 6.0"', '"6.1.0"', '">= 5.0"', '">= 6.2, < 7.0"', '"~> 7.1.0"', '">= 6.0, != 6.3.0"'])
      assert.ok(known(version), version);
    for (const version of ['"~> 2.0"', '"< 3"', '"= 99.0.0"', '"latest"', "var.version", "<<EOF\nx\nEOF\n"])
      assert.ok(!known(version), version);
    assert.equal(newestIn([5, 6], ">= 5.0"), 6);
    assert.equal(newestIn([5, 6], "~> 5.2"), 5);
    assert.equal(newestIn([5, 6], "> 6"), 6);
    assert.equal(newestIn([5, 6], "<= 5.9.9"), 5);
    assert.equal(newestIn([5, 6], "< 6.0.0"), 5);
  });

  it("is known by every spelling of its source", () => {
    for (const source of [
      "terraform-aws-modules/rds/aws",
      "registry.example.org/terraform-aws-modules/rds/aws",
      "github.com/terraform-aws-modules/terraform-aws-rds",
      "github.com/terraform-aws-modules/terraform-aws-rds?ref=v6.1.0",
      "git::https://github.com/terraform-aws-modules/terraform-aws-rds.git?ref=v6.1.0",
      "git::https://github.com/terraform-aws-modules/terraform-aws-rds.git?depth=1&ref=7.0.0",
      "git@github.com:terraform-aws-modules/terraform-aws-rds.git",
      "git::ssh://git@github.com/terraform-aws-modules/terraform-aws-rds.git?ref=v6.1.0",
    ])
      assert.equal(standInFor(source, undefined)?.name, "rds", source);
    for (const source of [
      "somebody-else/rds/aws",
      "terraform-aws-modules/rds/google",
      "terraform-aws-modules/rds/aws//modules/db_option_group",
      "git::https://github.com/terraform-aws-modules/terraform-aws-rds.git?ref=main",
      "git::https://github.com/terraform-aws-modules/terraform-aws-rds.git?ref=v2.35.0",
      "git::https://gitlab.com/terraform-aws-modules/terraform-aws-rds.git",
      "https://example.org/github.com/terraform-aws-modules/terraform-aws-rds.git",
    ])
      assert.equal(standInFor(source, undefined), undefined, source);
    assert.equal(
      standInFor("terraform-aws-modules/security-group/aws//modules/ssh", "~> 5.0")?.name,
      "security-group//modules/ssh",
    );
  });

  for (const [name, version, body, type, path, expected] of [
    ["vpc", "~> 3.14", 'public_subnets = ["10.0.0.0/24"]', "aws_subnet", "map_public_ip_on_launch", true],
    ["vpc", "~> 4.0", 'public_subnets = ["10.0.0.0/24"]', "aws_subnet", "map_public_ip_on_launch", false],
    ["vpc", "~> 3.14", "manage_default_security_group = true", "aws_default_security_group", "ingress", "unknown"],
    [
      "vpc",
      "5.1.0",
      'public_subnets = ["10.0.0.0/24"]\n  public_dedicated_network_acl = true',
      "aws_network_acl_rule",
      "cidr_block",
      "0.0.0.0/0",
    ],
    ["rds", "~> 3.0", "", "aws_db_instance", "storage_encrypted", false],
    ["rds", "3.5.0", "storage_encrypted = true", "aws_db_instance", "storage_encrypted", true],
    ["rds", "~> 3.0", "", "aws_db_instance", "engine", "unknown"],
    ["rds", "~> 5.1", "publicly_accessible = true", "aws_db_instance", "publicly_accessible", true],
    ["rds", "4.0.0", "", "aws_db_instance", "backup_retention_period", "unknown"],
    ["s3-bucket", "~> 3.0", "", "aws_s3_bucket_public_access_block", "block_public_acls", "unknown"],
    [
      "s3-bucket",
      "~> 3.0",
      "block_public_acls = false",
      "aws_s3_bucket_public_access_block",
      "block_public_acls",
      false,
    ],
    ["s3-bucket", "~> 3.0", "", "aws_s3_bucket", "versioning", "absent"],
    ["eks", "17.24.0", "", "aws_eks_cluster", "vpc_config.endpoint_public_access", true],
    ["eks", "~> 18.0", "", "aws_eks_cluster", "vpc_config.endpoint_private_access", false],
    ["eks", "~> 19.0", "", "aws_eks_cluster", "vpc_config.endpoint_public_access", false],
    ["eks", "~> 19.0", "", "aws_eks_cluster", "vpc_config.public_access_cidrs", "unknown"],
    [
      "alb",
      "~> 8.0",
      'https_listeners = [{ port = 443, certificate_arn = "x" }]',
      "aws_lb_listener",
      "ssl_policy",
      "ELBSecurityPolicy-2016-08",
    ],
    ["elb", "~> 4.0", "internal = false", "aws_elb", "internal", false],
    ["elb", "~> 4.0", "", "aws_elb", "access_logs.bucket", "unknown"],
  ] as const)
    it(`is what ${name} ${version} is: ${path} is ${expected} ${body === "" ? "by default" : `with ${body}`}`, () => {
      const source = `terraform-aws-modules/${name}/aws`;
      const module = moduleOf({
        "main.tf": `module "m" {\n  source  = "${source}"\n  version = "${version}"\n  ${body}\n}\n`,
      });
      const value = [...module.children.values()][0]?.ofType(type)[0]?.get(path);
      assert.equal(value?.state === "known" ? value.value : value?.state, expected);
    });

  it("gives way to the module itself", () => {
    const module = moduleOf({
      ...call(""),
      ".terraform/modules/modules.json":
        '{ "Modules": [{ "Key": "db", "Source": "registry.example.org/terraform-aws-modules/rds/aws", "Dir": ".terraform/modules/db" }] }',
      ".terraform/modules/db/main.tf": 'resource "aws_db_instance" "own" {}\n',
    });
    assert.equal(module.children.get("db")?.ofType("aws_db_instance")[0]?.name, "own");
    assert.deepEqual(module.calls.unopened, []);
  });

  it("is not there where count makes it none", () => {
    assert.equal(database("  count = 0"), undefined);
    assert.ok(database("  count = 2"));
    assert.ok(database('  for_each = toset(["a"])'));
    assert.equal(database("  create_db_instance = false"), undefined);
  });
});

describe("a stand-in", () => {
  it("is for no version twice", () => {
    const seen = new Set<string>();
    for (const { name, majors } of standIns)
      for (let major = majors[0]; major <= majors[1]; major++) {
        assert.ok(!seen.has(`${name} ${major}`), `${name} ${major}`);
        seen.add(`${name} ${major}`);
      }
  });

  for (const { name, majors, inputs, resources, complete = [] } of standIns) {
    const file = parse("file:///m/main.tf", resources);
    const blocks = file.chunks.flatMap(({ tree }) =>
      tree.body.items.flatMap((item) => (item.kind === "block" ? item : [])),
    );

    it(`of ${name} ${majors.join("–")} reads as Terraform, and uses each of its inputs`, async () => {
      assert.deepEqual(
        file.chunks.flatMap(({ tree }) => tree.errors),
        [],
      );
      const used = new Set(blocks.flatMap(({ body }) => [...variables(body)]));
      for (const input of Object.keys(inputs)) assert.ok(used.has(input), input);
      const text = resources.replace(/^\n/, "").replaceAll(/^ {6}/gm, "").replace(/ +$/, "");
      assert.equal(await fmt(text), text);
      const types = new Set(blocks.map(({ labels }) => labels[0]?.text));
      for (const type of complete) assert.ok(types.has(type), type);
      for (const { type, labels, body } of blocks)
        if (type.text === "resource")
          for (const path of settings(body))
            assert.ok(member(labels[0]?.text ?? "", path), `${labels[0]?.text}.${path}`);
    });
  }
});

/** Paths of what is set; what is said not to be set may belong to another type. */
function* settings(body: Body, around = ""): Iterable<string> {
  for (const item of body.items) {
    if (item.kind === "attribute") {
      const isNone = item.value.kind === "literal" && item.value.value === null;
      if (!isNone && !/^(?:count|for_each)$/.test(item.name.text)) yield around + item.name.text;
      continue;
    }
    const content = item.type.text === "dynamic" ? item.body.items.find((each) => each.kind === "block") : item;
    const name = item.type.text === "dynamic" ? item.labels[0]?.text : item.type.text;
    yield around + name;
    if (content?.kind === "block") yield* settings(content.body, `${around}${name}.`);
  }
}

function* variables(body: Body): Iterable<string> {
  for (const item of body.items) {
    if (item.kind === "block") yield* variables(item.body);
    else yield* inputsIn(item.value);
  }
}

function* inputsIn(node: Expression): Iterable<string> {
  if (node.kind === "attr" && node.on.kind === "root" && node.on.name === "var") yield node.name.text;
  for (const operand of operands(node)) yield* inputsIn(operand);
}
