import assert from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { fixAll, fixesFor, preview } from "../../analysis/fix/fix.ts";
import { check, recheck } from "../../analysis/run/check.ts";
import type { Finding } from "../../analysis/run/finding.ts";
import { isInStandIn } from "../../language/registry/stand-in.ts";
import { standIns } from "../../language/registry/stand-ins.ts";
import { rules } from "../../rules/index.ts";
import { is, resources, setting } from "../../rules/kit/checks.ts";
import { type Rule, rule } from "../../rules/kit/rule.ts";
import { facts } from "../harness/facts.ts";
import { checked, directory, filesOf, type Texts, today } from "../harness/fixture.ts";

const named = (...ids: readonly string[]): readonly Rule[] => rules.filter(({ id }) => ids.includes(id));

const call = (name: string, module: string, body: string, more = ""): Texts => ({
  "main.tf": `module "${name}" {\n  source  = "terraform-aws-modules/${module}"\n${body}}\n${more}`,
});

const underlined = (texts: Texts, { at }: Finding): string =>
  texts[at.uri.slice(directory.length + 1)]?.slice(at.start, at.end) ?? "";

function found(ids: readonly string[] | readonly Rule[], texts: Texts): readonly string[] {
  const chosen = ids.flatMap((each) => (typeof each === "string" ? named(each) : each));
  return checked(chosen, texts).report.findings.map(
    (finding) => `${finding.suppression ? "hidden " : ""}${finding.address}: ${underlined(texts, finding)}`,
  );
}

/** What the first fix of the only finding writes. */
function cured(chosen: readonly Rule[], texts: Texts): string | undefined {
  const before = checked(chosen, texts);
  const [finding, ...others] = before.report.findings;
  assert.ok(finding);
  assert.deepEqual(others, []);
  const [fix] = fixesFor(finding, before);
  return fix && preview(fix.edits, before).get(`${directory}/main.tf`);
}

const open22 = "aws-ec2-ssh-open-to-world";
const isPublic = "aws-rds-publicly-accessible";
const unencrypted = "aws-rds-storage-unencrypted";

describe("findings in a stand-in", () => {
  it("stand at the argument, or where that is decided", () => {
    assert.deepEqual(found([isPublic], call("db", "rds/aws", "  publicly_accessible = true\n")), ["module.db: true"]);
    const texts = call(
      "db",
      "rds/aws",
      "  storage_encrypted = var.safe\n",
      'variable "safe" {\n  default = false\n}\n',
    );
    const [finding] = checked(named(unencrypted), texts).report.findings;
    assert.ok(finding);
    assert.equal(underlined(texts, finding), "false");
    assert.deepEqual(
      finding.related.map(({ at }) => texts["main.tf"]?.slice(at.start, at.end)),
      ["var.safe"],
    );
    assert.deepEqual(
      found(
        [open22],
        call("ssh", "security-group/aws//modules/ssh", '  ingress_cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]\n'),
      ),
      ['module.ssh: "0.0.0.0/0"'],
    );
  });

  it("stand at the call where the module's own default is at fault", () => {
    const texts = call("db", "rds/aws", '  engine = "mysql"\n');
    assert.deepEqual(found(["aws-rds-backups-too-short"], texts), ['module.db: module "db"']);
    assert.deepEqual(found([isPublic, unencrypted], texts), []);
  });

  it("are not made up where an argument is not known", () => {
    assert.deepEqual(
      found(
        [isPublic, unencrypted],
        call("db", "rds/aws", "  publicly_accessible = var.a\n  storage_encrypted = var.b\n"),
      ),
      [],
    );
    assert.deepEqual(
      found([isPublic], call("db", "rds/aws", '  version = "~> 2.0"\n  publicly_accessible = true\n')),
      [],
    );
  });

  it("are found once for a call that is repeated", () => {
    for (const meta of ["  count = 2\n", '  for_each = toset(["a", "b"])\n'])
      assert.deepEqual(found([isPublic], call("db", "rds/aws", `${meta}  publicly_accessible = true\n`)), [
        "module.db: true",
      ]);
    assert.deepEqual(found([isPublic], call("db", "rds/aws", "  count = 0\n  publicly_accessible = true\n")), []);
  });

  it("carry the calls that lead to theirs", () => {
    const texts: Texts = {
      "main.tf": 'module "a" {\n  source = "./a"\n  open   = true\n}\n',
      "a/main.tf":
        'variable "open" {}\n\nmodule "db" {\n  source              = "terraform-aws-modules/rds/aws"\n  publicly_accessible = var.open\n}\n',
    };
    const [finding] = checked(named(isPublic), texts).report.findings;
    assert.ok(finding);
    assert.equal(finding.address, "module.a.module.db");
    assert.equal(underlined(texts, finding), "true");
    assert.deepEqual(
      finding.related.map(({ at }) => texts[at.uri.slice(directory.length + 1)]?.slice(at.start, at.end)),
      ["var.open"],
    );
  });

  it("are hidden by a comment at the argument and at the call", () => {
    const note = `# parapet:ignore ${isPublic} -- a demonstration\n`;
    const texts = call("db", "rds/aws", `  ${note}  publicly_accessible = true\n`);
    assert.deepEqual(found([isPublic], texts), ["hidden module.db: true"]);
    const { "main.tf": text } = call("db", "rds/aws", "  publicly_accessible = true\n");
    assert.deepEqual(found([isPublic], { "main.tf": note + text }), ["hidden module.db: true"]);
  });

  it("say what is missing only of types that it has all of, and of what is not handed on", () => {
    const ids = ["aws-vpc-without-flow-log"];
    assert.deepEqual(found(ids, call("net", "vpc/aws", "")), ['module.net: module "net"']);
    assert.deepEqual(found(ids, call("net", "vpc/aws", "  enable_flow_log = true\n")), []);
    const more = (block: string) =>
      call("net", "vpc/aws", "", `\n${block} {\n  source = "./elsewhere"\n  vpc_id = module.net.vpc_id\n}\n`);
    assert.deepEqual(found(ids, more('module "logs"')), []);
    assert.deepEqual(found(ids, more('resource "aws_flow_log" "own"')), []);
    assert.deepEqual(found(["aws-s3-bucket-without-logging"], call("b", "s3-bucket/aws", "")), []);
  });

  it("stand in the call, and none is about the stand-in itself", () => {
    for (const { name } of standIns) {
      const [module, ...part] = name.split("//");
      const texts = call("it", [`${module}/aws`, ...part].join("//"), "");
      for (const finding of checked(rules, texts).report.findings) {
        assert.equal(finding.address, "module.it");
        assert.notEqual(underlined(texts, finding), "");
        for (const { at } of finding.related) assert.ok(!isInStandIn(at));
      }
    }
  });
});

