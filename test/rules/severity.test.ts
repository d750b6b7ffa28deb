import assert from "node:assert/strict";
import { defaults } from "../../analysis/config/config.ts";
import { check } from "../../analysis/run/check.ts";
import { reachAndPower } from "../../analysis/show/wording.ts";
import { rules } from "../../rules/index.ts";
import { most, powers, reaches, severityBy } from "../../rules/kit/severity.ts";
import { directory, filesOf, find, today } from "../harness/fixture.ts";

/** What a rule says of code: its severities with what they follow from. */
const weighed = (id: string, text: string): readonly string[] =>
  find(
    rules.filter((rule) => rule.id === id),
    { "main.tf": text },
  ).map((finding) => `${finding.severity}: ${reachAndPower(finding)}`);

const group = (port: string, more = ""): string => `
  resource "aws_security_group" "a" {
    ingress {
      from_port   = ${port}
      to_port     = ${port}
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
  ${more}
`;

const instance = (settings: string): string => `
  resource "aws_instance" "a" {
    vpc_security_group_ids = [aws_security_group.a.id]
    ${settings}
  }
`;

const trust = (statement: string, more: string): string => `
  resource "aws_iam_role" "ci" {
    name               = "ci"
    assume_role_policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", ${statement} }]
    })
  }
  ${more}
`;

const github = (subject: string, more: string): string =>
  trust(
    `Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }, Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "${subject}" } }`,
    more,
  );

const everybody = (more: string): string => trust('Action = "sts:AssumeRole", Principal = { AWS = "*" }', more);

const given = (policy: string): string =>
  `resource "aws_iam_role_policy_attachment" "ci" {\nrole = aws_iam_role.ci.name\npolicy_arn = "arn:aws:iam::aws:policy/${policy}"\n}`;

const inline = (action: string, resource: string): string =>
  `resource "aws_iam_role_policy" "ci" {\nrole = aws_iam_role.ci.id\npolicy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "${resource}" }] })\n}`;

const inCluster = (scope: string): string => `
  resource "aws_eks_access_policy_association" "ci" {
    cluster_name  = "main"
    principal_arn = aws_iam_role.ci.arn
    policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

    access_scope {
      type = "${scope}"
    }
  }
`;

const bucket = (actions: string): string => `
  resource "aws_s3_bucket" "logs" {}
  resource "aws_s3_bucket_policy" "logs" {
    bucket = aws_s3_bucket.logs.id
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = ${actions}, Resource = "arn:aws:s3:::logs/*" }]
    })
  }
`;

const block = (name: string, off: string): string =>
  `resource "aws_s3_bucket_public_access_block" "a" {\nbucket = aws_s3_bucket.${name}.id\n${["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map((guard) => `${guard} = ${guard !== off}`).join("\n")}\n}`;

const acl = (canned: string, more: string): string =>
  `resource "aws_s3_bucket" "a" {}\nresource "aws_s3_bucket_acl" "a" {\nbucket = aws_s3_bucket.a.id\nacl = "${canned}"\n}\n${more}`;

const database = (groups: string, more: string): string =>
  `resource "aws_db_instance" "a" {\npublicly_accessible = true\nvpc_security_group_ids = ${groups}\n}\n${more}`;

const tables: Readonly<
  Record<string, readonly (readonly [facts: string, text: string, ...said: readonly string[]])[]>
