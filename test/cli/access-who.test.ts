import { deepEqual, equal, match } from "node:assert/strict";
import { bench } from "./harness.ts";

const main = `resource "aws_s3_bucket" "data" {
}

resource "aws_iam_role" "app" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:GetObject", "iam:PassRole"], Resource = "$\{aws_s3_bucket.data.arn}/*" },
      {
        Effect    = "Allow"
        Action    = "sqs:SendMessage"
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceVpc" = "vpc-0123456789abcdef0" } }
      },
    ]
  })
}

resource "aws_iam_user" "ops" {
  name = "ops"
}

resource "aws_iam_user_policy_attachment" "ops" {
  user       = aws_iam_user.ops.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`;

describe("parapet access who-can", () => {
  const { write, run } = bench();
  beforeEach(() => write({ "infra/main.tf": main }));

  const lines = async (...args: readonly string[]) => {
    const { code, stdout } = await run("access", "who-can", ...args, "infra");
    return { code, lines: stdout.trimEnd().split("\n") };
  };

  it("names everybody who may, a resource of the code among what is asked for", async () => {
    deepEqual(await lines("s3:GetObject", "aws_s3_bucket.data"), {
      code: 1,
      lines: ["aws_iam_role.app: yes", "aws_iam_user.ops: yes"],
    });
    deepEqual((await lines("s3:GetObject", "arn:aws:s3:::other/x")).lines, [
      "aws_iam_role.app: yes, if aws_s3_bucket.data.arn is arn:aws:s3:::other",
      "aws_iam_user.ops: yes",
    ]);
  });

  it("says under which condition", async () => {
    deepEqual((await lines("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:orders")).lines, [
      "aws_iam_role.app: yes, if aws:sourcevpc is vpc-0123456789abcdef0",
      "aws_iam_user.ops: yes",
    ]);
  });

  it("says that nobody may, and that there is no such action", async () => {
    write({ "infra/main.tf": main.replace("AdministratorAccess", "ReadOnlyAccess") });
    deepEqual(await lines("iam:CreateUser", "*"), { code: 0, lines: ["Nobody, as far as these policies go."] });
    const { code, stderr } = await run("access", "who-can", "s3:FetchObject", "*", "infra");
    equal(code, 2);
    match(stderr, /no action s3:FetchObject/);
  });
});

describe("parapet access of", () => {
  const { write, run } = bench();
  beforeEach(() => write({ "infra/main.tf": main }));

  it("tells in a few lines what a role may do, and who may assume it", async () => {
    const { code, stdout } = await run("access", "of", "aws_iam_role.app", "infra");
    equal(code, 0);
    deepEqual(stdout.trimEnd().split("\n"), [
      "aws_iam_role.app",
      "  These policies allow actions of 3 services: s3 (1), iam (1), sqs (1)",
      "  Passes roles to services",
      "  Reads secrets or data: s3:GetObject",
      "  Assumed by lambda.amazonaws.com",
    ]);
  });

  it("asks back where there is nobody of that name", async () => {
    const { code, stderr } = await run("access", "of", "aws_iam_role.ap", "infra");
    equal(code, 2);
    match(stderr, /did you mean aws_iam_role\.app\?/);
  });
});
