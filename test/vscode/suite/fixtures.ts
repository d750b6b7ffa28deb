/** The rules that these tests look at: one about a value, two about what is absent, the first of them a hint. */
export const ssh = "aws-ec2-ssh-open-to-world";
export const publicBucket = "aws-s3-bucket-without-public-access-block";
export const unrotated = "aws-kms-key-not-rotated";

/** Port 22 open to the world; the value at fault is `"0.0.0.0/0"`. */
export const openSsh = `resource "aws_security_group" "web" {
  name        = "web"
  description = "Web servers"

  ingress {
    description = "SSH"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

/** A bucket without the four guards. */
export const bucket = `resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
`;

/** What the fix adds below it. */
export const guard = `
resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
`;

/** A key whose material stays the same for ever. */
export const key = `resource "aws_kms_key" "logs" {
  description = "logs"
}
`;

/** What the fix makes of it. */
export const rotated = `resource "aws_kms_key" "logs" {
  description         = "logs"
  enable_key_rotation = true
}
`;

/** The guide's second mistake, beside a role that may not read the secret yet. */
export const secretInUserData = `resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = data.aws_iam_policy_document.app.json
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}

resource "aws_instance" "app" {
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "t3.small"
  associate_public_ip_address = true

  user_data = <<-EOF
    #!/bin/bash
    export DB_PASSWORD="hardcoded_password"
    systemctl start app
  EOF
}
`;

/** A password that AWS cannot keep by itself. */
export const endpoint = `resource "aws_dms_endpoint" "db" {
  password = "tr0ub4dor&3"
}
`;

/** A policy that allows everything. */
export const everything = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}
`;

/** Where a policy of one statement that allows something is written, and how. */
export const policyIn: Readonly<
  Record<string, { readonly file: string; policy(elements: readonly string[]): string }>
> = {
  "a JSON file": { file: "policy.json", policy: (elements) => `${statement(elements, "")}\n` },
  "a heredoc": {
    file: "main.tf",
    policy: (elements) => `resource "aws_iam_policy" "app" {
  name   = "app"
  policy = <<-EOF
${statement(elements, "    ")}
  EOF
}
`,
  },
};

const statement = (elements: readonly string[], indent: string): string =>
  `{
  "Version": "2012-10-17",
  "Statement": [
    {
${['"Effect": "Allow"', ...elements].map((element) => `      ${element}`).join(",\n")}
    }
  ]
}`.replaceAll(/^/gm, indent);