> = {
  "aws-ec2-ssh-open-to-world": [
    ["a group by itself", group("22"), "critical: internet × admin"],
    ["a bastion's group", group("22").replace('"a" {', '"a" {\nname = "bastion"'), "high: "],
    [
      "a rule that says it is meant",
      group("22").replace("ingress {", 'ingress {\ndescription = "SSH from anywhere"'),
      "high: ",
    ],
    ["a machine that may have a public address", group("22", instance("")), "critical: internet × admin"],
    [
      "a machine without a public address",
      group("22", instance("associate_public_ip_address = false")),
      "medium: network × admin",
    ],
    [
      "a machine with an address of its own",
      group(
        "22",
        `${instance("associate_public_ip_address = false")} resource "aws_eip" "a" { instance = aws_instance.a.id }`,
      ),
      "critical: internet × admin",
    ],
    [
      "a group that is attached to nothing beside a machine that has none",
      group("22", 'resource "aws_instance" "a" {}'),
      "low: nobody × admin",
    ],
    [
      "a group that is handed out",
      group("22", 'resource "aws_instance" "a" {}\noutput "a" { value = aws_security_group.a.id }'),
      "critical: internet × admin",
    ],
    [
      "an internal load balancer",
      group("22", 'resource "aws_lb" "a" {\ninternal = true\nsecurity_groups = [aws_security_group.a.id]\n}'),
      "medium: network × admin",
    ],
  ],
  "aws-ec2-database-port-open-to-world": [
    ["a port that gives data", group("5432"), "critical: internet × data"],
    [
      "a database that is not public",
      group("5432", 'resource "aws_db_instance" "a" {\nvpc_security_group_ids = [aws_security_group.a.id]\n}'),
      "medium: network × data",
    ],
  ],
  "aws-ec2-admin-port-open-to-world": [
    ["a port that gives command", group("2375"), "critical: internet × admin"],
    ["a port that takes files", group("21"), "high: internet × write"],
  ],
  "aws-iam-public-principal": [
    ["objects that are read", bucket('"s3:GetObject"'), "high: internet × read"],
    ["objects that are written", bucket('["s3:PutObject"]'), "high: internet × write"],
    ["objects that are read and written", bucket('["s3:GetObject", "s3:PutObject"]'), "critical: internet × data"],
    ["names that are listed", bucket('"s3:ListBucket"'), "medium: internet × information"],
    ["everything that the service does", bucket('"s3:*"'), "critical: internet × data"],
    ["who may write the policy", bucket('"s3:PutBucketPolicy"'), "critical: internet × data"],
    [
      "a service that asks for a signature",
      'resource "aws_kms_key" "a" {\npolicy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" }] })\n}',
      "critical: any account × data",
    ],
  ],
  "aws-iam-privilege-escalation": [
    ["the account that is gained", inline("iam:PutUserPolicy", "*"), "high: account × admin"],
  ],
  "aws-s3-bucket-without-public-access-block": [
    ["a bucket that nothing opens", 'resource "aws_s3_bucket" "a" {}', "medium: "],
    ["a policy that lets anyone read", bucket('"s3:GetObject"'), "high: internet × read"],
    ["a policy that lets anyone do anything", bucket('"s3:*"'), "critical: internet × data"],
    [
      "a public ACL",
      'resource "aws_s3_bucket" "a" {}\nresource "aws_s3_bucket_acl" "a" {\nbucket = aws_s3_bucket.a.id\nacl = "public-read"\n}',
      "high: internet × read",
    ],
  ],
  "aws-s3-public-access-block-incomplete": [
    [
      "a bucket that nothing opens",
      `resource "aws_s3_bucket" "a" {}\n${block("a", "block_public_policy")}`,
      "medium: ",
    ],
    [
      "a policy that lets anyone read",
      `${bucket('"s3:GetObject"')}${block("logs", "block_public_policy")}`,
      "high: internet × read",
    ],
  ],
  "aws-s3-bucket-acl-public": [
    ["an ACL for anyone", acl("public-read", ""), "high: internet × read"],
    ["an ACL for any account", acl("authenticated-read", ""), "high: any account × read"],
    ["a block that has S3 ignore it", acl("public-read", block("a", "block_public_policy")), "low: nobody × read"],
    ["a block that does not", acl("public-read", block("a", "ignore_public_acls")), "high: internet × read"],
  ],
  "aws-s3-bucket-acl-writable": [
    ["an ACL by which anyone writes", acl("public-read-write", ""), "critical: internet × data"],
  ],
  "aws-rds-publicly-accessible": [
    ["groups that are not in view", database("[var.group]", ""), "high: "],
    [
      "a group that lets the internet in",
      database("[aws_security_group.a.id]", group("5432")),
      "critical: internet × data",
    ],
    [
      "a group that lets the network in",
      database("[aws_security_group.a.id]", group("5432").replace("0.0.0.0/0", "10.0.0.0/8")),
      "medium: network × data",
    ],
    [
      "a group whose range is not in view",
      database("[aws_security_group.a.id]", group("5432").replace('["0.0.0.0/0"]', "var.ranges")),
      "high: ",
    ],
  ],
  "aws-rds-snapshot-public": [
    [
      "all that is stored",
      'resource "aws_db_snapshot" "a" { shared_accounts = ["all"] }',
      "critical: any account × data",
    ],
  ],
  "aws-ec2-image-public": [
    ["every account", 'resource "aws_ami_launch_permission" "a" { group = "all" }', "high: any account × read"],
  ],
  "aws-lambda-callable-by-anyone": [
    [
      "calls",
      'resource "aws_lambda_permission" "a" {\nprincipal = "*"\naction = "lambda:InvokeFunction"\n}',
      "high: any account × write",
    ],
    [
      "everything that may be done with a function",
      'resource "aws_lambda_permission" "a" {\nprincipal = "*"\naction = "lambda:*"\n}',
      "critical: any account × data",
    ],
  ],
  "aws-iam-trust-public": [
    ["a role of which nothing is in view", everybody(""), "critical: "],
    ["an administrator", everybody(given("AdministratorAccess")), "critical: any account × admin"],
    ["a role that reads", everybody(given("AmazonS3ReadOnlyAccess")), "high: any account × read"],
    [
      "a role that reads, and may do more than can be seen",
      everybody(
        `${given("ReadOnlyAccess")}\nresource "aws_iam_role_policy_attachment" "b" {\nrole = aws_iam_role.ci.name\npolicy_arn = var.policy\n}`,
      ),
      "critical: ",
    ],
  ],
  "aws-iam-oidc-branch-open": [
    ["a role of which nothing is in view", github("repo:acme/shop:*", ""), "low: "],
    ["a role that reads", github("repo:acme/shop:*", given("ReadOnlyAccess")), "low: organisation × read"],
    [
      "a role that writes",
      github("repo:acme/shop:*", inline("s3:PutObject", "arn:aws:s3:::a/*")),
      "medium: organisation × write",
    ],
    ["an administrator", github("repo:acme/shop:*", given("AdministratorAccess")), "critical: organisation × admin"],
    [
      "a role that can make itself administrator",
      github("repo:acme/*", inline("iam:PutRolePolicy", "*")),
      "critical: organisation × admin",
    ],
    [
      "a role that logs in to a registry",
      github("repo:acme/*", inline("ecr:GetAuthorizationToken", "*")),
      "low: organisation × read",
    ],
    [
      "a role that commands machines",
      github("repo:acme/*", inline("ssm:StartSession", "*")),
      "critical: organisation × admin",
    ],
    ["a role that has all of IAM", github("repo:acme/*", inline("iam:*", "*")), "critical: organisation × admin"],
    ["an administrator by its own policy", github("repo:acme/*", inline("*", "*")), "critical: organisation × admin"],
    ["an administrator of a cluster", github("repo:acme/*", inCluster("cluster")), "critical: organisation × admin"],
    ["an administrator of a namespace", github("repo:acme/*", inCluster("namespace")), "low: "],
  ],
  "aws-iam-oidc-unscoped": [
    ["a role that reads", github("*", given("ReadOnlyAccess")), "high: internet × read"],
    ["an administrator", github("*", given("AdministratorAccess")), "critical: internet × admin"],
  ],
  "aws-iam-trust-cross-account": [
    [
      "an administrator",
      trust(
        'Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::123456789012:root" }',
        given("AdministratorAccess"),
      ),
      "high: account × admin",
    ],
    [
      "a role that reads",
      trust('Action = "sts:AssumeRole", Principal = { AWS = "123456789012" }', given("ReadOnlyAccess")),
      "low: account × read",
    ],
  ],
  "aws-ec2-port-open-to-world": [
    ["a port that gives nothing by itself", group("8080"), "medium: internet × information"],
  ],
};

