import { deepEqual, equal, match } from "node:assert/strict";
import { bench } from "./harness.ts";

const role = (name: string, trust = '{ Service = "lambda.amazonaws.com" }') => `resource "aws_iam_role" "${name}" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = ${trust} }]
  })
}
`;

const inline = (name: string, statements: string) => `resource "aws_iam_role_policy" "${name}" {
  role   = aws_iam_role.${name}.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements}] })
}
`;

const allow = (actions: string, resource: string, more = "") =>
  `{ Effect = "Allow", Action = ${actions}, Resource = ${resource}${more} }`;

describe("parapet access diff", () => {
  const { write, run } = bench();

  async function changes(before: string, after: string, ...more: readonly string[]) {
    write({ "old/main.tf": before, "new/main.tf": after });
    const { code, stdout, stderr } = await run("access", "diff", "new", "--base", "old", ...more);
    equal(stderr, "");
    return { code, lines: stdout.trimEnd().split("\n") };
  }

  const reader = role("app") + inline("app", allow('"s3:GetObject"', '"arn:aws:s3:::a/*"'));

  it("calls equal what was only written otherwise: as a document, in another order, split", async () => {
    const { code, lines } = await changes(
      role("app") + inline("app", `${allow('["s3:GetObject", "s3:PutObject"]', '"arn:aws:s3:::a/*"')}`),
      `${role("app")}
data "aws_iam_policy_document" "app" {
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::a/*"]
  }
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::a/*"]
  }
}
resource "aws_iam_policy" "app" {
  policy = data.aws_iam_policy_document.app.json
}
resource "aws_iam_role_policy_attachment" "app" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.app.arn
}
`,
    );
    equal(code, 0);
    deepEqual(lines, ["These policies allow what they allowed before."]);
  });

  it("shows what a role may do now, by a request", async () => {
    const { code, lines } = await changes(reader, reader.replace("a/*", "*"));
    equal(code, 1);
    equal(lines[0], "aws_iam_role.app");
    equal(lines[1], "  may now: s3:GetObject");
    match(lines[2] ?? "", /^ {2}for example `s3:GetObject` on `arn:aws:s3:::/);
  });

  it("shows what it may no longer do, which is no failure", async () => {
    const { code, lines } = await changes(reader.replace("a/*", "*"), reader);
    equal(code, 0);
    match(lines.join("\n"), /may no longer: s3:GetObject/);
  });

  it("knows what is behind a boundary, and what a Deny takes away", async () => {
    const bounded = (policy: string) =>
      `${role("app").replace("{\n", "{\n  permissions_boundary = aws_iam_policy.limit.arn\n")}
resource "aws_iam_policy" "limit" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [${allow('"s3:*"', '"*"')}] })
}
${inline("app", policy)}`;
    equal((await changes(bounded(allow('"s3:*"', '"*"')), bounded(allow('["s3:*", "ec2:*"]', '"*"')))).code, 0);
    const denied = `${allow('"s3:*"', '"*"')}, { Effect = "Deny", Action = "s3:Delete*", Resource = "*" }`;
    const { code, lines } = await changes(
      role("app") + inline("app", denied),
      role("app") + inline("app", allow('"s3:*"', '"*"')),
    );
    equal(code, 1);
    match(lines.join("\n"), /may now: s3 \(\d+ actions\)\n {2}for example `s3:Delete/);
  });

  it("sees that strangers get in, and fails for that alone where it is asked to", async () => {
    const { code, lines } = await changes(role("app"), role("app", '"*"'), "--fail-on", "public");
    equal(code, 1);
    deepEqual(lines.slice(0, 2), ["aws_iam_role.app (trust)", "  strangers get in now"]);
    equal((await changes(reader, reader.replace("a/*", "*"), "--fail-on", "public")).code, 0);
  });

  it("sees an administrator come", async () => {
    const { code, lines } = await changes(
      reader,
      role("app") + inline("app", allow('"*"', '"*"')),
      "--fail-on",
      "admin",
    );
    equal(code, 1);
    equal(lines[1], "  can do everything now");
  });

  const attached = (policy: string) => `${reader}resource "aws_iam_role_policy_attachment" "app" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/${policy}"
}
`;

  it("knows what AWS's own policies allow", async () => {
    const before = attached("AmazonS3ReadOnlyAccess");
    equal((await changes(before, before.replace("a/*", "*"))).code, 0);
    const { lines } = await changes(before, attached("AmazonS3FullAccess"));
    match(lines[1] ?? "", /^ {2}may now: s3 \(\d+ actions\)/);
  });

  it("names one that is attached and not here", async () => {
    const before = attached("AmazonBrandNewAccess");
    const { lines } = await changes(before, before.replace("a/*", "*"));
    match(
      lines[1] ?? "",
      /if what is not seen did not allow it already \(AWS's policy AmazonBrandNewAccess is not here\)/,
    );
  });

  it("takes what Terraform does not know for one value each", async () => {
    const bucket = 'resource "aws_s3_bucket" "data" {\n}\n';
    const of = (resource: string) => bucket + role("app") + inline("app", allow('"s3:GetObject"', resource));
    equal((await changes(of('"${aws_s3_bucket.data.arn}/*"'), of('join("", [aws_s3_bucket.data.arn, "/*"])'))).code, 0);
    equal((await changes(of('"${aws_s3_bucket.data.arn}/in/*"'), of('"${aws_s3_bucket.data.arn}/*"'))).code, 1);
  });

  it("tells it for a pull request, and for programs", async () => {
    const { lines } = await changes(reader, reader.replace("a/*", "*"), "--format", "markdown");
    deepEqual(lines.slice(0, 3), ["## Access", "", "- `aws_iam_role.app`"]);
    const { lines: json } = await changes(reader, reader.replace("a/*", "*"), "--format", "json");
    const { changes: found } = JSON.parse(json.join("\n")) as {
      readonly changes: readonly { readonly address: string }[];
    };
    deepEqual(
      found.map(({ address }) => address),
      ["aws_iam_role.app"],
    );
  });
});
