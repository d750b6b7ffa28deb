import assert from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { fixesFor } from "../../analysis/fix/fix.ts";
import { because, type Refusal } from "../../analysis/fix/refusal.ts";
import { type Verified, verify } from "../../analysis/fix/verify.ts";
import { type Checked, check } from "../../analysis/run/check.ts";
import type { Resource } from "../../language/model/resource.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { near } from "../../language/syntax/text.ts";
import { type Demand, is, isSet, resources, setting } from "../../rules/kit/checks.ts";
import { append, expression, put, removeBlock, replace } from "../../rules/kit/edits.ts";
import { type Impact, type Problem, type Rule, rule, type Severity } from "../../rules/kit/rule.ts";
import { facts } from "../harness/facts.ts";
import { directory, filesOf, type Texts, today } from "../harness/fixture.ts";

/** A rule whose fixes are these edits, over every `type` without `path`. */
const lacks = (
  type: string,
  path: string,
  edits: (resource: Resource) => readonly Edit[],
  impact: Impact = "update",
): Rule =>
  rule({
    ...facts(`test-${type}-${path}`),
    on: resources(type),
    *check(resource): Iterable<Problem> {
      if (resource.get(path).state === "absent")
        yield { at: resource.header, fixes: () => [{ title: "Fix", impact, edits: edits(resource) }] };
    },
  });

const checked = (texts: Texts, ...rules: readonly Rule[]): Checked =>
  check(filesOf(texts), directory, { rules, config: { ...defaults, profile: "all" }, today });

/** What comes of the first fix of the first finding; undefined where it is refused. */
function tried(texts: Texts, ...rules: readonly Rule[]): Verified | undefined {
  const outcome = outcomeOf(texts, ...rules);
  return "why" in outcome ? undefined : outcome;
}

/** Why the first fix of the first finding is refused. */
function refused(texts: Texts, ...rules: readonly Rule[]): string {
  const outcome = outcomeOf(texts, ...rules);
  assert.ok("why" in outcome, "the fix is refused");
  return because(outcome);
}

function outcomeOf(texts: Texts, ...rules: readonly Rule[]): Verified | Refusal {
  const before = checked(texts, ...rules);
  const [finding] = before.report.findings;
  assert.ok(finding, "there is something to fix");
  const [fix] = finding.fixes();
  assert.ok(fix, "there is a fix");
  return verify(before, [{ finding, fix }]);
}

const volume = { "main.tf": 'resource "aws_ebs_volume" "a" {\n  availability_zone = "eu-west-1a"\n}\n' };
const bucket = { "main.tf": 'resource "aws_s3_bucket" "a" {\n  bucket = "logs"\n}\n' };
const at = (text: string, start: number, end = start): Edit => ({
  at: { uri: `${directory}/main.tf`, start, end },
  text,
});

