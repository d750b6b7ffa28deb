import assert from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { check } from "../../analysis/run/check.ts";
import { rules } from "../../rules/index.ts";
import type { Profile } from "../../rules/kit/rule.ts";
import { directory, filesOf, today } from "../harness/fixture.ts";

/** The narrowest profile in which a rule says something of a text. */
function narrowest(id: string, text: string | Readonly<Record<string, string>>): Profile | undefined {
  const files = filesOf(typeof text === "string" ? { "main.tf": text } : text);
  const [first = ""] = typeof text === "string" ? [] : Object.keys(text);
  const at = [directory, ...first.split("/").slice(0, -1)].join("/");
  const only = rules.filter((rule) => rule.id === id);
  return (["recommended", "hint", "all"] as const).find((profile) => {
    const { report } = check(files, at, { rules: only, config: { ...defaults, profile }, today });
    assert.deepEqual(report.failures, []);
    return report.findings.length > 0;
  });
}

const machine = (image: string, disk: string): string => `
  resource "aws_instance" "app" {
    ami           = ${image}
    instance_type = "t3.small"
    ${disk}
  }
`;

const role = 'iam_instance_profile = "app"';

const image = (owner: string): string => `data "aws_ami" "base" {\n  most_recent = true\n  owners = ["${owner}"]\n}\n`;

const imageOf = (owner: string, name: string): string =>
  `data "aws_ami" "base" {\n  owners = ["${owner}"]\n  filter {\n    name = "name"\n    values = ["${name}"]\n  }\n}\n`;

const key = (more: string): string =>
  `resource "aws_iam_user" "ci" {\n  name = "ci"\n}\nresource "aws_iam_access_key" "ci" {\n  user = aws_iam_user.ci.name\n}\n${more}`;

const publicGroup = (more: string): string =>
  `resource "aws_subnet" "a" {\n  map_public_ip_on_launch = true\n}\nresource "aws_db_subnet_group" "a" {\n  subnet_ids = [aws_subnet.a.id]\n}\n${more}`;

const acl = (more: string): string => `resource "aws_wafv2_web_acl" "a" {\n  name = "a"\n  ${more}\n}\n`;

const publicBucket = (more: string): string =>
  `resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\nresource "aws_s3_bucket_policy" "a" {\n  bucket = aws_s3_bucket.a.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::a/*" }] })\n}\n${more}`;

const keptAs = (name: string, text: string): string =>
  `resource "aws_secretsmanager_secret_version" "${name}" {\n  secret_id = "a"\n  secret_string = "${text}"\n}\n`;

const policy = (action: string, resource = "*"): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "${resource}" }] })`;

const twins = `jsonencode({ Version = "2012-10-17", Statement = [${["s3:GetObject", "s3:PutObject"]
  .map((action) => `{ Sid = "A", Effect = "Allow", Action = "${action}", Resource = "*" }`)
  .join(", ")}] })`;

const trusting = (subjects: readonly (readonly string[])[]): string => `resource "aws_iam_role" "ci" {
  assume_role_policy = data.aws_iam_policy_document.ci.json
}
data "aws_iam_policy_document" "ci" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"]
    }
${subjects
  .map(
    (values) => `    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ${JSON.stringify(values)}
    }
`,
  )
  .join("")}  }
}
`;

const published = (agent: string): string => `resource "random_password" "word" {
  length = 32
}
resource "aws_s3_bucket_policy" "a" {
  bucket = "a"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Principal = "*"
    Action    = "s3:GetObject"
    Resource  = "arn:aws:s3:::a/*"
    Condition = { StringEquals = { "aws:UserAgent" = "${agent}" } }
  }] })
}
`;

const search = (more: string): string => `resource "aws_opensearch_domain" "a" {
  domain_name     = "a"
  access_policies = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "es:*", Resource = "*" }] })
  ${more}
}
`;

const variable = (name: string): string =>
  `variable "${name}" {\n  default = "AIzaSyD9x8QmT2vLk3Rw7NpY5cHb1Uj6Zf0Ge4A"\n}\n`;

const secret = (text: string): string =>
  `resource "aws_secretsmanager_secret_version" "a" {\n  secret_id = "a"\n  secret_string = "${text}"\n}\n`;

const userPolicy = (action: string): string =>
  `resource "aws_iam_user_policy" "ci" {\n  user = aws_iam_user.ci.name\n  policy = ${policy(action)}\n}\n`;

const allowing = (action: string, resource?: string): string =>
  `resource "aws_iam_policy" "a" {\n  policy = ${policy(action, resource)}\n}\n`;

const origin = (domain: string, policy: string): string => `
  resource "aws_s3_bucket_website_configuration" "site" { bucket = "site" }
  resource "aws_cloudfront_distribution" "site" {
    origin {
      domain_name = ${domain}
      custom_origin_config {
        origin_protocol_policy = "${policy}"
        origin_ssl_protocols   = ["SSLv3", "TLSv1.2"]
      }
    }
  }
