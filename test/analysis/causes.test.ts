import assert from "node:assert/strict";
import { fixesFor, preview } from "../../analysis/fix/fix.ts";
import { besides, type Cause, causes, membersOf, rulesOf } from "../../analysis/run/causes.ts";
import { joined } from "../../analysis/run/estate.ts";
import type { Finding } from "../../analysis/run/finding.ts";
import { rules } from "../../rules/index.ts";
import { is, resources, setting } from "../../rules/kit/checks.ts";
import { type Rule, rule } from "../../rules/kit/rule.ts";
import { facts } from "../harness/facts.ts";
import { checked, directory, type Texts } from "../harness/fixture.ts";

const named = (...ids: readonly string[]): readonly Rule[] => rules.filter(({ id }) => ids.includes(id));

const causesOf = (chosen: readonly Rule[], texts: Texts): readonly Cause<Finding>[] =>
  causes(joined(checked(chosen, texts).report.findings));

const pieceOf = (texts: Texts, { uri, start, end }: Finding["at"]): string => {
  const name = uri.slice(directory.length + 1);
  return `${name === "main.tf" ? "" : `${name}: `}${texts[name]?.slice(start, end)}`;
};

/** Where each cause stands, and what it is seen in besides. */
const told = (chosen: readonly Rule[], texts: Texts): readonly string[] =>
  causesOf(chosen, texts).map(
    (cause) =>
      `${cause.suppression ? "hidden " : ""}${pieceOf(texts, cause.at)}${besides(cause) === "" ? "" : ` ${besides(cause)}`}`,
  );

const ssh = named("aws-ec2-ssh-open-to-world");
const block = named("aws-s3-public-access-block-incomplete");
const wildcards = named("aws-iam-action-wildcard");
const group = (body: string): string => `resource "aws_security_group" "web" {\n${body}}\n`;
const ingress = (more: string): string =>
  `  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = "tcp"\n${more}  }\n`;

const guards = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
const open = `resource "aws_s3_bucket_public_access_block" "logs" {\n  bucket = "logs"\n${guards.map((name) => `  ${name} = false\n`).join("")}}\n`;