describe("verify", () => {
  it("lets a fix through that keeps its word", () => {
    const verified = tried(
      bucket,
      lacks("aws_s3_bucket", "force_destroy", (a) => [put(a, "force_destroy", false)]),
    );
    assert.equal(verified?.impact, "update");
    assert.deepEqual(verified.report.findings, []);
  });

  it("stops a fix after which the text does not parse", () =>
    assert.match(
      refused(
        bucket,
        lacks("aws_s3_bucket", "tags", () => [at("\n  tags = {", 32)]),
      ),
      /^it breaks the syntax of main\.tf, then in line 3: ./,
    ));

  it("does not blame a fix for errors that were there", () => {
    const texts = { "main.tf": `${bucket["main.tf"]}\nresource "aws_s3_bucket" "b" {\n  bucket =\n}\n` };
    assert.ok(
      tried(
        texts,
        lacks("aws_s3_bucket", "force_destroy", (a) => [put(a, "force_destroy", true)]),
      ),
    );
  });

  it("stops a fix that leaves the finding, changes nothing, or overlaps itself", () => {
    for (const [edits, why] of [
      [
        (a: Resource) => [put(a, "bucket", "other")],
        "test-aws_s3_bucket-force_destroy still finds something at aws_s3_bucket.a",
      ],
      [(a: Resource) => [put(a, "bucket", "logs")], "its edits change nothing"],
      [() => [], "its edits change nothing"],
      [() => [at("", 0, 20), at("", 10, 30)], "two of its edits write in one place of main.tf"],
    ] as const)
      assert.equal(refused(bucket, lacks("aws_s3_bucket", "force_destroy", edits)), why);
  });

  it("knows one finding from another of the same rule", () => {
    const texts = { "main.tf": bucket["main.tf"] + bucket["main.tf"].replace('"a"', '"b"') };
    const verified = tried(
      texts,
      lacks("aws_s3_bucket", "force_destroy", (a) => [put(a, "force_destroy", true)]),
    );
    assert.deepEqual(
      verified?.report.findings.map(({ address }) => address),
      ["aws_s3_bucket.b"],
    );
  });

  describe("what a fix brings", () => {
    const withKey = lacks("aws_s3_bucket", "force_destroy", (a) => [
      put(a, "force_destroy", true),
      append(a, "aws_kms_key", { description: "new" }),
    ]);
    const rotated = (severity: Severity, demand: Demand = { text: "true", meets: is(true).meets }): Rule =>
      rule({
        ...facts("test-rotation", { severity }),
        on: resources("aws_kms_key"),
        check: setting("enable_key_rotation", demand),
      });

    it("stops it when that is as bad", () => {
      for (const severity of ["high", "critical"] as const)
        assert.match(
          refused(bucket, withKey, rotated(severity)),
          /^it brings a new finding of test-rotation at aws_kms_key\./,
        );
    });

    it("bears it when that is milder", () =>
      assert.equal(tried(bucket, withKey, rotated("low"))?.report.findings.length, 1));

    it("is put right with it where that costs no more, and needs nobody", () => {
      const described = rule({
        ...facts("test-spec", { severity: "low" }),
        on: resources("aws_kms_key").where((key) => key.get("enable_key_rotation").state === "known"),
        check: setting("is_enabled", is(true)),
      });
      const verified = tried(bucket, withKey, rotated("critical", is(true)), described);
      assert.deepEqual([verified?.report.findings, verified?.also], [[], []]);
      assert.deepEqual(
        verified?.edits.map(({ text }) => text.trim()).filter((text) => text !== ""),
        [
          "force_destroy = true",
          'resource "aws_kms_key" "a" {\n  description         = "new"\n  enable_key_rotation = true\n  is_enabled          = true\n}',
        ],
      );
    });

    it("is told where it is put right elsewhere than in what is written", () => {
      const tagged = rule({
        ...facts("test-tagged", { severity: "low" }),
        on: resources("aws_s3_bucket").where((a) => a.get("force_destroy").state === "known"),
        check: setting("bucket_prefix", isSet("x"), { title: "Write a prefix" }),
      });
      assert.deepEqual(tried(bucket, withKey, tagged)?.also, ["Write a prefix"]);
    });

    it("is said once in the title, however often it is done", () => {
      const brings = (id: string, attribute: string, title: string): Rule =>
        rule({
          ...facts(id, { severity: "low" }),
          on: resources("aws_s3_bucket").where((a) => a.get("force_destroy").state === "known"),
          check: setting(attribute, isSet("x"), { title }),
        });
      const more = [
        brings("test-prefix", "bucket_prefix", "Fix"),
        brings("test-policy", "policy", "Write it"),
        brings("test-region", "bucket_domain", "Write it"),
      ];
      const before = checked(bucket, withKey, ...more);
      const [finding] = before.report.findings;
      assert.ok(finding);
      assert.deepEqual(
        fixesFor(finding, before).map(({ title }) => title),
        ["Fix, and write it, and at 1 more place (recreates the resource)"],
      );
    });

    it("looks into the modules that are called", () => {
      const texts = {
        "main.tf": 'module "m" {\n  source = "./m"\n}\n\nresource "aws_s3_bucket" "a" {\n  bucket = "logs"\n}\n',
        "m/main.tf": 'variable "x" {\n  default = "y"\n}\n\nresource "aws_kms_key" "k" {\n  description = var.x\n}\n',
      };
      const described = rule({
        ...facts("test-description"),
        on: resources("aws_kms_key"),
        check: setting("description", isSet()),
      });
      const breaks = lacks("aws_s3_bucket", "force_destroy", (a) => [
        put(a, "force_destroy", true),
        at('module "m" {\n  source = "./m"\n  x = null\n}', 0, 32),
      ]);
      assert.equal(
        refused(texts, breaks, described),
        "it brings a new finding of test-description at module.m.aws_kms_key.k",
      );
    });
  });

  it("stops what the provider does not take", () => {
    for (const [path, value, says] of [
      ["no_such_thing", true, "`no_such_thing` does not exist"],
      ["force_destroy", "perhaps", "`force_destroy` is a bool"],
      ["force_destroy", [true], "`force_destroy` is a bool"],
      ["versioning", true, "`versioning` is a block and no attribute"],
      ["versioning.enabled_at_all", true, "`versioning.enabled_at_all` does not exist"],
    ] as const)
      assert.equal(
        refused(
          bucket,
          lacks("aws_s3_bucket", path, (a) => [put(a, path, value)]),
        ),
        `of aws_s3_bucket.a, the provider's schema says that ${says}`,
      );
    assert.ok(
      tried(
        bucket,
        lacks("aws_s3_bucket", "bucket_prefix", (a) => [put(a, "bucket_prefix", 5)]),
      ),
    );
  });

  it("stops a new block that lacks what it cannot do without", () => {
    const versioned = lacks("aws_s3_bucket", "force_destroy", (a) => [
      put(a, "force_destroy", true),
      append(a, "aws_s3_bucket_versioning", { bucket: "x" }),
    ]);
    assert.match(
      refused(bucket, versioned),
      /^of aws_s3_bucket_versioning\.\w+, .* `versioning_configuration` is required$/,
    );
  });

  it("stops names that are declared twice or nowhere", () => {
    const texts = {
      "main.tf": `${bucket["main.tf"]}\nresource "aws_kms_key" "k" {}\n\noutput "k" {\n  value = aws_kms_key.k.arn\n}\n`,
    };
    const key = (resource: Resource) => resource.module.ofType("aws_kms_key").map(removeBlock);
    for (const [why, more] of [
      [undefined, (a: Resource) => [append(a, "aws_kms_key", { description: expression("aws_kms_key.k.arn") })]],
      [
        "it declares aws_kms_key.k a second time",
        (a: Resource) => [{ at: near(a.at, a.at.end, a.at.end), text: '\n\nresource "aws_kms_key" "k" {}' }],
      ],
      [
        "it leaves data.aws_region.current used and declared nowhere",
        (a: Resource) => [append(a, ["output", "x"], { value: expression("data.aws_region.current.name") })],
      ],
      [
        "it leaves var.x used and declared nowhere",
        (a: Resource) => [append(a, ["output", "x"], { value: expression("[for k in [1] : upper(var.x[k])]") })],
      ],
      ["it leaves aws_kms_key.k used and declared nowhere", (a: Resource) => key(a)],
    ] as const) {
      const fixing = lacks("aws_s3_bucket", "force_destroy", (a) => [put(a, "force_destroy", true), ...more(a)]);
      if (why === undefined) assert.ok(tried(texts, fixing));
      else assert.equal(refused(texts, fixing), why);
    }
  });

  it("stops what Terraform finds no order for, and what is spoken of as one where there are several", () => {
    const texts = {
      "main.tf": `${bucket["main.tf"]}\nlocals {\n  up = aws_s3_bucket.a.arn\n}\n\nresource "aws_kms_key" "k" {\n  count       = 2\n  description = local.up\n}\n`,
    };
    for (const [why, code] of [
      [undefined, "aws_kms_key.other"],
      ["it makes aws_s3_bucket.a need itself", "join(aws_kms_key.k[*].arn...)"],
      ["it makes aws_s3_bucket.a need itself", "[local.up]"],
      ["it uses aws_kms_key.k without an index, of which there may be several", "aws_kms_key.k.arn"],
    ] as const) {
      const isCircle = why?.includes("itself") ?? false;
      const fixing = lacks("aws_s3_bucket", "force_destroy", (a) => [
        put(a, "force_destroy", true),
        isCircle
          ? put(a, "tags", { x: expression(code) })
          : append(a, ["output", "x"], { value: expression(why ? code : "aws_kms_key.k[0].arn") }),
      ]);
      if (why === undefined) assert.ok(tried(texts, fixing));
      else assert.equal(refused(texts, fixing), why);
    }
    const circular = { "main.tf": `${bucket["main.tf"]}\nlocals {\n  a = local.b\n  b = local.a\n}\n` };
    assert.ok(
      tried(
        circular,
        lacks("aws_s3_bucket", "force_destroy", (a) => [put(a, "force_destroy", true)]),
      ),
    );
  });

  it("stops what would ask callers for something that they do not hand in", () => {
    const texts = {
      "main.tf": 'module "m" {\n  source = "./m"\n  given  = 1\n}\n',
      "m/main.tf": `variable "given" {}\n\nvariable "lacking" {}\n\n${bucket["main.tf"]}`,
    };
    const asking = (name: string, body: object) =>
      lacks("aws_s3_bucket", "force_destroy", (a) => [
        put(a, "force_destroy", true),
        put(a, "bucket", expression(`var.${name}`)),
        append(a, ["variable", name], { type: expression("string"), ...body }),
      ]);
    assert.equal(refused(texts, asking("more", {})), "it makes var.more required, which a call does not hand in");
    assert.ok(tried(texts, asking("more", { default: "" })));
    assert.ok(tried(bucket, asking("more", {})));
  });

  it("stops what would leave a variable of a module without effect", () => {
    const texts = {
      "main.tf": 'module "m" {\n  source = "./m"\n  force  = false\n}\n',
      "m/main.tf": `variable "force" {}\n\n${bucket["main.tf"].replace("{", "{\n  force_destroy = !var.force")}`,
    };
    const pinned = lacks("aws_s3_bucket", "bucket_prefix", (a) => [
      put(a, "force_destroy", true),
      put(a, "bucket_prefix", "acme"),
    ]);
    assert.equal(refused(texts, pinned), "it leaves var.force without effect, by which others choose");
    const chosen = `variable "force" {}\n\noutput "force" {\n  value = var.force\n}\n\n${bucket["main.tf"].replace("{", "{\n  force_destroy = var.force ? true : false")}`;
    const both = lacks("aws_s3_bucket", "bucket_prefix", (a) => [
      replace(a, { uri: a.file.uri, start: chosen.indexOf("true :"), end: chosen.indexOf("true :") + 4 }, false),
      put(a, "bucket_prefix", "acme"),
    ]);
    assert.equal(refused({ "main.tf": chosen }, both), "it leaves var.force without effect, by which others choose");
  });

  it("stops a circle through a call, by what it is handed and hands out or by what it waits for", () => {
    const child = `variable "given" {}\n\noutput "used" {\n  value = "x-\${var.given}"\n}\n\noutput "free" {\n  value = "y"\n}\n`;
    const called = (more: string): Texts => ({
      "main.tf": `${bucket["main.tf"]}\nmodule "m" {\n  source = "./m"\n  given  = ${more}\n}\n`,
      "m/main.tf": child,
    });
    const tagged = (code: string) =>
      lacks("aws_s3_bucket", "force_destroy", (a) => [
        put(a, "force_destroy", true),
        put(a, "tags", { x: expression(code) }),
      ]);
    const why = "it makes aws_s3_bucket.a need itself";
    assert.equal(refused(called("aws_s3_bucket.a.arn"), tagged("module.m.used")), why);
    assert.equal(refused(called('""\n  depends_on = [aws_s3_bucket.a]'), tagged("module.m.free")), why);
    assert.ok(tried(called("aws_s3_bucket.a.arn"), tagged("module.m.free")));
    assert.ok(tried(called('""'), tagged("module.m.used")));
    assert.equal(
      refused(called('""'), tagged("module.m.unused")),
      "it leaves module.m.unused used and declared nowhere",
    );
  });

  it("stops what Terraform does not let a sensitive value do", () => {
    const text = `variable "names" {\n  default = ["a"]\n}\n\nlocals {\n  all = toset(var.names)\n}\n`;
    const marked = lacks("aws_s3_bucket", "force_destroy", (a) => [
      put(a, "force_destroy", true),
      ...a.module.root.blocks("variable").map((variable) => put(variable, "sensitive", true)),
    ]);
    const uses = (code: string): Texts => ({ "main.tf": `${bucket["main.tf"]}\n${text}\n${code}` });
    const groups = (over: string): string =>
      `resource "aws_cloudwatch_log_group" "each" {\n  for_each = ${over}\n  name     = each.key\n}\n`;
    for (const [code, name] of [
      [groups("local.all"), "aws_cloudwatch_log_group.each"],
      ['output "all" {\n  value = [for name in local.all : upper(name)]\n}\n', "output.all"],
    ] as const)
      assert.equal(refused(uses(code), marked), `it makes ${name} show a sensitive value, which Terraform refuses`);
    for (const code of [
      groups("nonsensitive(local.all)"),
      'output "all" {\n  value     = local.all\n  sensitive = true\n}\n',
      "",
    ])
      assert.ok(tried(uses(code), marked));
    const called = {
      "main.tf": `${bucket["main.tf"]}\n${text}\nmodule "m" {\n  source = "./m"\n  over   = local.all\n}\n`,
      "m/main.tf": `variable "over" {}\n\n${groups("var.over")}`,
    };
    assert.match(refused(called, marked), /^it makes aws_cloudwatch_log_group\.each show/);
  });

  it("stops two of a name of which AWS takes one", () => {
    const logging = (name: string) =>
      lacks("aws_s3_bucket", "force_destroy", (a) => [
        put(a, "force_destroy", true),
        append(a, "aws_cloudwatch_log_group", { name }),
      ]);
    const called = (calls: string): Texts => ({ "main.tf": calls, "m/main.tf": bucket["main.tf"] });
    const call = (name: string, more = "") => `module "${name}" {\n  source = "./m"\n${more}}\n`;
    const group = 'resource "aws_cloudwatch_log_group" "app" {\n  name = "logs"\n}\n';
    for (const texts of [
      called(call("a") + call("b")),
      called(call("a", "  count = 2\n")),
      called(call("a") + group),
      { "main.tf": bucket["main.tf"] + group },
    ])
      assert.equal(refused(texts, logging("logs")), "it makes two of the name logs, of which AWS takes one");
    for (const texts of [
      called(call("a")),
      called(call("a") + group.replace("{", '{\n  region = "eu-west-1"')),
      { "main.tf": bucket["main.tf"] },
    ])
      assert.ok(tried(texts, logging("logs")));
    assert.ok(tried(called(call("a") + group), logging("others")));
  });

  it("leaves installed modules alone", () => {
    const texts = {
      "main.tf": 'module "m" {\n  source = "registry/m/aws"\n}\n',
      ".terraform/modules/modules.json":
        '{"Modules":[{"Key":"m","Source":"registry/m/aws","Dir":".terraform/modules/m"}]}',
      ".terraform/modules/m/main.tf": bucket["main.tf"],
    };
    assert.equal(
      refused(
        texts,
        lacks("aws_s3_bucket", "force_destroy", (a) => [put(a, "force_destroy", true)]),
      ),
      "it edits main.tf, which is not there or belongs to an installed module",
    );
  });
});

