import assert from "node:assert/strict";
import { fixesFor, preview } from "../../analysis/fix/fix.ts";
import type { Resource } from "../../language/model/resource.ts";
import { member } from "../../language/schema/schema.ts";
import { apply } from "../../language/syntax/text.ts";
import { tidy } from "../../language/write/tidy.ts";
import { rules } from "../../rules/index.ts";
import { concat, expression, type SourceBody } from "../../rules/kit/edits.ts";
import { addressBeside, lookup, ownName, resourceBeside, sharesPlace } from "../../rules/kit/placement.ts";
import { hcl } from "../../rules/kit/rule.ts";
import { checked, directory, marked, moduleOf } from "../harness/fixture.ts";
import { Unanswered, validate } from "../harness/terraform.ts";

/** The first bucket of a text. */
function bucketOf(text: string): Resource {
  const [bucket] = moduleOf({ "main.tf": text }).ofType("aws_s3_bucket");
  assert.ok(bucket);
  return bucket;
}

/** What a companion of a bucket's looks like, and how it is referred to. */
function beside(text: string, type: string, body: (bucket: Resource) => SourceBody, wanted?: string) {
  const bucket = bucketOf(text);
  const { address, edit } = resourceBeside(bucket, type, body(bucket), wanted);
  const after = apply(text, tidy(text, [edit]));
  return { address, written: after.slice(text.trimEnd().length).trim() };
}

const id = (bucket: Resource): SourceBody => ({ bucket: expression(`aws_s3_bucket.${bucket.name}.id`) });
const role = (): SourceBody => ({ name_prefix: "r-", assume_role_policy: "{}" });