describe("a cause", () => {
  it("is one for the flags of one block, and its fix puts all of them right", () => {
    const texts = { "main.tf": open };
    assert.deepEqual(told(block, texts), ["false and at 3 more places"]);
    const before = checked(block, texts);
    const [cause] = causes(before.report.findings);
    assert.ok(cause);
    assert.deepEqual(
      cause.related.map(({ at }) => texts["main.tf"].slice(texts["main.tf"].lastIndexOf("\n", at.start) + 3, at.end)),
      guards.slice(1).map((name) => `${name} = false`),
    );
    const [fix] = fixesFor(cause, before);
    assert.ok(fix);
    assert.doesNotMatch(preview(fix.edits, before).get(`${directory}/main.tf`) ?? "", /false/);
  });

  it("is one for the flags of one block that defaults of one file decide", () => {
    const variables = guards.map((name) => `variable "${name}" {\n  default = false\n}\n`).join("");
    const texts = { "main.tf": open.replaceAll(/(\w+) = false/g, "$1 = var.$1"), "variables.tf": variables };
    assert.deepEqual(told(block, texts), ["variables.tf: false and at 3 more places"]);
  });

  it("is one for both address families of a rule, and another for another rule of the group", () => {
    const both = '    cidr_blocks = ["0.0.0.0/0"]\n    ipv6_cidr_blocks = ["::/0"]\n';
    assert.deepEqual(told(ssh, { "main.tf": group(ingress(both)) }), ['"0.0.0.0/0" and at 1 more place']);
    const two = group(ingress('    cidr_blocks = ["0.0.0.0/0"]\n') + ingress('    cidr_blocks = ["0.0.0.0/0"]\n'));
    assert.deepEqual(told(ssh, { "main.tf": two }), ['"0.0.0.0/0"', '"0.0.0.0/0"']);
  });

  it("is one for both protocols of the same ports in a group, and another for other ports", () => {
    const consul = (protocol: string, port: number): string =>
      ingress('    cidr_blocks = ["0.0.0.0/0"]\n').replace('"tcp"', `"${protocol}"`).replaceAll("22", String(port));
    const ports = named("aws-ec2-port-open-to-world");
    assert.deepEqual(
      told(ports, { "main.tf": group(consul("tcp", 8300) + consul("udp", 8300) + consul("tcp", 8500)) }),
      ['"0.0.0.0/0" and at 1 more place', '"0.0.0.0/0"'],
    );
  });

  it("is one for the actions of a statement, and one for each statement", () => {
    const statement = (...actions: readonly string[]) =>
      `      { Effect = "Allow", Action = ${JSON.stringify(actions)}, Resource = "*" },\n`;
    const policy = (body: string): Texts => ({
      "main.tf": `resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [\n${body}    ]\n  })\n}\n`,
    });
    assert.deepEqual(told(wildcards, policy(statement("s3:*", "sqs:*", "sns:*"))), ['"s3:*" and at 2 more places']);
    assert.deepEqual(told(wildcards, policy(statement("s3:*", "sqs:*") + statement("sns:*"))), [
      '"s3:*" and at 1 more place',
      '"sns:*"',
    ]);
  });

  it("is one for the data that one policy reads by several statements, and that several read by the same words", () => {
    const statement = (action: string, sid: string, resource = "*") =>
      `{ Sid = "${sid}", Effect = "Allow", Action = "${action}", Resource = "${resource}" }, `;
    const policy = (name: string, body: string) =>
      `resource "aws_iam_policy" "${name}" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [${body}] })\n}\n`;
    const told = (...policies: readonly string[]) =>
      causesOf(named("aws-iam-data-unscoped"), {
        "main.tf": policies.map((body, index) => policy(`p${index}`, body)).join(""),
      }).map((cause) => membersOf(cause).length);
    assert.deepEqual(told(statement("s3:GetObject", "A") + statement("dynamodb:GetItem", "B")), [2]);
    assert.deepEqual(told(statement("s3:GetObject", "A"), statement("s3:GetObject", "B")), [2]);
    assert.deepEqual(told(statement("s3:GetObject", "A"), statement("dynamodb:GetItem", "A")), [1, 1]);
    const tables = statement("dynamodb:GetItem", "B", "arn:aws:dynamodb:*:*:table/*");
    assert.deepEqual(told(statement("s3:GetObject", "A", "arn:aws:s3:::*/*") + tables), [1, 1]);
    assert.deepEqual(told(tables, tables), [2]);
  });

  it("is one for all calls of a module, and names them", () => {
    const texts = {
      "main.tf": ["a", "b", "c"].map((name) => `module "${name}" {\n  source = "./m"\n}\n`).join(""),
      "m/main.tf": group(ingress('    cidr_blocks = ["0.0.0.0/0"]\n')),
    };
    assert.deepEqual(told(ssh, texts), ['m/main.tf: "0.0.0.0/0" and in 2 more calls']);
    const [cause] = causesOf(ssh, texts);
    assert.deepEqual(
      cause?.related.map(({ message }) => message),
      ["Called here as module.a", "Called here as module.b", "Called here as module.c"],
    );
  });

  it("is one for all instances of a resource, and counts them", () => {
    const volumes = (body: string) => ({ "main.tf": `resource "aws_ebs_volume" "v" {\n${body}}\n` });
    const unencrypted = named("aws-ebs-volume-unencrypted");
    const each = volumes('  for_each = toset(["a", "b", "c"])\n  availability_zone = each.key\n  encrypted = false\n');
    assert.deepEqual(told(unencrypted, each), ["false and 2 more"]);
    assert.deepEqual(
      causesOf(unencrypted, each).flatMap(({ instances }) => instances),
      ['aws_ebs_volume.v["b"]', 'aws_ebs_volume.v["c"]'],
    );
    assert.deepEqual(told(unencrypted, volumes("  count = 1\n  encrypted = false\n")), ["false"]);
  });

  it("does not take in two secrets of one object", () => {
    const texts = {
      "main.tf":
        'resource "aws_lambda_function" "f" {\n  environment {\n    variables = {\n      A_PASSWORD = "hunter2hunter2"\n      B_PASSWORD = "correct-horse-7"\n    }\n  }\n}\n',
    };
    const secrets = rules.filter(({ id }) => id.startsWith("aws-secrets-") || id.startsWith("aws-lambda-"));
    assert.equal(causesOf(secrets, texts).filter(({ secret }) => secret).length, 2);
  });

  it("keeps open what is not suppressed of it", () => {
    const texts = {
      "main.tf": open.replace(
        "  block_public_acls = false\n",
        "  # parapet:ignore aws-s3-public-access-block-incomplete -- x\n  block_public_acls = false\n",
      ),
    };
    assert.deepEqual(told(block, texts), ["hidden false", "false and at 2 more places"]);
  });

  it("is its finding where that is by itself", () => {
    const { findings } = checked(block, { "main.tf": open }).report;
    const [first, second] = findings;
    assert.ok(first && second);
    assert.equal(causes([first])[0], first);
    assert.deepEqual(membersOf(first), [first]);
    assert.deepEqual(causes([first, second])[0]?.members, [first, second]);
  });

  it("is the same in whatever order its findings come", () => {
    const { findings } = checked(block, { "main.tf": open }).report;
    const [first] = findings;
    assert.deepEqual(
      causes(findings.toReversed()).map((cause) => [cause.at, membersOf(cause).length]),
      [[first?.at, 4]],
    );
  });
});