describe("a rule that fails on what a fix writes", () =>
  it("stops it, and is named", () => {
    const fragile = rule({
      ...facts("test-fragile", { severity: "low" }),
      on: resources("aws_s3_bucket"),
      check: (resource) => {
        if (resource.get("force_destroy").state === "known") throw new Error("no such bucket");
        return [];
      },
    });
    const fixing = lacks("aws_s3_bucket", "force_destroy", (a) => [put(a, "force_destroy", true)]);
    assert.equal(refused(bucket, fixing, fragile), "test-fragile fails on what it writes (no such bucket)");
  }));

describe("impact", () => {
  const impact = (
    texts: Texts,
    type: string,
    path: string,
    edits: (resource: Resource) => readonly Edit[],
    declared?: Impact,
  ) => tried(texts, lacks(type, path, edits, declared))?.impact;

  it("is raised to what the schema says", () => {
    assert.equal(
      impact(volume, "aws_ebs_volume", "encrypted", (a) => [put(a, "encrypted", true)]),
      "replacement",
    );
    assert.equal(
      impact(volume, "aws_ebs_volume", "size", (a) => [put(a, "size", 8)], "none"),
      "update",
    );
  });

  it("is never lowered", () =>
    assert.equal(
      impact(volume, "aws_ebs_volume", "size", (a) => [put(a, "size", 8)], "disruption"),
      "disruption",
    ));

  it("does not count new resources", () =>
    assert.equal(
      impact(bucket, "aws_s3_bucket", "force_destroy", (a) => [
        put(a, "force_destroy", true),
        append(a, "aws_ebs_volume", { availability_zone: "x", encrypted: true }),
      ]),
      "update",
    ));

  it("follows a variable into the resources that read it", () => {
    const texts = {
      "main.tf":
        'variable "on" {\n  default = false\n}\n\nresource "aws_ebs_volume" "a" {\n  availability_zone = "a"\n  encrypted = var.on\n}\n',
    };
    const encrypted = rule({
      ...facts("test-e"),
      on: resources("aws_ebs_volume"),
      check: setting("encrypted", is(true)),
    });
    const verified = tried(texts, encrypted);
    assert.equal(verified?.impact, "replacement");
    assert.match(verified.edits[0]?.text ?? "", /^true$/);
  });

  it("follows what another resource reads of the one that is edited, though no rule has looked there", () => {
    const read = (snapshot: string) =>
      impact(
        {
          "main.tf": `${bucket["main.tf"]}\nresource "aws_ebs_volume" "a" {\n  availability_zone = "a"\n  snapshot_id = ${snapshot}\n}\n`,
        },
        "aws_s3_bucket",
        "force_destroy",
        (a) => [put(a, "force_destroy", true)],
      );
    assert.equal(read("aws_s3_bucket.a.force_destroy"), "replacement");
    assert.equal(read('"snap-1"'), "update");
  });

  it("takes the keys of a map for no settings", () => {
    const texts = { "main.tf": volume["main.tf"].replace("}", '  tags = {\n    Name = "a"\n  }\n}') };
    const tag = (a: Resource) => [put(a, "tags.Name", "b"), put(a, "size", 8)];
    assert.equal(impact(texts, "aws_ebs_volume", "size", tag), "update");
  });

  it("compares nested settings", () => {
    const texts = { "main.tf": 'resource "aws_instance" "a" {\n  root_block_device {\n    volume_size = 8\n  }\n}\n' };
    const encrypt = (a: Resource) => [put(a, "root_block_device.encrypted", true)];
    assert.equal(impact(texts, "aws_instance", "root_block_device.encrypted", encrypt), "replacement");
  });

  it("calls the loss of a resource a disruption", () =>
    assert.equal(
      impact(
        { "main.tf": `${bucket["main.tf"]}\nresource "aws_kms_key" "k" {}\n` },
        "aws_kms_key",
        "description",
        (a) => [removeBlock(a)],
      ),
      "disruption",
    ));

  it("does not count how a value is spelled", () => {
    const texts = {
      "main.tf":
        'resource "aws_ebs_volume" "a" {\n  availability_zone = "a"\n  snapshot_id = local.s\n}\n\nlocals {\n  s = "snap"\n}\n',
    };
    const respell = (a: Resource) => [put(a, "snapshot_id", expression('join("", ["snap"])')), put(a, "size", 8)];
    assert.equal(impact(texts, "aws_ebs_volume", "size", respell), "update");
  });
});
