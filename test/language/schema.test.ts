import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { closest } from "../../language/schema/closest.ts";
import {
  change,
  dataTypes,
  deprecated,
  member,
  membersOf,
  required,
  resourceTypes,
  type SchemaMember,
  versions,
} from "../../language/schema/schema.ts";

const { PARAPET_SHARED: shared = join(import.meta.dirname, "../../../shared") } = process.env;

function described(type: string, path: string, version?: "v5" | "v6"): SchemaMember {
  const found = member(type, path, version);
  assert.ok(found !== undefined && found !== "anything", `${type} ${path}`);
  return found;
}

describe("the provider's schema", () => {
  it("knows the types of both versions and no others", () => {
    assert.ok(resourceTypes.has("aws_s3_bucket"));
    assert.ok(!resourceTypes.has("aws_s3_bucket_encryption"));
    assert.ok(dataTypes.has("aws_iam_policy_document"));
    assert.equal(resourceTypes.versions("aws_opsworks_stack"), "v5");
    assert.equal(resourceTypes.versions("aws_securityhub_feature_v2"), "v6");
    assert.equal(resourceTypes.versions("aws_instance"), "both");
  });

  it("describes attributes", () => {
    assert.deepEqual(described("aws_db_instance", "storage_encrypted"), {
      kind: "attribute",
      name: "storage_encrypted",
      versions: "both",
      type: "bool",
      required: false,
    });
    assert.equal(described("aws_security_group", "vpc_id").kind, "attribute");
    assert.deepEqual(described("aws_security_group", "ingress.cidr_blocks"), {
      kind: "attribute",
      name: "cidr_blocks",
      versions: "both",
      type: "list(string)",
      required: false,
    });
  });

  it("describes blocks", () => {
    assert.deepEqual(described("aws_instance", "root_block_device"), {
      kind: "block",
      name: "root_block_device",
      versions: "both",
      nesting: "list",
      min: 0,
      max: 1,
      required: false,
    });
  });

  it("leaves out what only AWS sets", () => {
    assert.equal(member("aws_s3_bucket", "bucket_domain_name"), undefined);
    assert.equal(member("aws_s3_bucket", "no_such_thing"), undefined);
    assert.equal(member("aws_s3_bucket", "acl.inside"), undefined);
  });

  it("tells the versions apart", () => {
    assert.equal(described("aws_s3_bucket", "region").versions, "v6");
    assert.equal(member("aws_s3_bucket", "region", "v5"), undefined);
    assert.equal(described("aws_s3_bucket", "region", "v6").versions, "v6");
  });

  it("reads data sources", () => {
    assert.equal(described("data.aws_iam_policy_document", "statement.condition.values").required, true);
    assert.equal(member("aws_iam_policy_document", "statement"), undefined);
  });

  it("accepts anything where nothing is described, and follows blocks that hold themselves", () => {
    assert.equal(member("aws_wafv2_web_acl", "rule.statement.managed_rule_group_statement"), "anything");
    assert.equal(
      described("aws_wafv2_web_acl_rule", "statement.and_statement.statement.not_statement.statement").kind,
      "block",
    );
  });

  it("lists what is required", () => {
    assert.deepEqual(required("aws_guardduty_detector_feature"), ["detector_id", "name", "status"]);
    assert.deepEqual(required("aws_s3_bucket_server_side_encryption_configuration"), ["bucket", "rule"]);
    assert.deepEqual(required("aws_s3_bucket", "versioning"), []);
  });

  it("knows what recreates a resource", () => {
    assert.equal(change("aws_db_instance", "storage_encrypted"), "replacement");
    assert.equal(change("aws_db_instance", "backup_retention_period"), "in-place");
    assert.equal(change("aws_instance", "root_block_device.encrypted"), "replacement");
    assert.equal(change("aws_securityhub_feature_v2", "name"), "unclassified");
    assert.equal(change("aws_s3_bucket", "no_such_thing"), "unclassified");
    assert.equal(change("aws_s3_bucket_encryption", "bucket"), "unclassified");
  });

  it("knows what is deprecated", () => {
    assert.match(deprecated("aws_guardduty_detector", "datasources") ?? "", /aws_guardduty_detector_feature/);
    assert.equal(deprecated("aws_guardduty_detector", "enable"), undefined);
    assert.equal(deprecated("aws_s3_bucket"), undefined);
    assert.match(deprecated("aws_bedrockagentcore_registry") ?? "", /deprecated/);
  });

  it("knows which type a wrong one was meant to be", () => {
    assert.equal(
      resourceTypes.closest("aws_s3_bucket_encryption"),
      "aws_s3_bucket_server_side_encryption_configuration",
    );
    assert.equal(resourceTypes.closest("aws_s3_buckte"), "aws_s3_bucket");
    assert.equal(resourceTypes.closest("aws_security_groups"), "aws_security_group");
    assert.equal(resourceTypes.closest("aws_there_is_nothing_like_it"), undefined);
    assert.equal(closest("ab", ["xy"]), undefined);
  });

  const sources: readonly (readonly ["v5" | "v6", string])[] = [
    ["v5", "schema-v5.json"],
    ["v6", "schema-6.66.0.json"],
  ];
  for (const [version, name] of sources) {
    it(`says the same as the whole schema of ${version}`, function () {
      const file = join(shared, "provider", name);
      if (!existsSync(file)) this.skip();
      const whole: Whole = JSON.parse(readFileSync(file, "utf8"));
      assert.equal(versions()[version], whole.version);
      const typesOf = (kind: "resources" | "data") => Object.entries(whole[kind]);
      for (const [type, body] of typesOf("resources")) compare(type, body, "", version);
      for (const [type, body] of typesOf("data")) compare(`data.${type}`, body, "", version);
    });
  }

  it("classifies every path as the provider's source does", function () {
    const file = join(shared, "provider", "forcenew-6.58.0.json");
    if (!existsSync(file)) this.skip();
    const changes: Record<string, { a?: string[]; c?: string[] }> = JSON.parse(readFileSync(file, "utf8"));
    let compared = 0;
    for (const [type, { a = [], c = [] }] of Object.entries(changes)) {
      const inside = (path: string, outer: readonly string[]) => outer.some((one) => path.startsWith(`${one}.`));
      for (const path of [...a, ...c]) {
        const found = member(type, path);
        if (found === undefined || found === "anything") continue;
        const always = a.includes(path) || inside(path, a);
        assert.equal(change(type, path), always ? "replacement" : "sometimes", `${type} ${path}`);
        compared++;
      }
    }
    assert.ok(compared > 6000, `${compared} paths`);
  });
});