describe("fixes of findings in a stand-in", () => {
  it("write the argument", () => {
    const text = cured(named(isPublic), call("db", "rds/aws", "  publicly_accessible = true\n"));
    assert.match(text ?? "", /^ {2}publicly_accessible = false$/m);
    const other = cured(
      named(unencrypted),
      call("db", "rds/aws", "  storage_encrypted = var.safe\n", 'variable "safe" {\n  default = false\n}\n'),
    );
    assert.match(other ?? "", /default = true/);
  });

  it("add the argument where the default is at fault", () => {
    const text = cured(named("aws-rds-backups-too-short"), call("db", "rds/aws", '  engine = "mysql"\n'));
    assert.match(text ?? "", /^ {2}backup_retention_period = 30$/m);
  });

  it("write the input that a setting comes from, by its own name", () => {
    const closed = rule({
      ...facts("test-eks"),
      on: resources("aws_eks_cluster"),
      check: setting("vpc_config.endpoint_public_access", is(false)),
    });
    const text = cured(
      [closed],
      call("k", "eks/aws", '  version = "~> 20.0"\n  cluster_endpoint_public_access = true\n'),
    );
    assert.match(text ?? "", /^ {2}cluster_endpoint_public_access = false$/m);
  });

  it("write into an object, with what the default holds besides, and through a condition", () => {
    const versioned = named("aws-s3-bucket-without-versioning");
    const text = cured(versioned, call("b", "s3-bucket/aws", "  versioning = {\n    enabled = false\n  }\n"));
    assert.match(text ?? "", /^ {4}enabled = true$/m);
    const far = rule({
      ...facts("test-hops"),
      on: resources("aws_instance"),
      check: setting("metadata_options.http_endpoint", is("disabled")),
    });
    const added = cured([far], call("i", "ec2-instance/aws", '  version = "~> 6.0"\n'));
    assert.match(
      added ?? "",
      /metadata_options = \{\n {4}http_endpoint += "disabled"\n {4}http_put_response_hop_limit += 1\n {4}http_tokens += "required"\n {2}\}/,
    );
  });

  it("are not offered where the input is not that plain, or another resource would have to stand inside", () => {
    assert.equal(cured(named("aws-vpc-without-flow-log"), call("net", "vpc/aws", "")), undefined);
    const timely = rule({
      ...facts("test-logic"),
      on: resources("aws_elasticache_replication_group"),
      check: setting("automatic_failover_enabled", is(false)),
    });
    assert.equal(cured([timely], call("c", "elasticache/aws", "  multi_az_enabled = true\n")), undefined);
  });

  it("cost what they do to the resource, and go together", () => {
    const texts = call("db", "rds/aws", "  storage_encrypted = false\n  publicly_accessible = true\n");
    const before = checked(named(unencrypted, isPublic), texts);
    const [encrypt] = before.report.findings.filter((finding) => finding.rule.id === unencrypted);
    assert.ok(encrypt);
    assert.equal(fixesFor(encrypt, before)[0]?.impact, "replacement");
    const outcome = fixAll(before, { maximum: "replacement" });
    assert.deepEqual(outcome.report.findings, []);
  });
});

describe("linting a call of a stand-in anew", () => {
  it("finds what a fresh run finds when what is handed over changes elsewhere", () => {
    const options = { rules, config: { ...defaults, profile: "all" as const }, today };
    const version = (value: string): Texts => ({
      ...call("db", "rds/aws", "  publicly_accessible = var.open\n"),
      "variables.tf": `variable "open" {\n  default = ${value}\n}\n`,
    });
    const before = check(filesOf(version("false")), directory, options);
    const found = recheck(before, filesOf(version("true"))).report.findings;
    assert.ok(found.some(({ rule: { id } }) => id === isPublic));
    assert.deepEqual(
      found.map(({ rule: { id }, at }) => [id, at]),
      check(filesOf(version("true")), directory, options).report.findings.map(({ rule: { id }, at }) => [id, at]),
    );
  });
});
