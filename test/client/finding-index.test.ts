import { deepEqual, equal, ok } from "node:assert/strict";
import { FindingIndex, findingsMarkdown, type Grouping, placeOf } from "../../client/src/views/finding-index.ts";
import type { Gravity, ShownFinding } from "../../protocol/views.ts";

const finding = (uri: string, line: number, rule = "aws-s3-acl", severity: Gravity = "high"): ShownFinding => ({
  uri,
  rule,
  severity,
  message: `Said by ${rule}`,
  range: { start: { line, character: 2 }, end: { line, character: 9 } },
});

describe("the findings of the view", () => {
  const index = new FindingIndex();
  index.rules = [
    { id: "aws-s3-acl", title: "ACL", service: "S3", isShared: false },
    { id: "aws-rds-version", title: "Version", service: "RDS", isShared: true },
  ];
  index.put("file:///w/b/main.tf", [finding("file:///w/b/main.tf", 9), finding("file:///w/b/main.tf", 1)]);
  index.put("file:///w/a/main.tf", [finding("file:///w/a/main.tf", 4, "aws-rds-version", "critical")]);

  const groups = (by: Grouping, filter = {}) =>
    index.groups(by, filter).map(({ key, findings }) => [key, ...findings.map(({ range }) => range.start.line)]);

  it("are put together by what somebody wants, the gravest first", () => {
    deepEqual(groups("severity"), [
      ["critical", 4],
      ["high", 1, 9],
    ]);
    deepEqual(groups("service"), [
      ["S3", 1, 9],
      ["RDS", 4],
    ]);
    deepEqual(groups("file"), [
      ["file:///w/a/main.tf", 4],
      ["file:///w/b/main.tf", 1, 9],
    ]);
    deepEqual(groups("module"), [
      ["file:///w/a", 4],
      ["file:///w/b", 1, 9],
    ]);
    deepEqual(groups("rule"), [
      ["aws-s3-acl", 1, 9],
      ["aws-rds-version", 4],
    ]);
    deepEqual(groups("job"), [
      ["yours", 1, 9],
      ["shared", 4],
    ]);
  });

  it("are filtered by file, by text and by whether they can be fixed", () => {
    deepEqual(groups("severity", { uri: "file:///w/a/main.tf" }), [["critical", 4]]);
    deepEqual(groups("severity", { text: "RDS" }), [["critical", 4]]);
    deepEqual(groups("severity", { text: "/b/" }), [["high", 1, 9]]);
    const fixed = new Set([placeOf({ uri: "file:///w/b/main.tf", rule: "aws-s3-acl", line: 9, character: 2 })]);
    deepEqual(groups("severity", { fixed }), [["high", 9]]);
    deepEqual(groups("severity", { text: "nothing" }), []);
  });

  it("come and go with their file", () => {
    const own = new FindingIndex();
    equal(own.put("file:///w/c.tf", []), false);
    equal(own.put("file:///w/c.tf", [finding("file:///w/c.tf", 1), finding("file:///w/c.tf", 2)]), true);
    equal(own.isRuleUnknown, true);
    deepEqual([own.count, own.all.length], [2, 2]);
    equal(own.put("file:///w/c.tf", [finding("file:///w/c.tf", 1)]), true);
    equal(own.put("file:///w/c.tf", []), true);
    deepEqual([own.count, own.all.length], [0, 0]);
  });

  it("are put together in no time, ten thousand of them", () => {
    const many = new FindingIndex();
    for (let file = 0; file < 1_000; file++) {
      const uri = `file:///w/${file}.tf`;
      many.put(
        uri,
        Array.from({ length: 10 }, (_, line) => finding(uri, 9 - line)),
      );
    }
    const start = performance.now();
    many.put("file:///w/7.tf", [finding("file:///w/7.tf", 0)]);
    equal(many.groups("severity", {})[0]?.findings.length, 9_991);
    const took = performance.now() - start;
    ok(took < 1_000, `${took} ms`);
  });

  it("are told in Markdown, of which nothing in them is taken for any", () => {
    const odd = { ...finding("x", 1), message: "`*` of [a](b)" };
    equal(
      findingsMarkdown([odd], () => "a`b.tf"),
      "- **high**: \\`\\*\\` of \\[a\\]\\(b\\) (`` a`b.tf:2 ``, `aws-s3-acl`)\n",
    );
  });
});