describe("companion", () => {
  it("is indented as the file is", () => {
    for (const unit of ["  ", "    ", "\t"]) {
      const text = `resource "aws_s3_bucket" "a" {\n${unit}bucket = "a"\n}\n`;
      assert.equal(
        beside(text, "aws_s3_bucket_versioning", () => ({ tags: { Name: "a", Team: "b" } })).written,
        `resource "aws_s3_bucket_versioning" "a" {\n${unit}tags = {\n${unit}${unit}Name = "a"\n${unit}${unit}Team = "b"\n${unit}}\n}`,
      );
    }
  });

  it("is there as its neighbour is, with its provider, region and tags", () => {
    const text = hcl`
      resource "aws_s3_bucket" "this" {
        count    = local.create && var.logs ? 1 : 0
        provider = aws.replica
        region   = var.region
        tags     = merge(var.tags, { Name = "logs", Team = "data" })
      }
    `;
    assert.deepEqual(
      beside(text, "aws_kms_key", (bucket) => ({
        description: "Logs",
        policy: concat(expression("x.y"), "/*"),
        ...id(bucket),
      })),
      {
        address: "aws_kms_key.this[0]",
        written: hcl`
          resource "aws_kms_key" "this" {
            count       = local.create && var.logs ? 1 : 0
            provider    = aws.replica
            region      = var.region
            description = "Logs"
            policy      = "\${x.y}/*"
            bucket      = aws_s3_bucket.this[0].id
            tags = merge(var.tags, {
              Team = "data"
            })
          }
        `.trim(),
      },
    );
  });

  it("is one for each instance where it speaks of its neighbour, else one for all", () => {
    const text = 'resource "aws_s3_bucket" "logs" {\n  for_each = var.names\n}\n';
    const meta = "  for_each = var.names\n";
    assert.deepEqual(beside(text, "aws_s3_bucket_versioning", id), {
      address: "aws_s3_bucket_versioning.logs[each.key]",
      written: `resource "aws_s3_bucket_versioning" "logs" {\n${meta}  bucket   = aws_s3_bucket.logs[each.key].id\n}`,
    });
    const named = beside(text, "aws_sns_topic", (bucket) => ({ name: ownName(bucket) }));
    assert.equal(named.written, `resource "aws_sns_topic" "logs" {\n${meta}  name     = "logs-\${each.key}"\n}`);
    assert.equal(beside(text, "aws_iam_role", role).address, "aws_iam_role.logs");
    assert.doesNotMatch(beside(text, "aws_iam_role", role).written, /each/);
  });

  it("counts where its neighbour is counted, and takes the only one where there is one at most", () => {
    const addressOf = (count: string): string =>
      beside(`resource "aws_s3_bucket" "b" {\n  count = ${count}\n}\n`, "aws_s3_bucket_versioning", id).address.slice(
        26,
      );
    assert.deepEqual(
      ["var.number", "2", "1", "(var.a ? 1 : 0)", "var.a ? (var.b ? 1 : 0) : 0", "var.a ? 2 : 0"].map(addressOf),
      ["[count.index]", "[count.index]", "[0]", "[0]", "[0]", "[count.index]"],
    );
  });

  const logs = hcl`
    resource "aws_s3_bucket" "logs" {
      region = "eu-west-1"
      tags   = { Name = "logs", yor_trace = "1", Description = "x" }
    }
  `;

  it("takes of its neighbour only what its own type has and the provider may know", () => {
    const text = (version: string): string =>
      `terraform {\n  required_providers {\n    aws = { version = "${version}" }\n  }\n}\n\n${logs}`;
    const [five, six] = ["~> 5.0", "~> 6.0"].map(
      (version) => beside(text(version), "aws_s3_bucket_versioning", id).written,
    );
    assert.doesNotMatch(five ?? "", /region|tags/);
    assert.match(six ?? "", /\n {2}region = "eu-west-1"\n/);
    assert.doesNotMatch(beside(text("~> 6.0"), "aws_iam_role", role).written, /region|tags/);
  });

  it("is named as it is wanted, as far as that is free", () => {
    const text = 'resource "aws_s3_bucket" "logs" {}\n\nresource "aws_iam_role" "reader" {}\n';
    assert.equal(beside(text, "aws_iam_role", role, "reader").address, "aws_iam_role.reader_2");
    assert.equal(beside(text, "data.aws_iam_role", role, "reader").address, "data.aws_iam_role.reader");
  });

  it("is indented as its file is, spelled as its neighbours are, and in the partition of its module", () => {
    const text =
      'data "aws_partition" "here" {}\n\nresource "aws_s3_bucket" "my-logs" {\n    bucket = "logs"\n    tags   = { a = "b" }\n}\n';
    assert.deepEqual(
      beside(
        text,
        "aws_iam_role",
        () => ({ managed_policy_arns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }),
        "log_reader",
      ),
      {
        address: "aws_iam_role.log-reader",
        written: [
          'resource "aws_iam_role" "log-reader" {',
          '    managed_policy_arns = ["arn:${data.aws_partition.here.partition}:iam::aws:policy/ReadOnlyAccess"]',
          "    tags = {",
          '        a = "b"',
          "    }",
          "}",
        ].join("\n"),
      },
    );
  });

  it("takes the name of its neighbour where that is put together of variables", () => {
    const nameOf = (name: string): unknown =>
      ownName(bucketOf(`resource "aws_s3_bucket" "logs" {\n  bucket = ${name}\n}\n`));
    assert.equal(nameOf('"acme-logs"'), "logs");
    assert.equal(
      beside('resource "aws_s3_bucket" "b" {\n  bucket = "${var.stage}-b"\n}\n', "aws_sns_topic", (bucket) => ({
        name: concat("log-", ownName(bucket)),
      })).written,
      'resource "aws_sns_topic" "b" {\n  name = "log-${var.stage}-b"\n}',
    );
  });
});

