import { secrets } from "./names.ts";

const [token = "", password = "", second = "", awsKey = ""] = secrets;

/** Files that hold a name wherever one can stand, beside secrets, by path. */
export function filesWith(name: string): Readonly<Record<string, string>> {
  // as far as HCL takes it between quotes and in comments
  const quoted = name
    .replaceAll(/[\n\r]/g, " ")
    .replaceAll('"', "'")
    .replaceAll("\\", "/");
  return {
    "main.tf": `# parapet:ignore aws-ebs-volume-unencrypted -- ${quoted}
resource "aws_ebs_volume" "${quoted}" {
  availability_zone = "${quoted}"
  size              = 40
}

# parapet:ignore ${quoted} -- ${quoted}
# parapet:ignore aws-x-${quoted}
resource "aws_kms_key" "${quoted}" {
  description = "${quoted}"
}

resource "aws_db_instance" "${quoted}" { password = "${password}", publicly_accessible = true } # ${quoted} password = "${second}"

resource "aws_db_instance" "b" {
  password            = "${password}"
  publicly_accessible = true
}

resource "aws_instance" "${quoted}" {
  user_data = <<-EOF
    export DB_PASSWORD="${second}" # ${quoted}
    export TOKEN=${token}
  EOF
}

variable "api_token" {
  default = "${token}"
}

locals {
  "${quoted}" = 1
  secret_key  = "${awsKey}"
  policy = jsonencode({ Statement = [{ Sid = "${quoted}", Effect = "Allow", Action = ["${quoted}", "iam:*"], Resource = "*" }] })
}

module "${quoted}" {
  source   = "./inner"
  password = "${password}"
}

data "aws_iam_policy_document" "${quoted}" {
  statement {
    sid       = "${quoted}"
    actions   = ["s3:*", "${quoted}", "iam:PassRole"]
    resources = ["*"]
    principals {
      type        = "${quoted}"
      identifiers = ["*", "${quoted}"]
    }
  }
}
`,
    "more.tf.json": `${JSON.stringify(
      {
        resource: {
          aws_s3_bucket: { [name]: { bucket: name, acl: "public-read" } },
          aws_db_instance: { [name]: { password, publicly_accessible: true, tags: { [name]: name } } },
          aws_lambda_function: { [name]: { environment: { variables: { DB_PASSWORD: second, [name]: token } } } },
          aws_security_group: {
            [name]: {
              ingress: { from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"], description: name },
            },
          },
          aws_iam_policy: {
            [name]: {
              policy: JSON.stringify({ Statement: [{ Sid: name, Effect: "Allow", Action: "*", Resource: "*" }] }),
            },
          },
          [name]: { [name]: { [name]: name } },
        },
        variable: { [name]: { default: token, description: name }, api_key: { default: token } },
        output: { [name]: { value: "${aws_db_instance.b.password}" } },
        module: { [name]: { source: "./inner", password: second } },
        provider: { aws: { alias: name, access_key: "AKIAQYLPMN5HFIQR7XYA", secret_key: awsKey } },
      },
      undefined,
      2,
    )}\n`,
    "policy.json": `${JSON.stringify(
      {
        Version: name,
        Statement: [
          {
            Sid: name,
            Effect: "Allow",
            Action: ["*", name],
            Resource: ["*", name],
            Condition: { [name]: { [name]: name } },
          },
          {
            Sid: name,
            Effect: "Allow",
            Principal: { AWS: "*", [name]: name, Service: name },
            Action: "iam:*",
            Resource: "*",
          },
          { Effect: "Allow", NotAction: [name], Resource: `arn:aws:${name}:eu-west-1:111122223333:${name}` },
          { Effect: name, Action: name, Resource: "*" },
        ],
      },
      undefined,
      2,
    )}\n`,
    "broken.tf": `locals {\n  a = ${quoted}\n  "${quoted}" {\n${quoted}\nresource "${quoted}" "x" {\n`,
    "terraform.tfvars": `api_token = "${token}"\n# ${quoted}\n`,
    "inner/main.tf": `variable "password" {}\n\nresource "aws_db_instance" "${quoted}" {\n  password            = "${password}"\n  publicly_accessible = true\n}\n`,
  };
}

/** Settings with a name wherever one can stand. */
export const settingsWith = (name: string): string =>
  `${JSON.stringify({ rules: { [name]: "off", "aws-ebs-volume-unencrypted": name }, exclude: [name], [name]: name })}\n`;

/** Own rules with a name in all their words, one that holds and one with mistakes. */
export const rulesWith = (name: string): string =>
  `${JSON.stringify(
    [
      {
        id: "own-key-name",
        title: name.slice(0, 100),
        severity: "high",
        why: `${name}.`,
        on: ["aws_kms_key"],
        check: { setting: "description", is: "right" },
        fix: "none",
        noFix: `${name}.`,
        references: ["https://docs.aws.amazon.com/kms/"],
        insecure: `resource "aws_kms_key" "a" {\n  description = ${JSON.stringify(name)}\n}\n`,
        secure: 'resource "aws_kms_key" "a" {\n  description = "right"\n}\n',
      },
      { id: name, title: name, on: [name], check: { [name]: name }, [name]: name, aliases: [name], severity: name },
    ],
    undefined,
    2,
  )}\n`;

/** What a person has said of rows of the checklist, by a name: one that holds and one with mistakes. */
export const ticksWith = (name: string): string =>
  `${JSON.stringify({ "restore-tested": { on: "2026-11-01", by: name.slice(0, 200), note: name.slice(0, 1_000) }, [name]: name })}\n`;