`;

const bucket = (more: string): string => `resource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\n${more}`;
const publicList = `resource "aws_s3_bucket_acl" "a" {\n  bucket = aws_s3_bucket.a.id\n  acl = "public-read"\n}\n`;
const incomplete = `resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = aws_s3_bucket.a.id\n  block_public_acls = false\n}\n`;
const closedToNew = `resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = aws_s3_bucket.a.id\n  block_public_acls = true\n  block_public_policy = true\n}\n`;
const withoutEffect = `resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = aws_s3_bucket.a.id\n  block_public_policy = false\n  ignore_public_acls = true\n  restrict_public_buckets = true\n}\n`;
const website = `resource "aws_s3_bucket_website_configuration" "a" {\n  bucket = aws_s3_bucket.a.id\n}\n`;
const ignoring = `resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = aws_s3_bucket.a.id\n  ignore_public_acls = true\n}\n`;

const ports = (from: number, to: number, description = "the app"): string => `
  resource "aws_security_group" "a" {
    ingress {
      description = "${description}"
      protocol    = "udp"
      from_port   = ${from}
      to_port     = ${to}
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
`;

const stream = (more: string): string =>
  `resource "aws_kinesis_firehose_delivery_stream" "a" {\n  destination = "extended_s3"\n  name = "a"\n  ${more}\n}\n`;
const cache = (more: string): string =>
  `resource "aws_elasticache_replication_group" "a" {\n  replication_group_id = "a"\n  ${more}\n}\n`;
const domain = (more: string): string =>
  `resource "aws_api_gateway_domain_name" "a" {\n  domain_name = "a"\n  ${more}\n}\n`;
const cluster = (more: string): string => `resource "aws_rds_cluster" "a" {\n  ${more}\n}\n`;

const calling = (source: string, password: string): string =>
  `module "a" {\n  source = "${source}"\n  password = "${password}"\n}\n`;
const graph = (more: string): string => `resource "aws_neptune_cluster" "a" {\n  ${more}\n}\n`;
const cached = (more: string): string =>
  `resource "aws_api_gateway_method_settings" "a" {\n  settings {\n    caching_enabled = true\n    ${more}\n  }\n}\n`;

const granting = (actions: string): string =>
  `policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${actions}", Resource = "*" }] })`;
const bounded = (actions: string, boundary: string): string => `
  variable "boundary" {}
  resource "aws_iam_role" "a" {
    ${boundary}
  }
  resource "aws_iam_role_policy" "a" {
    role = aws_iam_role.a.id
    ${granting(actions)}
  }
`;
const limited = (actions: string): string => `
    permissions_boundary = aws_iam_policy.limit.arn
  }
  resource "aws_iam_policy" "limit" {
    ${granting(actions)}
`;
const attaching = (boundary: string): string => `
  variable "boundary" {}
  resource "aws_iam_role" "a" {
    ${boundary}
  }
  resource "aws_iam_role_policy_attachment" "a" {
    role       = aws_iam_role.a.name
    policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
  }
`;

const distribution = (certificate: string): string => `resource "aws_cloudfront_distribution" "a" {
  viewer_certificate {
    ${certificate}
  }
}
`;

const defaultGroup = (more: string): string => `resource "aws_default_security_group" "a" {
  ingress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    self      = true
    ${more}
  }
}
`;

const caller = (service: string): string =>
  `resource "aws_lambda_permission" "a" {\n  action = "lambda:InvokeFunction"\n  function_name = "a"\n  principal = "${service}"\n}\n`;

const connecting = (key: string): string => `resource "aws_iam_policy" "a" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "ec2-instance-connect:SendSSHPublicKey"
    Resource  = "*"
    Condition = { StringEquals = { "${key}" = "ubuntu" } }
  }] })
}
`;

const url = (name: string): string =>
  `resource "aws_lambda_function_url" "a" {\n  function_name = "${name}"\n  authorization_type = "NONE"\n}\n`;

const guests = (more: string): string => `resource "aws_cognito_identity_pool" "a" {
  identity_pool_name               = "a"
  allow_unauthenticated_identities = true
}
${more}`;

const guest = (action: string): string => `resource "aws_cognito_identity_pool_roles_attachment" "a" {
  identity_pool_id = aws_cognito_identity_pool.a.id
  roles            = { unauthenticated = aws_iam_role.guest.arn }
}
resource "aws_iam_role" "guest" {
  name = "guest"
}
resource "aws_iam_role_policy" "guest" {
  role   = aws_iam_role.guest.id
  policy = ${policy(action)}
}
`;

const monitor = `resource "aws_rum_app_monitor" "a" {
  name   = "a"
  domain = "example.com"
  app_monitor_configuration {
    identity_pool_id = aws_cognito_identity_pool.a.id
  }
}
`;

const glue = (part: string, mode: string): string =>
  `resource "aws_glue_security_configuration" "a" {
  name = "a"
  encryption_configuration {
    cloudwatch_encryption { cloudwatch_encryption_mode = "SSE-KMS" }
    job_bookmarks_encryption { job_bookmarks_encryption_mode = "CSE-KMS" }
    s3_encryption { s3_encryption_mode = "SSE-S3" }
  }
}
`.replace(new RegExp(`(${part}_mode = )"[^"]*"`), `$1"${mode}"`);

const trail = (more: string): string =>
  `resource "aws_cloudtrail" "a" {\n  name = "a"\n  s3_bucket_name = "a"\n  enable_log_file_validation = false\n  ${more}\n}\n`;

const kept = (text: string, ignored: string): string => `resource "aws_secretsmanager_secret_version" "a" {
  secret_id     = "a"
  secret_string = jsonencode({ user = "app", password = "${text}" })
  lifecycle {
    ignore_changes = ${ignored}
  }
}
`;

const parameter = (value: string): string => `resource "aws_db_parameter_group" "a" {
  family = "mysql8.0"
  parameter {
    name  = "validate-password"
    value = "${value}"
  }
}
`;

const task = (value: string): string => `variable "db_password" {
  default = "tR7!xq29Lm"
}
locals {
  word = "tR7!xq29Lm"
}
resource "aws_ecs_task_definition" "a" {
  family                = "a"
  container_definitions = <<EOF
[{ "name": "a", "environment": [{ "name": "DB_PASSWORD", "value": "${value}" }] }]
EOF
}
`;

/** A policy that only a group has. */
const ofGroup = (name: string, actions: string, sid = ""): string => `
resource "aws_iam_policy" "a" {
  name   = "${name}"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "${sid}", Effect = "Allow", Action = ${actions}, Resource = "*" }] })
}
resource "aws_iam_group" "staff" {
  name = "staff"
}
resource "aws_iam_group_policy_attachment" "a" {
  group      = aws_iam_group.staff.name
  policy_arn = aws_iam_policy.a.arn
}
`;

const reading = (name: string, action: string): string =>
  `resource "aws_iam_policy" "${name}" {\n  policy = ${policy(action)}\n}\n`;

/** A policy for who calls from these addresses. */
const from = (addresses: string): string => `
resource "aws_iam_policy" "a" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect = "Deny", Action = "*", Resource = "*", Condition = { NotIpAddress = { "aws:SourceIp" = [${addresses}] } }
  }] })
}
`;

/** A role for workflows, and what it may do. */
const ofBranches = (subject: string, action: string): string => `
resource "aws_iam_role" "ci" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
    Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "${subject}" } }
  }] })
}
resource "aws_iam_role_policy" "ci" {
  role   = aws_iam_role.ci.id
  policy = ${policy(action)}
}
variable "org" {}
variable "name" {}
variable "branch" {}
`;

const opened = (ranges: string, range: string): string => `
variable "ranges" {
  default = ["${range}"]
}
resource "aws_security_group" "a" {
  ingress {
    protocol    = -1
    from_port   = 0
    to_port     = 0
    cidr_blocks = ${ranges}
  }
}
`;

/** A role of workflows that a policy is attached to which is looked up. */
const deployed = (name: string, subject: string): string =>
  `${ofBranches(subject, "*")
    .replace('"ci" {', `"ci" {\n  name = "${name}"`)
    .replaceAll(/\bci\b/g, "this")}
data "aws_iam_policy" "admin" {
  name = "AdministratorAccess"
}
resource "aws_iam_role_policy_attachment" "this" {
  role       = aws_iam_role.this.name
  policy_arn = data.aws_iam_policy.admin.arn
}
`;

const named = (name: string, more: string): string =>
  bucket(more).replace(/bucket\s*=\s*"[^"]*"/, `bucket = "${name}"`);

const cases: Readonly<
  Record<
    string,
    readonly (readonly [what: string, text: string | Readonly<Record<string, string>>, Profile | undefined])[]
  >
> = {
  "aws-ec2-every-port-open-to-world": [
    ["a variable in brackets, as it was written once", opened('["${var.ranges}"]', "0.0.0.0/0"), "recommended"],
    ["a part of one", opened('["${slice(var.ranges, 0, min(45, length(var.ranges)))}"]', "0.0.0.0/0"), "recommended"],
    ["a variable in brackets that names a network", opened('["${var.ranges}"]', "10.0.0.0/8"), undefined],
  ],
  "aws-iam-full-admin": [
    ["a role without a boundary", bounded("*", ""), "recommended"],
    ["a role whose boundary leaves a part", bounded("*", limited("s3:*")), "all"],
    ["a role whose boundary is not in view", bounded("*", "permissions_boundary = var.boundary"), "all"],
    [
      "a role whose boundary is no limit",
      bounded("*", 'permissions_boundary = "arn:aws:iam::aws:policy/AdministratorAccess"'),
      "recommended",
    ],
    ["a policy for administrators of a group", ofGroup("admin-policy", '"*"'), "all"],
    ["a policy for others of a group", ofGroup("web-admin-tool", '"*"'), "recommended"],
  ],
  "aws-iam-action-wildcard": [
    ["full access that a group is given", ofGroup("compute", '"ec2:*"', "ComputeFullAccess"), "hint"],
    ["a wildcard that a group is given", ofGroup("compute", '"ec2:*"', "Compute"), "recommended"],
    [
      "full access that a function has",
      bounded("ec2:*", "").replace("Effect", 'Sid = "Ec2FullAccess", Effect'),
      "recommended",
    ],
  ],
  "aws-iam-credentials-exposed": [
    ["another status of keys", ofGroup("hygiene", '["iam:UpdateAccessKey", "iam:DeleteAccessKey"]'), "hint"],
    ["a password that a key pair decrypts", ofGroup("a", '["ec2:GetPasswordData"]'), "hint"],
    ["a login to databases besides", ofGroup("a", '["iam:UpdateAccessKey", "rds-db:connect"]'), "recommended"],
  ],
  "aws-iam-data-unscoped": [
    ["a role that scans for malware", reading("guardduty_policy", "s3:GetObject"), "all"],
    [
      "a role that scans for malware and reads secrets",
      reading("guardduty_policy", "secretsmanager:GetSecretValue"),
      "recommended",
    ],
  ],
  "aws-iam-source-ip-private": [
    ["this host's own address beside another", from('"203.0.113.0/24", "127.0.0.1/32"'), "hint"],
    ["a private address beside another", from('"203.0.113.0/24", "10.0.0.0/8"'), "recommended"],
    ["this host's own address alone", from('"127.0.0.1/32"'), "recommended"],
  ],
  "aws-iam-oidc-branch-open": [
    [
      "any branch of a repository that is made administrator",
      ofBranches("repo:${var.org}/${var.name}:*", "*"),
      "recommended",
    ],
    [
      "any branch of a repository that reads",
      ofBranches("repo:${var.org}/${var.name}:*", "ec2:DescribeInstances"),
      "hint",
    ],
    ["one branch of a repository", ofBranches("repo:${var.org}/${var.name}:ref:refs/heads/main", "*"), undefined],
    ["a branch that is given", ofBranches("repo:acme/${var.name}:ref:refs/heads/${var.branch}", "*"), undefined],
  ],
  "aws-iam-iam-wildcard": [
    ["a role without a boundary", bounded("iam:*", ""), "recommended"],
    ["a role whose boundary leaves nothing", bounded("iam:*", limited("s3:*")), undefined],
    ["a role whose boundary leaves a part", bounded("iam:*", limited("iam:PassRole")), "all"],
    ["a role whose boundary is not in view", bounded("iam:*", "permissions_boundary = var.boundary"), "all"],
  ],
  "aws-iam-admin-attached": [
    [
      "a role for infrastructure that one environment can assume",
      deployed("acme-github-iac-role", "repo:acme/${var.name}:environment:prod"),
      "all",
    ],
    [
      "a role for infrastructure that every branch can assume",
      deployed("acme-github-iac-role", "repo:acme/shop:*"),
      "recommended",
    ],
    ["a role for something else", deployed("acme-reports", "repo:acme/${var.name}:environment:prod"), "recommended"],
    ["a role without a boundary", attaching(""), "recommended"],
    ["a role with a boundary", attaching("permissions_boundary = var.boundary"), "all"],
  ],
  "aws-ec2-disk-unencrypted": [
    ["a disk that says so", machine('"ami-1"', "root_block_device { encrypted = false }"), "recommended"],
    ["a disk of an image that nobody knows", machine('"ami-1"', "root_block_device {}"), "all"],
    ["a disk of one's own image", image("self") + machine("data.aws_ami.base.id", "root_block_device {}"), "all"],
    [
      "a disk of Amazon's image",
      image("amazon") + machine("data.aws_ami.base.id", "root_block_device {}"),
      "recommended",
    ],
    ["a disk beside the image's", machine('"ami-1"', 'ebs_block_device { device_name = "/dev/sdb" }'), "recommended"],
  ],
  "aws-ec2-imdsv2-not-required": [
    ["a machine of an image that nobody knows", machine('"ami-1"', role), "recommended"],
    ["a machine without a role", machine('"ami-1"', ""), "all"],
    [
      "Amazon Linux 2023",
      machine('"resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"', role),
      "all",
    ],
    [
      "one's own image of that name",
      imageOf("self", "al2023-ami-*") + machine("data.aws_ami.base.id", role),
      "recommended",
    ],
    ["Amazon's image of that name", imageOf("amazon", "al2023-ami-*") + machine("data.aws_ami.base.id", role), "all"],
  ],
  "aws-iam-access-key": [
    ["a user of whom nothing is seen", key(""), "hint"],
    ["an administrator", key(userPolicy("*")), "recommended"],
    ["a user who reads", key(userPolicy("s3:GetObject")), "hint"],
    ["a user who sends mail", key(userPolicy("ses:SendRawEmail")), "all"],
  ],
  "aws-iam-action-service-unknown": [
    ["a word for another service's action", allowing("dynamodbb:GetItem"), "recommended"],
    ["a service that is none", allowing("vpc:*"), "hint"],
  ],
  "aws-iam-sid-repeated": [
    ["a policy of an identity", `resource "aws_iam_policy" "a" {\n  policy = ${twins}\n}\n`, "recommended"],
    ["a policy of a key", `resource "aws_kms_key" "a" {\n  policy = ${twins}\n}\n`, "all"],
  ],
  "aws-iam-oidc-unscoped": [
    ["any repository of a name", trusting([["*:*/shop:*"]]), "recommended"],
    [
      "any repository of a name where the owner is named as well",
      trusting([["*:*/shop:*"], ["repo:acme/*"]]),
      undefined,
    ],
  ],
  "aws-iam-public-principal": [
    ["a bucket that anyone may read", publicBucket(""), "recommended"],
    [
      "a bucket that shuts everybody out",
      publicBucket(
        'resource "aws_s3_bucket_public_access_block" "a" {\n  bucket = aws_s3_bucket.a.id\n  restrict_public_buckets = true\n}\n',
      ),
      "hint",
    ],
    ["a search domain", search(""), "recommended"],
    [
      "a search domain with users of its own",
      search("advanced_security_options {\n    enabled = true\n  }"),
      undefined,
    ],
  ],
  "aws-iam-arn-region-missing": [
    ["a queue", allowing("sqs:SendMessage", "arn:aws:sqs::123456789012:a"), "recommended"],
    ["users of QuickSight", allowing("quicksight:CreateUser", "arn:aws:quicksight::123456789012:user/a"), undefined],
  ],
  "aws-iam-caller-chosen-key": [
    ["a word that is written there", published("open-sesame"), "recommended"],
    ["a word that was made up for it", published("${random_password.word.result}"), undefined],
  ],
  "aws-iam-arn-prefix-missing": [
    ["a word that is written there", allowing("sqs:SendMessage", "undefined"), "recommended"],
    [
      "a word that a variable holds the place with",
      `variable "arn" {\n  default = "undefined"\n}\n${allowing("sqs:SendMessage", "X").replace('"X"', "var.arn")}`,
      "all",
    ],
  ],
  "aws-cloudfront-old-tls": [
    [
      "a certificate of its own",
      distribution('acm_certificate_arn = "a"\n    minimum_protocol_version = "TLSv1"'),
      "recommended",
    ],
    ["CloudFront's certificate", distribution("cloudfront_default_certificate = true"), "all"],
  ],
  "aws-vpc-default-security-group-admits-traffic": [
    ["what AWS puts there", defaultGroup(""), "all"],
    ["a range besides", defaultGroup('cidr_blocks = ["10.0.0.0/8"]'), "recommended"],
  ],
  "aws-lambda-callable-through-service": [
    ["a topic of any account", caller("sns.amazonaws.com"), "recommended"],
    ["CloudFront at its edges", caller("edgelambda.amazonaws.com"), "all"],
    ["Lambda itself", caller("lambda.amazonaws.com"), "all"],
  ],
  "aws-iam-condition-key-unknown": [
    ["a key that is misspelt", connecting("ec2:osusers"), "recommended"],
    ["a key that another service lends its prefix", connecting("ec2:osuser"), undefined],
  ],
  "aws-lambda-url-open": [
    ["a function", url("mail"), "recommended"],
    ["a function that others call back", url("stripe-webhook"), "hint"],
  ],
  "aws-cognito-guests-admitted": [
    ["guests of whom nothing is seen", guests(""), "recommended"],
    ["guests who read objects", guests(guest("s3:GetObject")), "recommended"],
    ["guests who send measurements", guests(guest("rum:PutRumEvents")), "all"],
    ["guests of a page that is monitored", guests(monitor), "all"],
  ],
  "aws-glue-security-configuration-unencrypted": [
    ["data", glue("s3_encryption", "DISABLED"), "recommended"],
    ["logs", glue("cloudwatch_encryption", "DISABLED"), "all"],
    ["bookmarks", glue("job_bookmarks_encryption", "DISABLED"), "all"],
  ],
  "aws-cloudtrail-trail-in-one-region": [
    ["the account's trail", trail(""), "recommended"],
    [
      "a trail beside one of every region",
      `${trail("")}resource "aws_cloudtrail" "all" {\n  is_multi_region_trail = true\n}\n`,
      "all",
    ],
    ["a trail of data events", trail("event_selector {\n    include_management_events = false\n  }"), "all"],
    [
      "a trail of data events by other selectors",
      trail(
        'advanced_event_selector {\n    field_selector {\n      field = "eventCategory"\n      equals = ["Data"]\n    }\n  }',
      ),
      "all",
    ],
    [
      "a trail of data events beside management",
      trail("event_selector {\n    include_management_events = true\n  }"),
      "recommended",
    ],
  ],
  "aws-cloudtrail-logs-not-validated": [
    ["the account's trail", trail(""), "recommended"],
    ["a trail of data events", trail("event_selector {\n    include_management_events = false\n  }"), "all"],
  ],
  "aws-secrets-in-ecs-environment": [
    ["a variable that is told where it is given its value", task(`\${var.db_password}`), undefined],
    ["a local that no name gives away", task(`\${local.word}`), "recommended"],
  ],
  "aws-secrets-in-secret-version": [
    ["words that are kept as a secret", keptAs("a", "orders-2024-live"), "recommended"],
    ["a name that is kept beside one", keptAs("db_username", "orders-2024-live"), undefined],
    ["a password that somebody sets later", kept("kV9xQ2mTzR7w", "[secret_string]"), undefined],
    ["a password that stays", kept("kV9xQ2mTzR7w", "[version_stages]"), "recommended"],
    ["a token that somebody sets later", kept("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "all"), "recommended"],
    ["what somebody is to do", secret("UPDATE_IN_CONSOLE"), undefined],
    ["a secret", secret("kV9xQ2mTzR7w"), "recommended"],
    ["where Google keeps a secret", secret("projects/acme-1/secrets/SlackSigningSecret/versions/latest"), undefined],
    ["an address of mail", secret("on-call@acme.pagerduty.com"), undefined],
  ],
  "aws-secrets-in-variable-default": [
    ["a key for maps", variable("maps_key"), "recommended"],
    ["a key for maps that is called public", variable("public_maps_key"), undefined],
    ["a key of an API that is called public", variable("public_google_api_key"), undefined],
  ],
  "aws-iam-permissions-unscoped": [["who may write the policy of every key", allowing("kms:PutKeyPolicy"), "hint"]],
  "aws-s3-bucket-without-public-access-block": [
    ["a bucket that is not public", bucket(""), "hint"],
    ["a bucket whose list is public, which is told", bucket(publicList), "hint"],
  ],
  "aws-s3-public-access-block-incomplete": [
    ["a bucket that may become public", bucket(incomplete), "recommended"],
    ["a bucket that is public", bucket(incomplete + publicList), "hint"],
    ["a bucket that cannot become public", bucket(closedToNew), "hint"],
    ["a bucket that public policies and ACLs do not open", bucket(withoutEffect), "hint"],
  ],
  "aws-s3-bucket-acl-public": [
    ["a public list", bucket(publicList), "recommended"],
    ["a public list that S3 ignores", bucket(publicList + ignoring), "all"],
    ["a public list of a website", bucket(publicList + website), "hint"],
    ["a public list of a bucket called public", named("acme-public-1", publicList), "hint"],
    ["a public list of a bucket called otherwise", named("acme-publications", publicList), "recommended"],
  ],
  "aws-cloudfront-origin-plain-http": [
    ["an origin over HTTP", origin('"origin.acme.com"', "http-only"), "recommended"],
    ["an origin as the viewer came", origin('"origin.acme.com"', "match-viewer"), "all"],
    ["a website of S3", origin('"site.s3-website-eu-west-1.amazonaws.com"', "http-only"), undefined],
    [
      "a website of S3 in whatever region",
      `data "aws_region" "here" {}\n${origin('"site.s3-website.${data.aws_region.here.id}.amazonaws.com"', "http-only")}`,
      undefined,
    ],
    [
      "a website of S3 by reference",
      origin("aws_s3_bucket_website_configuration.site.website_endpoint", "http-only"),
      undefined,
    ],
  ],
  "aws-ec2-port-open-to-world": [
    ["a port", ports(5000, 5000), "hint"],
    ["port 0", ports(0, 0), "all"],
    ["a port that its description means for all", ports(60000, 61000, "mosh from the world"), "all"],
    ["a port that is described by a network", ports(5000, 5000, "from public subnets"), "hint"],
  ],
  "aws-ec2-ssh-open-to-world": [
    ["SSH that is meant for all", ports(22, 22, "SSH from the world").replace("udp", "tcp"), "recommended"],
  ],
  "aws-kinesis-firehose-unencrypted": [
    ["a stream that says nothing", stream(""), "all"],
    ["a stream that says so", stream("server_side_encryption { enabled = false }"), "recommended"],
  ],
  "aws-elasticache-replication-group-without-tls": [
    ["a cluster that says nothing", cache(""), "all"],
    ["a cluster that says so", cache("transit_encryption_enabled = false"), "recommended"],
  ],
  "aws-apigateway-old-tls": [
    ["a domain that says nothing", domain(""), "all"],
    ["a domain that says so", domain('security_policy = "TLS_1_0"'), "recommended"],
  ],
  "aws-rds-storage-unencrypted": [
    ["a cluster of Aurora that says nothing", cluster('engine = "aurora-mysql"'), "all"],
    ["a cluster of Aurora that says so", cluster('engine = "aurora-mysql"\n  storage_encrypted = false'), "all"],
    ["a cluster of instances that says nothing", cluster('engine = "mysql"'), "recommended"],
    ["an instance that says nothing", 'resource "aws_db_instance" "a" {\n  engine = "mysql"\n}\n', "recommended"],
  ],
  "aws-neptune-cluster-without-iam-authentication": [
    ["a cluster that says nothing", graph(""), "all"],
    ["a cluster that says so", graph("iam_database_authentication_enabled = false"), "recommended"],
  ],
  "aws-apigateway-cache-unencrypted": [
    ["a cache that says nothing", cached(""), "all"],
    ["a cache that says so", cached("cache_data_encrypted = false"), "recommended"],
  ],
  "aws-secrets-in-resource": [
    ["a dummy", 'resource "test_login" "a" {\n  password = "DummyPass1234"\n}\n', undefined],
    ["a setting about passwords", parameter("FORCE_PLUS_PERMANENT"), undefined],
    [
      "what another provider's secret is called",
      'locals {\n  token_secret_id = "e2b-billing-server-api-token2"\n}\ndata "google_secret_manager_secret_version" "a" {\n  secret = local.token_secret_id\n}\n',
      undefined,
    ],
    [
      "a password for what is tried out",
      'module "a" {\n  source = "./a"\n  fixtures_password = "tR7!xq29Lm"\n}\n',
      "all",
    ],
    ["words in a call", { "prod/main.tf": calling("../modules/a", "SuperSecretPassw0rd") }, "recommended"],
    ["words in an example", { "examples/a/main.tf": calling("../../modules/a", "SuperSecretPassw0rd") }, "all"],
    ["words in a module's test", { "a/test/main.tf": calling("./..", "SuperSecretPassw0rd") }, "all"],
    [
      "words in an environment for tests",
      { "test/main.tf": calling("../modules/a", "SuperSecretPassw0rd") },
      "recommended",
    ],
    ["a password in an example", { "examples/a/main.tf": calling("../../modules/a", "tR7!xq29Lm") }, "recommended"],
    ["the id of a key alone", 'resource "aws_ssm_document" "a" {\n  name = "AKIA2E0A8F3B244C9986"\n}\n', "all"],
    [
      "the id of a key beside its secret",
      'resource "aws_ssm_document" "a" {\n  name = "AKIA2E0A8F3B244C9986"\n  secret_key = "wJalrXUtnFEMIK7MDENGbPxRfiCY5Zt8kQ2mN4vB"\n}\n',
      "recommended",
    ],
  ],
  "aws-vpc-database-in-public-subnet": [
    ["a group that no database names", publicGroup(""), "hint"],
    [
      "the group of a cluster",
      publicGroup('resource "aws_rds_cluster" "a" {\n  db_subnet_group_name = aws_db_subnet_group.a.name\n}\n'),
      "recommended",
    ],
  ],
  "aws-waf-acl-without-rule": [
    ["a list without rules", acl(""), "recommended"],
    ["a list that blocks by default", acl("default_action {\n    block {}\n  }"), undefined],
    ["a list whose rules are kept elsewhere", acl("lifecycle {\n    ignore_changes = [rule]\n  }"), undefined],
    [
      "a list with rules of their own",
      `${acl("")}resource "aws_wafv2_web_acl_rule" "a" {\n  web_acl_arn = aws_wafv2_web_acl.a.arn\n}\n`,
      undefined,
    ],
  ],
  "aws-cloudfront-origin-old-tls": [
    ["an origin as the viewer came", origin('"origin.acme.com"', "match-viewer"), "recommended"],
    ["an origin that speaks no TLS", origin('"origin.acme.com"', "http-only"), undefined],
  ],
  "aws-rds-certificate-outdated": [
    [
      "an authority of 2019",
      'resource "aws_db_instance" "a" {\n  ca_cert_identifier = "rds-ca-2019"\n}\n',
      "recommended",
    ],
    [
      "an empty text, which the provider takes for none",
      'resource "aws_db_instance" "a" {\n  ca_cert_identifier = ""\n}\n',
      undefined,
    ],
  ],
};

describe("how loud a finding is", () => {
  for (const [id, each] of Object.entries(cases))
    for (const [what, text, wanted] of each)
      it(`is ${wanted ?? "silence"} of ${what}`, () => {
        assert.equal(narrowest(id, text), wanted);
        const rule = rules.find((one) => one.id === id);
        const isNarrower = wanted !== undefined && wanted !== (rule?.profile ?? "recommended");
        assert.ok(
          !isNarrower || rule?.profileDependsOn !== undefined,
          `${id} says where it is told in another profile`,
        );
      });
});