describe("ownName", () => {
  const nameOf = (module: string, type = "aws_vpc"): string => {
    const text = `${module}resource "${type}" "main" {\n  cidr_block = "10.0.0.0/16"\n}\n`;
    const root = moduleOf({ "main.tf": 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": text });
    const [resource] = root.tree().flatMap((each) => each.ofType(type));
    assert.ok(resource);
    const { edit } = resourceBeside(resource, "aws_cloudwatch_log_group", { name: ownName(resource) });
    return /name += (.*)/.exec(edit.text)?.[1] ?? "";
  };

  it("is another one for each call of a module", () =>
    assert.deepEqual(
      [
        nameOf('variable "env" {}\n'),
        nameOf('variable "name" {\n  type = object({})\n}\n'),
        nameOf('locals {\n  prefix = "x"\n}\n', "aws_msk_cluster"),
        nameOf("", "aws_msk_cluster"),
      ],
      ['"${var.env}-main"', "aws_vpc.main.id", '"${local.prefix}-main"', '"main"'],
    ));
});

describe("addressBeside", () => {
  const address = (key: string, bucket: string): string | undefined => {
    const module = moduleOf({
      "main.tf": `resource "aws_kms_key" "k" {\n${key}\n}\nresource "aws_s3_bucket" "b" {\n${bucket}\n}\n`,
    });
    const [resource] = module.ofType("aws_kms_key");
    const [neighbour] = module.ofType("aws_s3_bucket");
    return resource && neighbour && addressBeside(resource, neighbour);
  };

  it("has the index that both have in common, or none where it cannot be told which is meant", () =>
    assert.deepEqual(
      [
        address("", "count = 2"),
        address("count = var.a ? 1 : 0", ""),
        address("for_each = var.x", "for_each = var.x"),
        address("for_each = var.x", "for_each = var.y"),
        address("for_each = var.x", ""),
      ],
      ["aws_kms_key.k", "aws_kms_key.k[0]", "aws_kms_key.k[each.key]", undefined, undefined],
    ));
});

describe("sharesPlace", () => {
  it("is false of another provider or region", () => {
    const [first, ...others] = ["", "provider = aws.b", 'region = "eu-west-1"', ""].map((line) =>
      bucketOf(`resource "aws_s3_bucket" "b" {\n${line}\n}\n`),
    );
    assert.ok(first);
    assert.deepEqual(
      others.map((other) => sharesPlace(first, other)),
      [false, false, true],
    );
  });
});

describe("lookup", () => {
  it("takes the module's own where that asks the same provider", () => {
    const text = 'data "aws_region" "here" {}\n\nresource "aws_s3_bucket" "b" {\n  count = var.a ? 1 : 0\n}\n';
    const there = text.replace("  count", "  provider = aws.there\n  count");
    assert.deepEqual(lookup(bucketOf(text), "aws_region"), { address: "data.aws_region.here", edits: [] });
    const { address, edits } = lookup(bucketOf(there), "aws_region");
    assert.equal(address, "data.aws_region.there");
    assert.match(apply(there, edits), /data "aws_region" "there" \{\n {2}provider = aws\.there\n\}/);
    const far = text.replace("count = var.a ? 1 : 0", 'region = "us-west-1"');
    const { address: own, edits: added } = lookup(bucketOf(far), "aws_region");
    assert.equal(own, "data.aws_region.current");
    assert.match(apply(far, added), /data "aws_region" "current" \{\n {2}region = "us-west-1"\n\}/);
    const same = far.replace('"here" {}', '"here" {\n  region = "us-west-1"\n}');
    assert.equal(lookup(bucketOf(same), "aws_region").address, "data.aws_region.here");
    const account = far.replace("aws_region", "aws_caller_identity");
    assert.equal(lookup(bucketOf(account), "aws_caller_identity").address, "data.aws_caller_identity.here");
  });
});

/** A rule's example with its faulty resource repeated, and its references with the index that they then need. */
function repeated(rule: (typeof rules)[number], meta: string, index: string): string | undefined {
  const { text } = marked(rule.insecure);
  const [finding] = checked([rule], { "main.tf": text }).report.findings;
  const [, type, name] = /^resource "(\w+)" "([\w-]+)" \{\n/.exec(text.slice(finding?.at.start)) ?? [];
  if (!finding || type === undefined || /^[^\n]*\n\s+(?:count|for_each)/.test(text.slice(finding.at.start)))
    return undefined;
  const head = text.indexOf("\n", finding.at.start) + 1;
  const whole = `${text.slice(0, head)}  ${meta}\n\n${text.slice(head)}`;
  return whole.replaceAll(new RegExp(`(?<![\\w.-])${type}\\.${name}\\.`, "g"), `${type}.${name}${index}.`);
}

/** References without an index to what has `count` or `for_each`. */
function unindexed(text: string): readonly string[] {
  const blocks = text.matchAll(
    /^(resource|data) "(\w+)" "([\w-]+)" \{\n(?: {2}(?:provider|region)[^\n]*\n)*\s*(?:count|for_each) /gm,
  );
  return [...blocks].flatMap(([, kind, type, name]) =>
    [...text.matchAll(new RegExp(`(?<![\\w.-])${kind === "data" ? "data\\." : ""}${type}\\.${name}\\.`, "g"))].map(
      ([found]) => found,
    ),
  );
}

describe("a fix of several resources", () => {
  const network = hcl`
    provider "aws" {
      alias = "there"
    }

    variable "networks" {
      type = map(string)
    }

    variable "tags" {
      type = map(string)
    }

    variable "logged" {
      type = bool
    }

    resource "aws_vpc" "main" {
      REPETITION
      provider   = aws.there
      cidr_block = "10.0.0.0/16"
      tags       = var.tags
    }
  `;

  /** The network with its flow log. */
  function logged(repetition: string): string {
    const texts = { "main.tf": network.replace("REPETITION", repetition) };
    const before = checked(
      rules.filter(({ id }) => id === "aws-vpc-without-flow-log"),
      texts,
    );
    const [finding] = before.report.findings;
    const [fix] = finding ? fixesFor(finding, before) : [];
    assert.ok(fix);
    return preview(fix.edits, before).get(`${directory}/main.tf`) ?? "";
  }

  /** What each of the new resources is repeated by, and what is named in it. */
  const outline = (text: string): readonly string[] =>
    text
      .split(/^(?=resource )/m)
      .filter((part) => part.startsWith("resource ") && !part.includes("cidr_block"))
      .map((part) => {
        const meta = /(?:count|for_each) += .*/.exec(part)?.[0].replace(/ +/g, " ") ?? "once";
        const named = part.match(/aws_\w+\.\w+(?:\[[^\]]+\])?|"\/aws[^"]*"/g) ?? [];
        assert.match(part, /provider += aws\.there/);
        return [/"(\w+)"/.exec(part)?.[1], meta, ...named].join(" | ");
      });

  it("stands and falls with what it completes", () =>
    assert.deepEqual(outline(logged("count = var.logged ? 1 : 0")), [
      "aws_flow_log | count = var.logged ? 1 : 0 | aws_vpc.main[0] | aws_iam_role.main_flow_log[0] | aws_cloudwatch_log_group.main_flow_log[0]",
      'aws_cloudwatch_log_group | count = var.logged ? 1 : 0 | "/aws/vpc/main/flow-log"',
      "aws_iam_role | count = var.logged ? 1 : 0",
      "aws_iam_role_policy | count = var.logged ? 1 : 0 | aws_iam_role.main_flow_log[0] | aws_cloudwatch_log_group.main_flow_log[0]",
    ]));

  it("shares what serves all instances, and repeats what is named after one", () =>
    assert.deepEqual(outline(logged("for_each = var.networks")), [
      "aws_flow_log | for_each = var.networks | aws_vpc.main[each.key] | aws_iam_role.main_flow_log | aws_cloudwatch_log_group.main_flow_log[each.key]",
      'aws_cloudwatch_log_group | for_each = var.networks | "/aws/vpc/main-${each.key}/flow-log"',
      "aws_iam_role | once",
      "aws_iam_role_policy | for_each = var.networks | aws_iam_role.main_flow_log | aws_cloudwatch_log_group.main_flow_log[each.key]",
    ]));

  it("is what Terraform takes", async function () {
    for (const repetition of ["count = var.logged ? 1 : 0", "for_each = var.networks", ""]) {
      const text = logged(repetition);
      try {
        assert.deepEqual(await validate({ "main.tf": text }, "v6"), []);
      } catch (error) {
        if (error instanceof Unanswered) this.skip();
        throw error;
      }
    }
  });
});

describe("every fix that adds a block", () => {
  const adding = rules.filter(({ insecure, secure, file }) => {
    const blocks = (text: string): number => text.split(/^(?:resource|data) /m).length;
    return (file ?? "main.tf").endsWith(".tf") && blocks(secure) > blocks(insecure);
  });
  const repetitions = [
    ["count = var.enabled ? 1 : 0", "[0]"],
    ["for_each = toset(var.names)", '["a"]'],
    ["count = var.number", "[0]"],
  ] as const;

  for (const [meta, index] of repetitions)
    it(`indexes what it refers to beside \`${meta}\``, () => {
      let tried = 0;
      for (const rule of adding) {
        const text = repeated(rule, meta, index);
        const before = text === undefined ? undefined : checked([rule], { "main.tf": text });
        const fixes = before?.report.findings.flatMap((finding) => fixesFor(finding, before)) ?? [];
        if (!before || fixes.length === 0) continue;
        tried++;
        for (const { edits } of fixes) {
          const [after = ""] = preview(edits, before).values();
          assert.deepEqual(unindexed(after), [], `${rule.id}:\n${after}`);
        }
      }
      assert.ok(tried > adding.length / 2, `${tried} of ${adding.length}`);
    });

  it("gives all that it adds the provider, the region and the tags", () => {
    let tried = 0;
    for (const rule of adding.filter(({ id }) => !isElsewhere.has(id))) {
      const text = dressed(marked(rule.insecure).text);
      const before = checked([rule], { "main.tf": text });
      for (const { edits } of before.report.findings.flatMap((finding) => fixesFor(finding, before))) {
        const [after = ""] = preview(edits, before).values();
        const known = new Set(blocksOf(text).map(headOf));
        for (const block of blocksOf(after).filter((each) => !known.has(headOf(each)))) {
          tried++;
          // where no neighbour can have tags there are none to take over
          assert.equal(dressed(block, /tags += var\.tags/.test(text)), block, `${rule.id}:\n${block}`);
        }
      }
    }
    assert.ok(tried > 120, `${tried} blocks`);
  });
});

/** Where there is no region to take over: what is beside is of the whole world, or was of no type that AWS has. */
const isElsewhere: ReadonlySet<string> = new Set([
  "aws-organizations-without-access-analyzer",
  "aws-provider-resource-type-unknown",
  "aws-route53-zone-without-query-log",
]);

const blocksOf = (text: string): readonly string[] =>
  text
    .split(/^(?=(?:resource|data|variable|output|locals) )/m)
    .filter((block) => /^(?:resource|data) "aws_/.test(block));

const headOf = (block: string): string => block.split("\n", 1)[0]?.replace(/\{.*/, "") ?? "";

/** A text in which every resource has a provider, a region and tags, as far as its type takes them. */
const dressed = (text: string, tagged = true): string =>
  blocksOf(text).reduce((whole, block) => {
    const [, kind, type = ""] = /^(resource|data) "(\w+)"/.exec(block) ?? [];
    const path = kind === "data" ? `data.${type}` : type;
    const lacks = (name: string): boolean => !new RegExp(`^ +${name} +=`, "m").test(block);
    const lines = [
      ...(lacks("provider") ? ["  provider = aws.there"] : []),
      ...(lacks("region") && member(path, "region") ? ['  region = "eu-north-1"'] : []),
      ...(tagged && kind === "resource" && lacks("tags") && member(path, "tags") ? ["  tags = var.tags"] : []),
    ];
    return lines.length === 0 ? whole : whole.replace(block, block.replace("{", `{\n${lines.join("\n")}\n`));
  }, text);
