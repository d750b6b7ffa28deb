import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fixAll, fixesFor, preview } from "../../analysis/fix/fix.ts";
import { hinted, isSecretName, secrets } from "../../rules/aws/secrets/shapes/detect.ts";
import { assignments } from "../../rules/aws/secrets/shapes/scripts.ts";
import { tokens } from "../../rules/aws/secrets/shapes/tokens.ts";
import { rules } from "../../rules/index.ts";
import { checked, directory, type Texts } from "../harness/fixture.ts";
import { validate } from "../harness/terraform.ts";

const own = rules.filter(({ id }) => /^aws-secrets-(?!readable)/.test(id));

const a = (length: number, of = "aB3xK9mQ"): string => of.repeat(Math.ceil(length / of.length)).slice(0, length);

describe("secrets", () => {
  const shapes: readonly (readonly [kind: string, text: string])[] = [
    ["AWS access key id", "AKIA2E0A8F3B244C9986"],
    ["AWS access key id", "ASIA2E0A8F3B244C9986"],
    ["GitHub token", `ghp_${a(36)}`],
    ["GitHub token", `github_pat_${a(82)}`],
    ["GitLab token", `glpat-${a(20)}`],
    ["Slack token", `xoxb-${a(24)}`],
    ["Stripe key", `sk_live_${a(24)}`],
    ["Google API key", `AIza${a(35)}`],
    ["npm token", `npm_${a(36)}`],
    ["private key", "-----BEGIN RSA PRIVATE KEY-----"],
    ["private key", "-----BEGIN PRIVATE KEY-----"],
    ["JSON web token", `eyJ${a(20)}.eyJ${a(30)}.${a(40)}`],
    ["SendGrid key", `SG.${a(22)}.${a(43)}`],
    ["Twilio key", `SK${a(32, "0a1b2c3d")}`],
    ["Anthropic key", `sk-ant-api03-${a(40)}`],
    ["Vault token", `hvs.${a(24)}`],
    ["Databricks token", `dapi${a(32, "0a1b2c3d")}`],
  ];
  for (const [kind, text] of shapes)
    it(`knows ${text.slice(0, 12)}… for a ${kind}, alone and in a sentence`, () => {
      assert.deepEqual(tokens(text), [{ kind, start: 0, end: text.length }]);
      assert.deepEqual(tokens(`use "${text}" now`), [{ kind, start: 5, end: 5 + text.length }]);
    });

  it("finds the password in a URL, and none where there is none", () => {
    assert.deepEqual(tokens("postgres://shop:tr0ub4dor@db/shop"), [{ kind: "password", start: 16, end: 25 }]);
    for (const url of ["https://acme.com:8080/a@b", "postgres://shop@db", "s3://bucket/key", "https://a.b/c:d"])
      assert.deepEqual(tokens(url), [], url);
  });

  it("believes names that mean a secret, and not names that are about one", () => {
    const secret =
      "password DB_PASSWORD dbPassword MYSQL_PWD db_pass admin_password_1 PGPASSWORD client_secret apiKey api-key ";
    const about =
      "password_length password_policy secret_name secret_arn token_url token_validity kms_key_id public_key ";
    for (const name of `${secret}SECRET_KEY auth_token privateKey spring.datasource.password`.split(" "))
      assert.ok(isSecretName(name), name);
    for (const name of `${about}key_name creation_token passwordless bypass compass tokenizer PWD key secret_id`.split(
      " ",
    ))
      assert.ok(!isSecretName(name), name);
  });

  it("is silent on placeholders and on where a secret is", () => {
    const elsewhere =
      "changeme CHANGE_ME REPLACE_ME <password> xxxx XXXXXXXX ******** ${var.password} $PASSWORD $(cat) `cat` {{password}} " +
      "var.password local.x data.x.y arn:aws:s3:::x https://acme.com /prod/db ./key.pem prod/db/password TODO example " +
      "your-password alreadyRotatedPassword your_token_here placeholder dummy null true none __PASSWORD__ [redacted] %PASSWORD% ssm:/prod/db vault:x";
    for (const name of ["password", "api_token", "client_secret", "secret_key"])
      for (const text of elsewhere.split(" ")) assert.deepEqual(secrets(name, text), [], `${name} = ${text}`);
  });

  it("asks more of a token than of a password", () => {
    for (const text of ["optional", "hours", "my-app-token", "eu-west-1", "HEADER", "v2", "prod-db", "2024-01-01"])
      assert.deepEqual(secrets("token", text), [], text);
    for (const text of ["hunter2", "correct horse", "S3cr3t!", "oh no D:"])
      assert.equal(secrets("password", text).length, 1, text);
    assert.equal(secrets("token", "k9Xq2LmP7vRt").length, 1);
    assert.equal(secrets("api_key", "9775a026f1ca7d1c6c5af9d94d9595a4").length, 1);
  });

  it("is silent on what only looks like chance", () => {
    const hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    for (const name of ["checksum", "source_code_hash", "public_key", "kms_key_id", "image", "description"])
      for (const text of [
        hash,
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBa",
      ])
        assert.deepEqual(secrets(name, text), [], `${name} = ${text}`);
  });

  it("never shows more than four characters, and less of a short one", () => {
    assert.equal(hinted("correct-horse-battery-1"), "corr…");
    assert.equal(hinted("hunter2"), "h…");
    for (const rule of own)
      for (const finding of checked([rule], { [rule.file ?? "main.tf"]: rule.insecure }).report.findings)
        assert.doesNotMatch(finding.message, /horse|hardcoded_|EXAMPLE|16C7|Passw0rd|7mJ2/);
  });

  it("reads what a script assigns", () => {
    const script =
      'export A_PASSWORD="one-Two3" # why\nB_PASSWORD=four5six run\n  password: "seven 8"\n# C_PASSWORD=nine10\n';
    assert.deepEqual(
      assignments(script).map(({ name, secret, line }) => [name, secret, line !== undefined]),
      [
        ["A_PASSWORD", "one-Two3", true],
        ["B_PASSWORD", "four5six", false],
        ["password", "seven 8", false],
      ],
    );
  });

  it("survives hostile text", () => {
    for (const text of ["sk-", "eyJ", 'a="', "https://a:", "-----BEGIN ", "password ", "--", "secret", "gh"])
      assert.ok(secrets("password", text.repeat(40_000)).length >= 0 && assignments(text.repeat(10_000)).length >= 0);
  });
});

