import assert from "node:assert/strict";
import { deadSuppressions, type SuppressionScope, suppressEdits } from "../../analysis/suppress/edits.ts";
import { formerIds } from "../../analysis/suppress/former-ids.ts";
import { match, suppressions } from "../../analysis/suppress/suppressions.ts";
import { parse } from "../../language/syntax/parse.ts";
import { apply } from "../../language/syntax/text.ts";
import { rules as all } from "../../rules/index.ts";
import { type Rule, rule } from "../../rules/kit/rule.ts";
import { facts } from "../harness/facts.ts";

const today = "2026-11-23";

const named = (id: string, aliases: readonly string[] = []): Rule =>
  rule({ ...facts(id, { aliases: { other: aliases } }), on: () => [], check: () => [] });

const acl = named("aws-s3-bucket-public", ["CKV_AWS_20", "AVD-AWS-0092", "aws-s3-no-public-access-with-acl"]);
const versioning = named("aws-s3-bucket-unversioned", ["CKV_AWS_21", "AVD-AWS-0090", "aws-s3-enable-versioning"]);
const rules = [acl, versioning];

/** The lines, from 1, at whose first letter a finding of the rule would be hidden. */
function hidden(text: string, rule: Rule, uri = "file:///main.tf"): readonly number[] {
  const found = suppressions(parse(uri, text));
  let offset = 0;
  return text.split("\n").flatMap((line, index) => {
    const start = offset + line.length - line.trimStart().length;
    offset += line.length + 1;
    return match(found, { at: { start, end: start + 1 }, rule }, today) ? [index + 1] : [];
  });
}

const bucket = (above: string, inside = "", behind = ""): string =>
  `${above}\nresource "aws_s3_bucket" "b" {\n${inside}\n  acl = "public-read"${behind}\n  tags = {\n    a = 1\n  }\n}\n\nlocals {}\n`;