describe("a database's open port", () => {
  it("bears the name of the engine that is in view, else of what mostly listens there", () => {
    const database = (engine: string): string =>
      `resource "aws_db_instance" "a" {\nengine = "${engine}"\npublicly_accessible = true\nvpc_security_group_ids = [aws_security_group.a.id]\n}`;
    const said = (more: string) =>
      find(
        rules.filter(({ id }) => id === "aws-ec2-database-port-open-to-world"),
        { "main.tf": group("1433", more) },
      ).map(({ message }) => message);
    assert.deepEqual(said(database("postgres")), ["PostgreSQL (port 1433) is open to the internet"]);
    assert.deepEqual(said(""), ["SQL Server (port 1433) is open to the internet"]);
  });
});

describe("port 22", () => {
  const said = (carrier: string) =>
    find(
      rules.filter(({ id }) => id === "aws-ec2-ssh-open-to-world"),
      { "main.tf": group("22", carrier) },
    ).map(({ severity, message }) => `${severity}: ${message}`);
  const server = (type: string) =>
    `resource "${type}" "a" {\nendpoint_type = "VPC"\nendpoint_details {\nsecurity_group_ids = [aws_security_group.a.id]\n}\n}`;

  it("is SFTP where only a server for files carries the group", () => {
    const module = 'module "a" {\nsource = "github.com/acme/terraform-aws-sftp"\ngroups = [aws_security_group.a.id]\n}';
    assert.deepEqual(said(server("aws_transfer_server")), ["medium: SFTP (port 22) is open to the internet"]);
    assert.deepEqual(said(module), ["medium: SFTP (port 22) is open to the internet"]);
  });

  it("is SSH where a machine carries it too", () => {
    const machine = 'resource "aws_instance" "a" {\nvpc_security_group_ids = [aws_security_group.a.id]\n}';
    assert.deepEqual(said(`${server("aws_transfer_server")}\n${machine}`), [
      "critical: SSH (port 22) is open to the internet",
    ]);
  });
});