const size = (id: string, subsumes: readonly string[] = []): Rule =>
  rule({
    ...facts(id, { severity: subsumes.length > 0 ? "low" : "high", title: id }),
    subsumes,
    on: resources("aws_ebs_volume"),
    check: setting("size", is(8)),
  });

describe("a rule that another one makes superfluous", () => {
  const [wide, narrow] = [size("aws-x-wide", ["aws-x-narrow"]), size("aws-x-narrow")];
  const texts = { "main.tf": 'resource "aws_ebs_volume" "v" {\n  size = 9\n}\n' };

  it("is told with it, as grave as the gravest", () => {
    const [cause, ...others] = causesOf([narrow, wide], texts);
    assert.deepEqual(others, []);
    assert.deepEqual(cause && [cause.rule.id, cause.severity, rulesOf(cause)], [
      "aws-x-wide",
      "high",
      ["aws-x-wide", "aws-x-narrow"],
    ]);
  });

  it("stands where the other one is suppressed, and the other way round", () => {
    const ignored = (id: string): Texts => ({
      "main.tf": texts["main.tf"].replace("  size", `  # parapet:ignore ${id} -- x\n  size`),
    });
    const ids = (id: string) =>
      causesOf([narrow, wide], ignored(id))
        .map(({ rule, suppression }) => `${suppression ? "hidden " : ""}${rule.id}`)
        .sort();
    assert.deepEqual(ids("aws-x-wide"), ["aws-x-narrow", "hidden aws-x-wide"]);
    assert.deepEqual(ids("aws-x-narrow"), ["aws-x-wide", "hidden aws-x-narrow"]);
  });

  it("stands at another place", () => {
    const two = { "main.tf": `${texts["main.tf"]}resource "aws_ebs_volume" "w" {\n  size = 9\n}\n` };
    assert.equal(causesOf([narrow, wide], two).length, 2);
  });
});