describe("cures for secrets", () => {
  const cases: Readonly<Record<string, string>> = {
    "a script with several secrets, on an instance without a profile": `resource "aws_instance" "web" {
  ami           = "ami-1"
  instance_type = "t3.micro"

  user_data = <<-EOF
    #!/bin/bash
    export DB_PASSWORD="tr0ub4dor&3"
    export API_TOKEN='k9Xq2LmP7vRt'
    export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
    PGPASSWORD=tr0ub4dor psql -h db
    systemctl start app
  EOF
}
`,
    "a script in a quoted string": `resource "aws_launch_configuration" "app" {
  image_id      = "ami-1"
  instance_type = "t3.micro"
  user_data     = "#!/bin/bash\\nexport DB_PASSWORD=\\"hunter2hunter2\\"\\n"
}
`,
    "a launch template": `resource "aws_launch_template" "app" {
  user_data = base64encode(<<-EOF
    DB_PASSWORD='s3cr3t pass'
  EOF
  )
}
`,
    "a container in a heredoc, without an execution role": `resource "aws_ecs_task_definition" "a" {
  family                = "a"
  container_definitions = <<EOF
[
  {
    "name": "a",
    "environment": [
      { "name": "STAGE", "value": "development" },
      { "name": "DATABASE_PASSWORD", "value": "oh no D:" }
    ]
  }
]
EOF
}
`,
    "keys and a URL in a function's environment": `resource "aws_lambda_function" "a" {
  function_name = "a"
  role          = "arn:aws:iam::111122223333:role/a"

  environment {
    variables = {
      AWS_ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE"
      DATABASE_URL      = "postgres://shop:tr0ub4dor@db.internal/shop"
    }
  }
}
`,
    "different passwords of one name": `resource "aws_lambda_function" "a" {
  function_name = "a"
  role          = "arn:aws:iam::111122223333:role/a"

  environment {
    variables = { DB_PASSWORD = "tr0ub4dor-a" }
  }
}

resource "aws_lambda_function" "b" {
  function_name = "b"
  role          = "arn:aws:iam::111122223333:role/b"

  environment {
    variables = { DB_PASSWORD = "tr0ub4dor-b" }
  }
}
`,
  };
  for (const [title, text] of Object.entries(cases))
    it(`leave no secret and valid code: ${title}`, async () => {
      const mended = mend({ "main.tf": text });
      assert.doesNotMatch(mended, /tr0ub4dor|k9Xq|AKIA|hunter2|s3cr3t|oh no/);
      for (const version of ["v5", "v6"] as const) assert.deepEqual(await validate({ "main.tf": mended }, version), []);
    });

  it("keep two passwords of one name apart", () => {
    const mended = mend({ "main.tf": cases["different passwords of one name"] ?? "" });
    assert.match(mended, /var\.a_db_password/);
    assert.match(mended, /var\.b_db_password/);
  });

  it("offer a sensitive variable and Secrets Manager for a database that AWS cannot manage", () => {
    const before = checked(own, { "main.tf": 'resource "aws_dms_endpoint" "a" {\n  password = "tr0ub4dor&3"\n}\n' });
    assert.deepEqual(
      before.report.findings.flatMap((finding) => fixesFor(finding, before).map(({ title }) => title)),
      [
        "Take it from a sensitive variable `a_password`, and rotate the secret (may interrupt)",
        "Read it from Secrets Manager, and rotate the secret (may interrupt) (needs a value)",
      ],
    );
  });

  it("are none where a module's callers would have to hand in something new", () => {
    const before = checked(own, {
      "main.tf": 'module "a" {\n  source = "./a"\n}\n',
      "a/main.tf": 'resource "aws_dms_endpoint" "a" {\n  password = "tr0ub4dor&3"\n}\n',
    });
    assert.deepEqual(
      before.report.findings.flatMap((finding) => fixesFor(finding, before).map(({ title }) => title)),
      ["Read it from Secrets Manager, and rotate the secret (may interrupt) (needs a value)"],
    );
  });

  it("find and mend every secret of the insecure estate", () => {
    const estate = new URL("../../examples/insecure/", import.meta.url);
    const names = readdirSync(estate).filter((name) => name.endsWith(".tf"));
    const texts = Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, estate), "utf8")]));
    const before = checked(own, texts);
    assert.deepEqual(before.report.findings.map(({ rule, address }) => `${rule.id} ${address}`).sort(), [
      "aws-secrets-in-database-password aws_db_instance.orders",
      "aws-secrets-in-provider provider.aws",
      "aws-secrets-in-provider provider.aws",
      "aws-secrets-in-user-data aws_instance.app",
      "aws-secrets-in-variable-default var.api_token",
    ]);
    const { report } = fixAll(before, { maximum: "disruption", placeholders: true, secrets: true });
    assert.deepEqual(report.findings, []);
  });

  function mend(texts: Texts): string {
    const before = checked(own, texts);
    assert.ok(before.report.findings.length > 0);
    const { edits, report } = fixAll(before, { maximum: "replacement", placeholders: true, secrets: true });
    assert.deepEqual(
      report.findings.map(({ message }) => message),
      [],
    );
    return preview(edits, before).get(`${directory}/main.tf`) ?? "";
  }
});