describe("a suppression", () => {
  it("holds for the line it is on or above", () => {
    assert.deepEqual(hidden(bucket("", "", " # parapet:ignore aws-s3-bucket-public -- shared"), acl), [4]);
    assert.deepEqual(hidden(bucket("", "  # parapet:ignore aws-s3-bucket-public"), acl), [4]);
    assert.deepEqual(hidden(bucket("", "  // parapet:ignore aws-s3-bucket-public"), acl), [4]);
    assert.deepEqual(hidden(bucket("", "  /* parapet:ignore aws-s3-bucket-public */"), acl), [4]);
    assert.deepEqual(hidden(bucket("", "  # parapet:ignore aws-s3-bucket-public\n"), acl), []);
  });

  it("of Trivy may be held to what attributes say", () => {
    const asked = (attributes: string) => hidden(bucket(`#trivy:ignore:AVD-AWS-0092[${attributes}]`), acl);
    const whole = [2, 3, 4, 5, 6, 7, 8];
    assert.deepEqual(asked("acl=public-read"), whole);
    assert.deepEqual(asked("acl=public-read,bucket=b"), []);
    assert.deepEqual(asked("acl=private"), []);
    assert.deepEqual(asked("acl.x=public-read"), []);
    const nested = 'resource "aws_s3_bucket" "b" {\n  versioning {\n    enabled = false\n  }\n}\n';
    assert.deepEqual(
      hidden(`#trivy:ignore:aws-0090[versioning.enabled=false]\n${nested}`, versioning),
      [2, 3, 4, 5, 6],
    );
    assert.deepEqual(hidden(`#trivy:ignore:aws-0090[versioning.enabled=true]\n${nested}`, versioning), []);
  });

  it("is heard under the ids that tfsec and Trivy once had for it", () => {
    assert.deepEqual(hidden(bucket("", "  #tfsec:ignore:AWS001"), acl), [2, 4]);
    assert.deepEqual(hidden(bucket("", "  #tfsec:ignore:AWS077"), acl), []);
    const port = named("aws-ec2-port-open-to-world", [
      "aws-ec2-no-public-ingress-sgr",
      "aws-vpc-no-public-ingress-sgr",
    ]);
    for (const id of ["tfsec:ignore:AWS008", "trivy:ignore:avd-aws-0107", "trivy:ignore:AWS-0107"])
      assert.deepEqual(hidden(bucket("", `  #${id}`), port), [2, 4], id);
    assert.deepEqual(hidden(bucket("", "  #trivy:ignore:avd-aws-0104"), port), []);
  });

  it("knows as former ids only those of which there is a rule", () => {
    const known = new Set(all.flatMap(({ id, aliases }) => [id, ...aliases]));
    assert.deepEqual(
      Object.values(formerIds).filter((id) => !known.has(id)),
      [],
    );
  });

  it("holds for the whole of the value or block that begins there", () => {
    const tags = bucket("").replace("  tags", "  # parapet:ignore aws-s3-bucket-public\n  tags");
    assert.deepEqual(hidden(tags, acl), [6, 7, 8]);
    assert.deepEqual(hidden(bucket("# parapet:ignore aws-s3-bucket-public"), acl), [2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual(
      hidden(bucket("").replace("{\n", "{ # parapet:ignore aws-s3-bucket-public\n"), acl),
      [2, 3, 4, 5, 6, 7, 8],
    );
    const list = `locals {\n  a = [\n    # parapet:ignore aws-s3-bucket-public\n    "x",\n    "y",\n  ]\n}\n`;
    assert.deepEqual(hidden(list, acl), [4]);
  });

  it("holds through other comments between", () => {
    const text =
      "# parapet:ignore aws-s3-bucket-public -- one\n# parapet:ignore aws-s3-bucket-unversioned -- two\n# why";
    assert.deepEqual(hidden(bucket(text), acl).at(0), 4);
    assert.deepEqual(hidden(bucket(text), versioning).at(0), 4);
  });

  it("holds for the file", () => {
    assert.equal(hidden(bucket("", "", "\n# parapet:ignore-file aws-s3-bucket-public -- x"), acl).length, 12);
    assert.deepEqual(hidden(bucket("# parapet:ignore-file aws-s3-bucket-public"), versioning), []);
  });

  it("names several rules, patterns, all rules, aliases and nothing else", () => {
    for (const list of [
      "aws-s3-bucket-unversioned,aws-s3-bucket-public",
      "aws-s3-bucket-unversioned, aws-s3-bucket-public -- why",
      "aws-s3-*",
      "*",
      "ckv_aws_20",
      "aws-0092",
      "AVD-AWS-0092 because",
    ])
      assert.deepEqual(hidden(bucket("", `  # parapet:ignore ${list}`), acl), [4], list);
    for (const other of [
      "",
      "-- aws-s3-bucket-public",
      "aws-s3-bucket",
      "d aws-s3-bucket-public",
      "aws-s3-bucket-unversioned",
    ])
      assert.deepEqual(hidden(bucket("", `  # parapet:ignore ${other}`), acl), [], other);
    assert.deepEqual(hidden(bucket("", "  # see parapet:ignore aws-s3-bucket-public"), acl), []);
  });

  it("ends", () => {
    const until = (date: string) =>
      hidden(bucket("", `  # parapet:ignore aws-s3-bucket-public until=${date} -- x`), acl);
    assert.deepEqual(until("2026-11-23"), [4]);
    assert.deepEqual(until("2026-11-22"), []);
    assert.deepEqual(until("2026-13-45"), []);
    assert.deepEqual(until("soon"), []);
  });

  it("keeps its reason and its end", () => {
    const [first] = suppressions(
      parse("file:///a.tf", "# parapet:ignore a until=2027-01-01 -- it -- is so \nlocals {}"),
    );
    assert.equal(first?.reason, "it -- is so");
    assert.equal(first?.until, "2027-01-01");
  });

  it("reads CRLF and a byte order mark", () => {
    const text = bucket("# parapet:ignore aws-s3-bucket-public -- x");
    assert.deepEqual(hidden(`\uFEFF${text}`, acl).slice(0, 3), [2, 3, 4]);
    assert.deepEqual(hidden(text.replaceAll("\n", "\r\n"), acl), [2, 3, 4, 5, 6, 7, 8]);
  });

  it("is never read from text", () => {
    const heredoc = `locals {\n  a = <<EOT\n# parapet:ignore-file aws-s3-bucket-public\nEOT\n  b = "# checkov:skip=CKV_AWS_20"\n}\n`;
    assert.deepEqual(suppressions(parse("file:///a.tf", heredoc)), []);
  });

  it("survives half-typed comments", () => {
    const text = "# parapet:ignore aws-s3-bucket-public until=2027-01-01 -- why\nresource";
    for (let end = 0; end <= text.length; end++) hidden(text.slice(0, end), acl);
  });
});

describe("a suppression in JSON", () => {
  const file = "file:///main.tf.json";

  it("is a property of Terraform's blocks", () => {
    const text = [
      `{"resource": {"aws_s3_bucket": {"b": {`,
      `"//": "parapet:ignore aws-s3-bucket-public -- x",`,
      `"acl": "public-read"},`,
      `"c": {}}}}`,
    ].join("\n");
    assert.deepEqual(hidden(text, acl, file), [2, 3]);
    assert.deepEqual(hidden(`{"//": "parapet:ignore-file aws-s3-*",\n"locals": {}}`, acl, file), [1, 2]);
  });

  it("is a comment in a policy", () => {
    const text = `{\n  "Statement": [\n    // parapet:ignore aws-s3-bucket-public -- x\n    {\n      "Effect": "Allow"\n    },\n    {}\n  ]\n}`;
    assert.deepEqual(hidden(text, acl, "file:///policy.json"), [4, 5, 6]);
  });
});

describe("another tool's suppression", () => {
  it("is honoured as Checkov means it: anywhere in the resource or above it", () => {
    const whole = [2, 3, 4, 5, 6, 7, 8];
    assert.deepEqual(hidden(bucket("", "  #checkov:skip=CKV_AWS_20:it is public"), acl), whole);
    assert.deepEqual(hidden(bucket("", "  # checkov:skip=CKV_AWS_18,CKV_AWS_20: both"), acl), whole);
    assert.deepEqual(hidden(bucket("", "", " # checkov:skip=CKV_AWS_20"), acl), whole);
    assert.deepEqual(hidden(bucket("#checkov:skip=CKV_AWS_20"), acl), whole);
    assert.deepEqual(hidden(bucket("", "  #checkov:skip=CKV_AWS_21"), acl), []);
  });

  it("is honoured as tfsec and Trivy mean it: the line, the block, and what is missing in the blocks around", () => {
    for (const id of [
      "tfsec:ignore:aws-s3-no-public-access-with-acl",
      "trivy:ignore:AVD-AWS-0092",
      "trivy:ignore:aws-0092",
      "tfsec:ignore:*",
    ]) {
      assert.deepEqual(hidden(bucket("", `  #${id}`), acl), [2, 4], id);
      assert.deepEqual(hidden(bucket("", "", ` # ${id}`), acl), [2, 4], id);
      assert.deepEqual(hidden(bucket(`#${id}`), acl), [2, 3, 4, 5, 6, 7, 8], id);
    }
    assert.deepEqual(
      hidden(bucket("", "  #tfsec:ignore:x #tfsec:ignore:aws-s3-no-public-access-with-acl"), acl),
      [2, 4],
    );
    assert.deepEqual(hidden(bucket("", "  #trivy:ignore:AVD-AWS-0092:exp:2026-11-24"), acl), [2, 4]);
    for (const not of [":exp:2026-11-22", ":exp:never", ":ws:prod", "[name=x]"])
      assert.deepEqual(hidden(bucket("", `  #trivy:ignore:AVD-AWS-0092${not}`), acl), [], not);
  });

  it("is honoured as KICS means it", () => {
    assert.deepEqual(hidden(bucket("", "  # kics-scan ignore-line"), acl), [4]);
    assert.deepEqual(hidden(bucket("# kics-scan ignore-block"), acl), [2, 3, 4, 5, 6, 7, 8]);
    assert.equal(hidden(bucket("# kics-scan ignore"), acl).length, 11);
    const query = named("x", ["38c5ee0d-7f22-4260-ab72-5073048df100"]);
    assert.equal(hidden(bucket("# kics-scan disable=a,38c5ee0d-7f22-4260-ab72-5073048df100"), query).length, 11);
    assert.deepEqual(hidden(bucket("# kics-scan disable=a"), query), []);
  });
});

describe("a dead suppression", () => {
  /** Messages, each with the text after the removal. */
  function dead(text: string, uses: readonly string[] = [], ran = rules): readonly (readonly [string, string])[] {
    const file = parse("file:///main.tf", text);
    const all = suppressions(file);
    const used = new Set(all.filter(({ id }) => uses.includes(id)));
    return deadSuppressions(file, all, { used, ran, rules, today }).map(({ message, edits }) => [
      message,
      apply(text, edits),
    ]);
  }

  it("is told, with the edit that removes its line", () => {
    assert.deepEqual(dead("# a\n# parapet:ignore aws-s3-bucket-public -- x\nlocals {}\n"), [
      ["Suppression of aws-s3-bucket-public hides nothing", "# a\nlocals {}\n"],
    ]);
    assert.deepEqual(dead("locals { # parapet:ignore aws-s3-*\r\n}\r\n")[0]?.[1], "locals {\r\n}\r\n");
    assert.deepEqual(dead("\uFEFF# parapet:ignore aws-s3-*\nlocals {}")[0]?.[1], "\uFEFFlocals {}");
    assert.deepEqual(dead("locals {}\n# parapet:ignore aws-s3-*")[0]?.[1], "locals {}\n");
  });

  it("is removed alone from a list", () => {
    const text = "# parapet:ignore aws-s3-bucket-public, aws-s3-bucket-unversioned -- x\nlocals {}\n";
    assert.deepEqual(
      dead(text, ["aws-s3-bucket-public"]).map(([, after]) => after),
      ["# parapet:ignore aws-s3-bucket-public -- x\nlocals {}\n"],
    );
    assert.deepEqual(
      dead(text, ["aws-s3-bucket-unversioned"]).map(([, after]) => after),
      ["# parapet:ignore aws-s3-bucket-unversioned -- x\nlocals {}\n"],
    );
  });

  it("is one that names no rule, a wrong one, or has ended", () => {
    assert.deepEqual(
      [
        "# parapet:ignore",
        "# parapet:ignore aws-s3-bucket-publik",
        "# parapet:ignore aws-s3-bucket-public until=2026-01-01",
        "# parapet:ignore aws-s3-bucket-public until=tomorrow",
        "#trivy:ignore:AVD-AWS-0092:exp:2026-01-01",
      ].flatMap((comment) => dead(`${comment}\nlocals {}\n`).map(([message]) => message)),
      [
        "Suppression names no rule",
        "There is no rule aws-s3-bucket-publik",
        "Suppression has expired on 2026-01-01",
        "Suppression ends on what is not a date (YYYY-MM-DD)",
        "Suppression has expired on 2026-01-01",
      ],
    );
  });

  it("is not one that is used, another tool's, of a rule that is off, or in a broken file", () => {
    assert.deepEqual(dead("# parapet:ignore aws-s3-bucket-public\nlocals {}\n", ["aws-s3-bucket-public"]), []);
    assert.deepEqual(dead("#checkov:skip=CKV_AWS_20\n#trivy:ignore:AVD-X-1:exp:2020-01-01\nlocals {}\n"), []);
    assert.deepEqual(dead("# parapet:ignore aws-s3-bucket-public\nlocals {}\n", [], [versioning]), []);
    assert.deepEqual(dead("# parapet:ignore aws-s3-bucket-public\nlocals {\n"), []);
  });
});

describe("suppressing", () => {
  const uri = "file:///main.tf";

  function suppressed(text: string, at: string, scope: SuppressionScope, name = uri): string {
    const file = parse(name, text);
    const start = text.indexOf(at);
    const edits = suppressEdits(file, { start, end: start + at.length }, acl.id, scope);
    for (const edit of edits)
      assert.deepEqual(
        edit.stops?.map((stop) => edit.text.slice(stop.start, stop.end)),
        ["reason"],
      );
    const after = apply(text, edits);
    if (edits.length > 0) {
      const place = { start: after.indexOf(at), end: after.indexOf(at) + at.length };
      assert.ok(match(suppressions(parse(name, after)), { at: place, rule: acl }, today), after);
      assert.deepEqual(
        parse(name, after).chunks.flatMap(({ tree }) => tree.errors),
        [],
      );
    }
    return after;
  }

  const text = `resource "aws_s3_bucket" "b" {\n  grant {\n    type = "x"\n  }\n}\n`;

  it("writes a comment above the line, the resource or the file", () => {
    assert.equal(
      suppressed(text, `"x"`, "line"),
      text.replace("    type", "    # parapet:ignore aws-s3-bucket-public -- reason\n    type"),
    );
    assert.equal(suppressed(text, `"x"`, "resource"), `# parapet:ignore aws-s3-bucket-public -- reason\n${text}`);
    assert.equal(suppressed(text, `"x"`, "file"), `# parapet:ignore-file aws-s3-bucket-public -- reason\n${text}`);
    assert.equal(
      suppressed(`\uFEFF${text}`, `"x"`, "file"),
      `\uFEFF# parapet:ignore-file aws-s3-bucket-public -- reason\n${text}`,
    );
    assert.equal(
      suppressed(`\uFEFF${text}`, "resource", "line"),
      `\uFEFF# parapet:ignore aws-s3-bucket-public -- reason\n${text}`,
    );
  });

  it("keeps the line ends", () => {
    assert.equal(
      suppressed(text.replaceAll("\n", "\r\n"), `"x"`, "line"),
      suppressed(text, `"x"`, "line").replaceAll("\n", "\r\n"),
    );
  });

  it("stays out of heredocs", () => {
    const heredoc = `resource "aws_s3_bucket_policy" "b" {\n  policy = <<EOT\n{\n  "Effect": "Allow"\n}\nEOT\n}\n`;
    assert.equal(
      suppressed(heredoc, `"Effect"`, "line"),
      heredoc.replace("  policy", "  # parapet:ignore aws-s3-bucket-public -- reason\n  policy"),
    );
  });

  it("writes a property into Terraform's JSON, and nothing into other JSON", () => {
    const twin = `{\n  "resource": {\n    "aws_s3_bucket": {\n      "b": {\n        "acl": "x"\n      }\n    }\n  }\n}\n`;
    const added = `        "//": "parapet:ignore aws-s3-bucket-public -- reason",\n`;
    assert.equal(
      suppressed(twin, `"x"`, "line", `${uri}.json`),
      twin.replace('        "acl"', `${added}        "acl"`),
    );
    assert.equal(
      suppressed(twin, `"x"`, "file", `${uri}.json`),
      twin.replace("{\n", `{\n  "//": "parapet:ignore-file aws-s3-bucket-public -- reason",\n`),
    );
    assert.equal(suppressed(`{"Version": "x"}`, `"x"`, "line", "file:///policy.json"), `{"Version": "x"}`);
  });
});