describe("severity", () => {
  it("falls with reach and with power, and never rises", () => {
    const order = ["low", "medium", "high", "critical"];
    const rank = (reach: number, power: number) => {
      const [who, what] = [reaches[reach], powers[power]];
      return who && what ? order.indexOf(severityBy({ reach: who, power: what })) : -1;
    };
    for (const reach of reaches.keys())
      for (const power of powers.keys()) {
        assert.ok(rank(reach, power) >= rank(reach + 1, power), `${reaches[reach]} ${powers[power]}`);
        assert.ok(rank(reach, power) >= rank(reach, power + 1), `${reaches[reach]} ${powers[power]}`);
      }
    assert.equal(severityBy({ reach: "internet", power: "admin" }), "critical");
    assert.equal(severityBy({ reach: "organisation", power: "admin" }), "critical");
    assert.equal(severityBy({ reach: "organisation", power: "read" }), "low");
    assert.equal(severityBy({ reach: "nobody", power: "admin" }), "low");
  });

  it("is that of the most power", () => {
    assert.equal(most("read", "data", "write"), "data");
    assert.equal(most(), "information");
  });

  it("is what the configuration says of the rule, whatever the facts", () => {
    const config = { ...defaults, rules: { "aws-ec2-ssh-open-to-world": "low" } } as const;
    const files = filesOf({ "main.tf": group("22") });
    const { findings } = check(files, directory, { rules, config, today }).report;
    assert.deepEqual(
      findings.filter(({ rule }) => rule.id === "aws-ec2-ssh-open-to-world").map(({ severity }) => severity),
      ["low"],
    );
  });

  it("is the rule's own in its example, or is told to depend on something", () => {
    for (const rule of rules)
      for (const { severity } of find([rule], { [rule.file ?? "main.tf"]: rule.insecure }))
        assert.ok(severity === rule.severity || rule.severityDependsOn !== undefined, rule.id);
  });

  for (const [id, rows] of Object.entries(tables))
    for (const [facts, text, ...said] of rows)
      it(`of ${id} follows from ${facts}`, () => assert.deepEqual(weighed(id, text), said));
});