interface Body {
  readonly a?: Record<string, readonly [string, string, Body?]>;
  readonly b?: Record<string, readonly [string, number, number, Body]>;
  readonly any?: number;
  readonly ref?: number;
}

interface Whole {
  readonly version: string;
  readonly resources: Record<string, Body>;
  readonly data: Record<string, Body>;
}

/** Holds every settable member of a body against ours, and finds none besides. */
function compare(type: string, body: Body, path: string, version: "v5" | "v6"): void {
  if (body.any !== undefined || body.ref !== undefined) return;
  const settable = Object.entries(body.a ?? {}).filter(([, [, flags]]) => flags !== "c");
  const below = (name: string) => (path === "" ? name : `${path}.${name}`);
  const wanted = [
    ...settable.map(([name, [, flags]]) => `${name} attribute ${flags.includes("r")}`),
    ...Object.entries(body.b ?? {}).map(([name, [, min, max]]) => `${name} block ${min > 0} ${min} ${max}`),
  ];
  const found = membersOf(type, path, version).map((one) =>
    one.kind === "attribute"
      ? `${one.name} attribute ${one.required}`
      : `${one.name} block ${one.required} ${one.min} ${one.max ?? 0}`,
  );
  assert.deepEqual(found.sort(), wanted.sort(), `${type} ${path}`);
  for (const [name, [, , object]] of settable) if (object) compare(type, object, below(name), version);
  for (const [name, [, , , inner]] of Object.entries(body.b ?? {})) compare(type, inner, below(name), version);
}