describe("an argument that Terraform forgets", () => {
  const cure = (setting: string, version: string): string => {
    const text = `terraform {\n  required_version = "${version}"\n}

resource "aws_db_instance" "orders" {
  allocated_storage = 20
  engine            = "mysql"
  instance_class    = "db.t4g.medium"
  username          = "orders"
  ${setting}
}
`;
    const before = checked(own, { "main.tf": text });
    const [finding] = before.report.findings;
    const fix = finding && fixesFor(finding, before).find(({ title }) => title.startsWith("Read it"));
    assert.ok(fix, text);
    return preview(fix.edits, before).get(`${directory}/main.tf`) ?? "";
  };

  it("takes the place of one that the state keeps, where all Terraform that is admitted has it", () => {
    const now = cure('password = "tr0ub4dor-3"', ">= 1.11");
    assert.match(now, /password_wo += ephemeral\.aws_secretsmanager_secret_version\.orders_password\.secret_string/);
    assert.match(now, /password_wo_version += 1/);
    assert.match(
      now,
      /ephemeral "aws_secretsmanager_secret_version" "orders_password" \{\n {2}secret_id = "prod\/orders\/password"/,
    );
    for (const version of [">= 1.5", "~> 1.9, < 2.0", ">= 0.13"])
      assert.match(cure('password = "tr0ub4dor-3"', version), /= data\.aws_secretsmanager_secret_version/, version);
  });

  it("stays where it is written already", () => {
    const now = cure('password_wo = "tr0ub4dor-3"', ">= 1.0");
    assert.match(now, /password_wo += ephemeral\.aws_secretsmanager_secret_version\.orders_password\.secret_string/);
    assert.doesNotMatch(now, /password_wo_version/);
  });
});

describe("a secret that a configuration shows", () => {
  const readable = rules.filter(({ id }) => id === "aws-secrets-readable-in-configuration");
  const store = `data "aws_secretsmanager_secret_version" "db" {\n  secret_id = "orders"\n}\n`;
  const task = (value: string, more = ""): string => `${more}${store}
resource "aws_ecs_task_definition" "orders" {
  family = "orders"
  container_definitions = jsonencode([{
    name        = "orders"
    environment = [{ name = "DB_PASSWORD", value = ${value} }]
  }])
}
`;
  const mended = (text: string): string => {
    const before = checked(readable, { "main.tf": text });
    const { edits } = fixAll(before, { maximum: "replacement", placeholders: true });
    return preview(edits, before).get(`${directory}/main.tf`) ?? "";
  };

  it("is fetched where it is kept, of several fields the one that is read", async () => {
    const text = task('jsondecode(data.aws_secretsmanager_secret_version.db.secret_string)["password"]');
    const now = mended(text);
    assert.match(now, /valueFrom = "\$\{data\.aws_secretsmanager_secret_version\.db\.arn\}:password::"/);
    assert.match(now, /aws_iam_role\.orders_execution\.arn/);
    for (const version of ["v5", "v6"] as const) assert.deepEqual(await validate({ "main.tf": now }, version), []);
  });

  it("is fetched where the module puts it", () => {
    const kept = `resource "random_password" "db" {\n  length = 24\n}
resource "aws_ssm_parameter" "db" {\n  name  = "/orders/db"\n  type  = "SecureString"\n  value = random_password.db.result\n}\n`;
    assert.match(mended(task("random_password.db.result", kept)), /valueFrom = aws_ssm_parameter\.db\.arn/);
  });

  it("stays where it is when it is kept nowhere, or is a piece of a text", () => {
    const made = `resource "random_password" "db" {\n  length = 24\n}\n`;
    const url = '"postgres://orders:${data.aws_secretsmanager_secret_version.db.secret_string}@db"';
    for (const text of [task("random_password.db.result", made), task(url)]) assert.equal(mended(text), "");
  });

  it("is not fetched where a module keeps its caller's of the same name", () => {
    const made = `resource "random_password" "db" {\n  length = 24\n}\n`;
    const kept = `resource "aws_secretsmanager_secret_version" "db" {\n  secret_id = "db"\n  secret_string = KEPT\n}\n`;
    const fixesOf = (value: string): number => {
      const root = checked(readable, {
        "main.tf": `${made}module "m" {\n  source = "./m"\n  db = random_password.db.result\n}\n`,
        "m/main.tf": `variable "db" {\n  sensitive = true\n}\n${task("random_password.db.result", made + kept.replace("KEPT", value))}`,
      });
      const [finding] = root.report.findings;
      assert.ok(finding && root.report.findings.length === 1);
      return fixesFor(finding, root).length;
    };
    assert.equal(fixesOf("random_password.db.result"), 1);
    assert.equal(fixesOf("var.db"), 0);
  });

  it("is read by a build that may", async () => {
    const now = mended(`${store}
resource "aws_iam_role" "build" {
  name               = "build"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_codebuild_project" "site" {
  name         = "site"
  service_role = aws_iam_role.build.arn
  artifacts {
    type = "NO_ARTIFACTS"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
    environment_variable {
      name  = "DB_PASSWORD"
      value = data.aws_secretsmanager_secret_version.db.secret_string
    }
  }
  source {
    type = "CODEPIPELINE"
  }
}
`);
    assert.match(now, /type {2}= "SECRETS_MANAGER"\n {6}value = data\.aws_secretsmanager_secret_version\.db\.arn/);
    assert.match(now, /role {8}= aws_iam_role\.build\.id/);
    for (const version of ["v5", "v6"] as const) assert.deepEqual(await validate({ "main.tf": now }, version), []);
  });
});