describe("what is decided elsewhere", () => {
  const used = `variable "cidrs" {\n  type = list(string)\n}\n${group(ingress("    cidr_blocks = var.cidrs\n"))}`;

  it("is told at the caller's argument, once for each", () => {
    const texts = {
      "main.tf":
        'module "a" {\n  source = "./m"\n  cidrs  = ["10.0.0.0/8", "0.0.0.0/0"]\n}\nmodule "b" {\n  source = "./m"\n  cidrs  = ["10.0.0.0/8"]\n}\n',
      "m/main.tf": used,
    };
    assert.deepEqual(told(ssh, texts), ['"0.0.0.0/0"']);
    const [cause] = causesOf(ssh, texts);
    assert.deepEqual(
      cause?.related.map(({ at, message }) => `${pieceOf(texts, at)}: ${message}`),
      ["m/main.tf: var.cidrs: Used here by module.a.aws_security_group.web"],
    );
    assert.equal(cause?.address, "module.a.aws_security_group.web");
  });

  it("is told at the default where nobody overrides it, and once for all calls", () => {
    const withDefault = used.replace("list(string)\n", 'list(string)\n  default = ["0.0.0.0/0"]\n');
    assert.deepEqual(told(ssh, { "main.tf": withDefault }), ['"0.0.0.0/0"']);
    const calls =
      'module "a" {\n  source = "./m"\n}\nmodule "b" {\n  source = "./m"\n}\nmodule "c" {\n  source = "./m"\n  cidrs = ["10.0.0.0/8"]\n}\n';
    assert.deepEqual(told(ssh, { "main.tf": calls, "m/main.tf": withDefault }), [
      'm/main.tf: "0.0.0.0/0" and in 1 more call',
    ]);
  });

  it("is told in the file of variables that overrides the default", () => {
    const texts = {
      "main.tf": used.replace("list(string)\n", 'list(string)\n  default = ["10.0.0.0/8"]\n'),
      "terraform.tfvars": 'cidrs = ["0.0.0.0/0"]\n',
    };
    assert.deepEqual(told(ssh, texts), ['terraform.tfvars: "0.0.0.0/0"']);
  });

  it("is told at a local, and once for all that use it", () => {
    const texts = {
      "main.tf": `locals {\n  everybody = "0.0.0.0/0"\n}\n${group(ingress("    cidr_blocks = [local.everybody]\n"))}${group(
        ingress("    cidr_blocks = [local.everybody]\n"),
      ).replace("web", "db")}`,
    };
    assert.deepEqual(told(ssh, texts), ['"0.0.0.0/0" and 1 more']);
  });

  it("stays at the use where it is computed, or another resource's", () => {
    const computed = `variable "net" {\n  default = "0.0.0.0"\n}\n${group(ingress('    cidr_blocks = ["${var.net}/0"]\n'))}`;
    assert.deepEqual(told(ssh, { "main.tf": computed }), ['"${var.net}/0"']);
    const local = (text: string) => ({
      "main.tf": `locals {\n  net  = "0.0.0.0"\n  open = ${text}\n}\n${group(ingress("    cidr_blocks = local.open\n"))}`,
    });
    assert.deepEqual(told(ssh, local('["${local.net}/0"]')), ["local.open"]);
    assert.deepEqual(told(ssh, local('jsondecode("[\\"0.0.0.0/0\\"]")')), ["local.open"]);
    const other = `resource "aws_vpc" "all" {\n  cidr_block = "0.0.0.0/0"\n}\n${group(ingress("    cidr_blocks = [aws_vpc.all.cidr_block]\n"))}`;
    assert.deepEqual(told(ssh, { "main.tf": other }), ["aws_vpc.all.cidr_block"]);
  });

  it("stays at the use where each instance picks its own out of a collection", () => {
    const own = `locals {\n  cidrs = ["10.0.0.0/8", "0.0.0.0/0"]\n}\n${group(ingress("    cidr_blocks = [local.cidrs[count.index]]\n")).replace("{\n", "{\n  count = 2\n")}`;
    assert.deepEqual(told(ssh, { "main.tf": own }), ["local.cidrs[count.index]"]);
    const called = {
      "main.tf":
        'locals {\n  nets = { inner = ["10.0.0.0/8"], outer = ["0.0.0.0/0"] }\n}\nmodule "m" {\n  source   = "./m"\n  for_each = local.nets\n  cidrs    = each.value\n}\n',
      "m/main.tf": used,
    };
    assert.deepEqual(told(ssh, called), ["m/main.tf: var.cidrs"]);
    assert.equal(causesOf(ssh, called)[0]?.address, 'module.m["outer"].aws_security_group.web');
    const alike = {
      "main.tf": 'module "m" {\n  source   = "./m"\n  for_each = toset(["a", "b"])\n  cidrs    = ["0.0.0.0/0"]\n}\n',
      "m/main.tf": used,
    };
    assert.deepEqual(told(ssh, alike)[0]?.split(" ")[0], '"0.0.0.0/0"');
  });

  const encrypted = named("aws-kinesis-firehose-unencrypted");
  const stream = (body: string): string =>
    `variable "encryption" {\n  default = {}\n}\nresource "aws_kinesis_firehose_delivery_stream" "s" {\n  destination = "extended_s3"\n  name        = "s"\n${body}}\n`;
  const dynamic = (over: string, value: string): string =>
    `  dynamic "server_side_encryption" {\n    for_each = ${over}\n    content {\n      enabled = ${value}\n    }\n  }\n`;
  const lookedUp = dynamic(
    "length(keys(var.encryption)) > 0 ? [var.encryption] : []",
    'lookup(server_side_encryption.value, "enabled", null)',
  );
  const calling = (argument: string): string => `module "a" {\n  source = "./m"\n${argument}}\n`;
  const calledWith = (argument: string, body: string): readonly string[] =>
    told(encrypted, { "main.tf": calling(argument), "m/main.tf": stream(body) });

  it("is told at the argument that leaves out the block which it alone would make, or at the default", () => {
    assert.deepEqual(calledWith("  encryption = {}\n", lookedUp), ["{}"]);
    assert.deepEqual(calledWith("", lookedUp), ["m/main.tf: {}"]);
    assert.deepEqual(calledWith('  encryption = { key_type = "X" }\n', lookedUp), ['{ key_type = "X" }']);
    assert.deepEqual(calledWith("  encryption = { enabled = false }\n", lookedUp), ["false"]);
    assert.deepEqual(calledWith("  encryption = { enabled = null }\n", lookedUp), ["null"]);
    assert.deepEqual(calledWith("  encryption = { enabled = true }\n", lookedUp), []);
  });

  it("is told there also by way of a local, of try, and of a condition", () => {
    const fixed = (value: string, more = "") =>
      calledWith(
        "  encryption = {}\n",
        `  server_side_encryption {\n    enabled = ${value}\n  }\n}\n${more}locals {\n`,
      );
    assert.deepEqual(fixed("try(var.encryption.enabled, null)"), ["{}"]);
    assert.deepEqual(fixed('lookup(var.encryption, "enabled", false)'), ["{}"]);
    assert.deepEqual(fixed("length(var.encryption) > 0"), ["{}"]);
    const local = 'locals {\n  on = lookup(var.encryption, "enabled", null)\n}\n';
    assert.deepEqual(fixed("local.on", local), ["{}"]);
  });

  it("stands in the module where that says what is taken instead, or where several things decide", () => {
    const tls = named("aws-opensearch-old-tls");
    const domain = (value: string) =>
      told(tls, {
        "main.tf": 'module "a" {\n  source  = "./m"\n  options = {}\n}\n',
        "m/main.tf": `variable "options" {}\nvariable "on" {\n  default = false\n}\nresource "aws_opensearch_domain" "d" {\n  domain_endpoint_options {\n    tls_security_policy = ${value}\n  }\n}\n`,
      });
    assert.deepEqual(domain('lookup(var.options, "policy", "Policy-Min-TLS-1-0-2019-07")'), [
      'm/main.tf: "Policy-Min-TLS-1-0-2019-07"',
    ]);
    assert.deepEqual(domain('var.on ? lookup(var.options, "policy", null) : null'), ["m/main.tf: null"]);
    const two = dynamic("length(var.encryption) > 0 && local.on ? [var.encryption] : []", "true");
    const body = `${two}}\nvariable "on" {\n  default = false\n}\nlocals {\n  on = var.on\n`;
    assert.deepEqual(calledWith("", body), ['m/main.tf: resource "aws_kinesis_firehose_delivery_stream" "s"']);
  });

  it("is told at a default that gives nothing", () => {
    const missing = {
      "main.tf": 'variable "on" {\n  default = null\n}\nresource "aws_ebs_volume" "v" {\n  encrypted = var.on\n}\n',
    };
    assert.deepEqual(told(named("aws-ebs-volume-unencrypted"), missing), ["null"]);
  });

  it("is suppressed at either end, at the resource, and at the call", () => {
    const texts = (argument: string, use: string, resource: string, call: string): Texts => ({
      "main.tf": `${call}module "a" {\n  source = "./m"\n${argument}  cidrs  = ["0.0.0.0/0"]\n}\n`,
      "m/main.tf": used.replace("    cidr_blocks", `${use}    cidr_blocks`).replace("resource", `${resource}resource`),
    });
    const note = "# parapet:ignore aws-ec2-ssh-open-to-world -- x\n";
    assert.deepEqual(told(ssh, texts("", "", "", "")), ['"0.0.0.0/0"']);
    assert.deepEqual(told(ssh, texts(note, "", "", "")), ['hidden "0.0.0.0/0"']);
    assert.deepEqual(told(ssh, texts("", note, "", "")), ['hidden "0.0.0.0/0"']);
    assert.deepEqual(told(ssh, texts("", "", note, "")), ['hidden "0.0.0.0/0"']);
    assert.deepEqual(told(ssh, texts("", "", "", note)), ['hidden "0.0.0.0/0"']);
  });

  it("hides at the argument nothing of another call", () => {
    const texts = {
      "main.tf":
        'module "a" {\n  source = "./m"\n  # parapet:ignore aws-ec2-ssh-open-to-world -- x\n  cidrs  = ["0.0.0.0/0"]\n}\nmodule "b" {\n  source = "./m"\n  cidrs  = ["0.0.0.0/0"]\n}\n',
      "m/main.tf": used,
    };
    assert.deepEqual(told(ssh, texts), ['hidden "0.0.0.0/0"', '"0.0.0.0/0"']);
  });
});
