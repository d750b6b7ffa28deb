import assert from "node:assert/strict";
import { defaults } from "../../../analysis/config/config.ts";
import { causes } from "../../../analysis/run/causes.ts";
import { check } from "../../../analysis/run/check.ts";
import { rules } from "../../../rules/index.ts";
import type { Profile } from "../../../rules/kit/rule.ts";
import { directory, filesOf, type Texts, today } from "../../harness/fixture.ts";

/** What a profile tells of some rules, each cause once. */
const told = (profile: Profile, id: string, texts: Texts): number =>
  causes(check(filesOf(texts), directory, { rules, config: { ...defaults, profile }, today }).report.findings).filter(
    ({ rule }) => rule.id === id,
  ).length;

/** The narrowest profile in which a rule speaks. */
function profileOf(id: string, texts: Texts): Profile | "silent" {
  return (["recommended", "hint", "all"] as const).find((profile) => told(profile, id, texts) > 0) ?? "silent";
}

const identity = (statement: string): string =>
  `resource "aws_iam_policy" "p" {
     policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", ${statement} }] })
   }`;

const document = (...statements: readonly string[]): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [${statements.map((one) => `{ Effect = "Allow", ${one} }`).join(", ")}] })`;

/** Statements that a role holds which a service takes on. */
const held = (statement: string, beside?: string, service = "ec2.amazonaws.com"): string =>
  `resource "aws_iam_role" "worker" {
     assume_role_policy = ${document(`Action = "sts:AssumeRole", Principal = { Service = "${service}" }`)}
   }
   resource "aws_iam_role_policy" "p" {
     role   = aws_iam_role.worker.id
     policy = ${document(statement)}
   }
   ${
     beside === undefined
       ? ""
       : `resource "aws_iam_role_policy" "beside" {
            role   = aws_iam_role.worker.id
            policy = ${document(beside)}
          }`
   }`;

const deploying = `Action = ["iam:PutRolePolicy", "iam:CreateRole"], Resource = "arn:aws:iam::123456789012:role/apps/*"`;

const attaching = `Action = "iam:AttachRolePolicy", Resource = "*"`;

const administrating = `resource "aws_iam_role_policy_attachment" "admin" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`;

const password = `Action = "ec2:GetPasswordData", Resource = "*"`;

const passing = `Action = ["iam:PassRole", "ec2:RunInstances"], Resource = "*"`;

const secrets = `Action = "secretsmanager:GetSecretValue", Resource = "*"`;

const building = `Action = "codebuild:StartBuild", Resource = "*"`;

const site = `resource "aws_s3_bucket_website_configuration" "w" {
  bucket = aws_s3_bucket.data.id
  index_document { suffix = "index.html" }
}`;

const unblocked = (block: string): string =>
  `resource "aws_s3_bucket_public_access_block" "b" {
     bucket                  = aws_s3_bucket.data.id
     block_public_acls       = true
     ignore_public_acls      = true
     block_public_policy     = ${block}
     restrict_public_buckets = false
   }`;

const trusting = (more = ""): string =>
  `resource "aws_iam_role" "other" {
     assume_role_policy = jsonencode({
       Version   = "2012-10-17"
       Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "123456789012" } }]
     })
   }
   ${more}`;

const attached = (policy: string): string =>
  `resource "aws_iam_role_policy_attachment" "a" {
     role       = aws_iam_role.other.name
     policy_arn = "arn:aws:iam::aws:policy/${policy}"
   }`;

const queue = (name: string): string =>
  `resource "aws_sqs_queue" "${name}" { name = "${name}" }
   resource "aws_sqs_queue_policy" "p" {
     queue_url = aws_sqs_queue.${name}.url
     policy = jsonencode({
       Version   = "2012-10-17"
       Statement = [{
         Effect    = "Allow"
         Action    = "sqs:SendMessage"
         Resource  = aws_sqs_queue.${name}.arn
         Principal = { Service = "events.amazonaws.com" }
       }]
     })
   }`;

const topic = `resource "aws_sns_topic_policy" "p" {
  arn = "arn:aws:sns:eu-west-1:123456789012:alarms"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sns:Publish", Resource = "*", Principal = { Service = "events.amazonaws.com" } }]
  })
}`;

const bound = (action: string): string =>
  identity(
    `Action = "${action}", Resource = "*", Condition = { "ForAllValues:StringEquals" = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }`,
  );

const passwords = (length: number): string =>
  `resource "aws_iam_account_password_policy" "p" { minimum_password_length = ${length} }`;

/** A role that somebody in particular assumes, with what it may do. */
const administered = (name: string, principal: string, more = ""): string => `resource "aws_iam_role" "r" {
    name               = "${name}"
    assume_role_policy = ${document(`Action = "sts:AssumeRole", Principal = ${principal}${more}`)}
  }
  resource "aws_iam_role_policy" "p" {
    role   = aws_iam_role.r.id
    policy = ${document(`Action = "*", Resource = "*"`)}
  }`;

const person = `{ AWS = "arn:aws:iam::123456789012:user/ada" }`;

const secondFactor = `, Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }`;

const github = (subject: string): string =>
  `, Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "${subject}" } }`;

const provider = `{ Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }`;

const branches = (subject: string, action: string): string => `resource "aws_iam_role" "r" {
    name               = "ci"
    assume_role_policy = ${document(`Action = "sts:AssumeRoleWithWebIdentity", Principal = ${provider}${github(subject)}`)}
  }
  resource "aws_iam_role_policy" "p" {
    role   = aws_iam_role.r.id
    policy = ${document(`Action = "${action}", Resource = "*"`)}
  }`;

const audience = (issuer: string): string => `resource "aws_iam_role" "r" {
    assume_role_policy = ${document(
      `Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "${issuer}" }, Condition = { "ForAnyValue:StringEquals" = { "${issuer}:aud" = "app" } }`,
    )}
  }`;

const keyPolicy = `resource "aws_kms_key" "k" {
    enable_key_rotation = true
    policy = ${document(`NotAction = "kms:Decrypt", Resource = "*", Principal = { AWS = "arn:aws:iam::123456789012:role/admin" }`)}
  }`;

const subscribing = (key: string): string => `resource "aws_sns_topic_policy" "t" {
    arn    = "arn:aws:sns:eu-west-1:123456789012:a"
    policy = ${document(
      `Action = "sns:Subscribe", Resource = "*", Principal = { AWS = "*" }, Condition = { "ForAllValues:StringEquals" = { "${key}" = "o-a1b2c3d4e5" } }`,
    )}
  }`;

const logs = (service: string): string => `resource "aws_s3_bucket_policy" "p" {
    bucket = "logs"
    policy = ${document(`Action = "s3:PutObject", Resource = "arn:aws:s3:::logs/*", Principal = { Service = "${service}" }`)}
  }`;

const team = (name: string): string => `data "aws_iam_policy_document" "${name}" {
    statement {
      actions   = ["sts:AssumeRole"]
      resources = ["*"]
    }
  }
  resource "aws_ssoadmin_permission_set_inline_policy" "p" {
    inline_policy = data.aws_iam_policy_document.${name}.json
  }`;

type Row = readonly [what: string, id: string, profile: Profile | "silent", text: string | Texts];

const rows: readonly Row[] = [
  ["an action that is misspelt", "action-unknown", "recommended", identity(`Action = "s3:GetObjet", Resource = "*"`)],
  [
    "a misspelt action beside the right one",
    "action-unknown",
    "all",
    identity(`Action = ["s3:GetObjet", "s3:GetObject"], Resource = "*"`),
  ],
  [
    "a misspelt action beside a wildcard that takes in the right one",
    "action-unknown",
    "all",
    identity(`Action = ["s3:GetObjet", "s3:GetObj*"], Resource = "*"`),
  ],
  [
    "a call by its name where another statement allows it",
    "action-unknown",
    "all",
    held(`Action = "s3:HeadBucket", Resource = "*"`).replace(
      'Statement = [{ Effect = "Allow", Action = "s3:HeadBucket"',
      'Statement = [{ Effect = "Allow", Action = "s3:ListBucket", Resource = "*" }, { Effect = "Allow", Action = "s3:HeadBucket"',
    ),
  ],
  ["a call by its name alone", "action-unknown", "recommended", identity(`Action = "s3:HeadBucket", Resource = "*"`)],
  [
    "a call by its name beside the permission",
    "action-unknown",
    "all",
    identity(`Action = ["s3:HeadBucket", "s3:ListBucket"], Resource = "*"`),
  ],
  [
    "a batch of calls beside the permission",
    "action-unknown",
    "all",
    identity(`Action = ["sqs:SendMessage", "sqs:SendMessageBatch"], Resource = "*"`),
  ],
  [
    "another verb beside a permission",
    "action-unknown",
    "hint",
    identity(`Action = ["iam:GetRole", "iam:DescribeRole"], Resource = "*"`),
  ],
  ["another verb alone", "action-unknown", "hint", identity(`Action = "iam:DescribeRole", Resource = "*"`)],
  ["an action that nobody can guess", "action-unknown", "hint", identity(`Action = "s3:Frob", Resource = "*"`)],
  ["a word of AWS itself", "action-unknown", "all", identity(`Action = "apigateway:TagResource", Resource = "*"`)],
  [
    "trust in an account for an administrator",
    "trust-cross-account",
    "recommended",
    trusting(attached("AdministratorAccess")),
  ],
  ["trust in an account for a reader", "trust-cross-account", "all", trusting(attached("ReadOnlyAccess"))],
  ["trust in an account for who knows what", "trust-cross-account", "all", trusting()],
  ["an effect in small letters", "effect-invalid", "all", { "policy.json": effect("allow") }],
  ["an effect that is none", "effect-invalid", "recommended", { "policy.json": effect("Permit") }],
  ["ForAllValues before reading", "single-value-for-all", "recommended", bound("s3:GetObject")],
  ["ForAllValues before listing", "single-value-for-all", "all", bound("rds:DescribeDBClusters")],
  ["a queue that any account's rule fills", "confused-deputy", "recommended", queue("orders")],
  ["a queue of dead letters", "confused-deputy", "all", queue("orders_dlq")],
  ["a topic that any account's rule publishes to", "confused-deputy", "all", topic],
  ["passwords of six letters", "password-short", "recommended", passwords(6)],
  ["passwords of ten letters", "password-short", "hint", passwords(10)],
  ["every action of a service that matters", "action-wildcard", "recommended", held(`Action = "s3:*", Resource = "*"`)],
  ["every action of a service that does not", "action-wildcard", "all", held(`Action = "support:*", Resource = "*"`)],
  [
    "a wildcard beside a grave one",
    "action-wildcard",
    "recommended",
    held(`Action = ["logs:*", "ec2:*"], Resource = "*"`),
  ],
  ["data that a wildcard takes in", "data-unscoped", "all", held(`Action = "s3:*", Resource = "*"`)],
  ["data by itself", "data-unscoped", "recommended", held(`Action = "s3:GetObject", Resource = "*"`)],
  [
    "secrets beside a wildcard",
    "data-unscoped",
    "recommended",
    held(`Action = ["ec2:*", "secretsmanager:GetSecretValue"], Resource = "*"`),
  ],
  [
    "a wildcard beside secrets",
    "action-wildcard",
    "all",
    held(`Action = ["ec2:*", "secretsmanager:GetSecretValue"], Resource = "*"`),
  ],
  [
    "parameters that the agent of Systems Manager reads",
    "data-unscoped",
    "all",
    held(`Action = ["ssm:GetParameters", "ssm:UpdateInstanceInformation"], Resource = "*"`),
  ],
  ["parameters", "data-unscoped", "recommended", held(`Action = "ssm:GetParameters", Resource = "*"`)],
  [
    "sharing beside code of one's own",
    "permissions-unscoped",
    "all",
    held(`Action = ["lambda:UpdateFunctionCode", "lambda:AddPermission"], Resource = "*"`),
  ],
  ["sharing by itself", "permissions-unscoped", "hint", held(`Action = "kms:PutKeyPolicy", Resource = "*"`)],
  [
    "code of one's own",
    "lateral-movement",
    "recommended",
    held(`Action = "lambda:UpdateFunctionCode", Resource = "*"`),
  ],
  [
    "what a deployer of roles may do besides",
    "lateral-movement",
    "all",
    held(`Action = "lambda:UpdateFunctionCode", Resource = "*"`, deploying),
  ],
  [
    "what a whole service gives besides",
    "lateral-movement",
    "all",
    held(`Action = "cloudformation:UpdateStack", Resource = "*"`, `Action = "cloudformation:*", Resource = "*"`),
  ],
  [
    "what a whole service does not give on what it names",
    "lateral-movement",
    "recommended",
    held(
      `Action = "cloudformation:UpdateStack", Resource = "*"`,
      `Action = "cloudformation:*", Resource = "arn:aws:cloudformation:eu-west-1:123456789012:stack/app/*"`,
    ),
  ],
  ["secrets that a deployer of roles reads", "data-unscoped", "recommended", held(secrets, deploying)],
  ["roles that a deployer of roles passes on", "pass-role-unscoped", "recommended", held(passing, deploying)],
  [
    "roles that an administrator passes on",
    "pass-role-unscoped",
    "all",
    held(passing, `Action = "iam:*", Resource = "*"`),
  ],
  ["secrets that an administrator reads", "data-unscoped", "all", held(secrets, attaching)],
  ["secrets that somebody reads who passes any role", "data-unscoped", "all", held(secrets, passing)],
  [
    "secrets that somebody else reads who is no administrator",
    "data-unscoped",
    "recommended",
    `${held(secrets, attaching)}
     resource "aws_iam_role" "other" { assume_role_policy = "{}" }
     resource "aws_iam_role_policy" "other" {
       role   = aws_iam_role.other.id
       policy = ${document(secrets)}
     }`,
  ],
  ["roles of any account", "lateral-movement", "recommended", held(`Action = "sts:AssumeRole", Resource = "*"`)],
  [
    "roles of a named account",
    "lateral-movement",
    "all",
    held(`Action = "sts:AssumeRole", Resource = "arn:aws:iam::123456789012:role/*"`),
  ],
  ["builds that anybody starts", "lateral-movement", "recommended", held(building)],
  ["builds that a pipeline starts", "lateral-movement", "all", held(building, undefined, "codepipeline.amazonaws.com")],
  ["objects that anybody reads", "public-principal", "recommended", published({})],
  ["objects of a website", "public-principal", "hint", published({ beside: site })],
  [
    "objects of a bucket whose blocks are lifted",
    "public-principal",
    "hint",
    published({ beside: unblocked("false") }),
  ],
  ["objects of a bucket with blocks", "public-principal", "recommended", published({ beside: unblocked("true") })],
  ["objects that the statement calls public", "public-principal", "hint", published({ sid: "PublicRead" })],
  [
    "objects of a bucket that is not to be public",
    "public-principal",
    "recommended",
    published({ bucket: "non-public" }),
  ],
  [
    "objects that anybody writes",
    "public-principal",
    "recommended",
    published({ action: "s3:PutObject", beside: site }),
  ],
  ["everything of a website", "public-principal", "recommended", published({ action: "s3:*", beside: site })],
  ["a key of whoever sends mail by SMTP", "access-key", "all", keyed("ses:SendRawEmail")],
  ["a key of whoever reads objects", "access-key", "hint", keyed("s3:GetObject")],
  [
    "a key of whoever sends mail and is given more",
    "access-key",
    "hint",
    `${keyed("ses:SendRawEmail")}
     resource "aws_iam_user_policy_attachment" "more" {
       user       = aws_iam_user.u.name
       policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
     }`,
  ],
  [
    "a permission set of administrators",
    "admin-attached",
    "all",
    `resource "aws_ssoadmin_managed_policy_attachment" "a" {
       instance_arn       = "arn:aws:sso:::instance/ssoins-1"
       permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1/ps-1"
       managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
     }`,
  ],
  ["a group of administrators", "admin-attached", "all", grouped("admins")],
  ["a group of others", "admin-attached", "recommended", grouped("developers")],
  ["a policy of administrators", "full-admin", "all", groupHolding("infra-admins")],
  [
    "a policy of administrators whose members are named",
    "full-admin",
    "all",
    `${groupHolding("infra-admins")}
     resource "aws_iam_user" "u" { name = "u" }
     resource "aws_iam_user_group_membership" "m" {
       user   = aws_iam_user.u.name
       groups = [aws_iam_group.g.name]
     }`,
  ],
  ["a policy of others", "full-admin", "recommended", groupHolding("developers")],
  [
    "an organization's policy in a file",
    "full-admin",
    "silent",
    {
      "org_policy_content.json": `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }`,
    },
  ],
  [
    "a policy in a file",
    "full-admin",
    "recommended",
    {
      "policy_content.json": `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }`,
    },
  ],
  [
    "an administrator whom anybody of an account becomes",
    "full-admin",
    "recommended",
    administered("admin", `{ AWS = "123456789012" }`),
  ],
  ["an administrator whom one becomes", "full-admin", "all", administered("admin", person)],
  [
    "an administrator who shows a second factor",
    "full-admin",
    "all",
    administered("OrgAdminRole", `{ AWS = "123456789012" }`, secondFactor),
  ],
  ["one who is no administrator by name", "full-admin", "recommended", administered("reports", person)],
  [
    "a machine that is administrator",
    "full-admin",
    "recommended",
    administered("terraform", `{ Service = "ec2.amazonaws.com" }`),
  ],
  [
    "a deployer of one branch",
    "full-admin",
    "all",
    administered("github-actions", provider, github("repo:acme/infra:ref:refs/heads/main")),
  ],
  [
    "a deployer of every branch",
    "full-admin",
    "recommended",
    administered("github-actions", provider, github("repo:acme/infra:*")),
  ],
  ["branches that read", "oidc-branch-open", "hint", branches("repo:acme/shop:*", "s3:ListBucket")],
  ["branches that write", "oidc-branch-open", "recommended", branches("repo:acme/shop:*", "s3:*")],
  ["releases that write", "oidc-branch-open", "hint", branches("repo:acme/shop:ref:refs/tags/*", "s3:*")],
  ["branches of administrators", "oidc-branch-open", "recommended", branches("repo:acme/shop:*", "*")],
  [
    "repositories of a name that read",
    "oidc-branch-open",
    "recommended",
    branches("repo:acme/shop-*:*", "s3:ListBucket"),
  ],
  [
    "an audience of an issuer that is set up here",
    "audience-of-any-value",
    "all",
    audience("token.actions.githubusercontent.com"),
  ],
  [
    "an audience of an issuer for all",
    "audience-of-any-value",
    "recommended",
    audience("cognito-identity.amazonaws.com"),
  ],
  ["all but some actions of one key", "not-action-allowed", "all", keyPolicy],
  ["all but some actions", "not-action-allowed", "recommended", identity(`NotAction = "iam:*", Resource = "*"`)],
  ["a condition on what every subscription says", "single-value-for-all", "silent", subscribing("sns:Endpoint")],
  ["a condition on what callers may lack", "single-value-for-all", "recommended", subscribing("aws:PrincipalOrgID")],
  ["logs that any account may deliver", "confused-deputy", "all", logs("delivery.logs.amazonaws.com")],
  ["events that any account may write", "confused-deputy", "recommended", logs("cloudtrail.amazonaws.com")],
  ["keys alone", "data-unscoped", "all", held(`Action = "kms:Decrypt", Resource = "*"`)],
  [
    "keys beside secrets",
    "data-unscoped",
    "recommended",
    held(`Action = ["kms:Decrypt", "secretsmanager:GetSecretValue"], Resource = "*"`),
  ],
  ["everything with keys", "data-unscoped", "recommended", held(`Action = "kms:*", Resource = "*"`)],
  ["roles of people who sign in", "lateral-movement", "all", team("assume_aws_team")],
  ["every action of a catalogue", "action-wildcard", "all", held(`Action = "glue:*", Resource = "*"`)],
  ["an action of SNS on a queue", "action-of-other-service", "hint", ofQueue("sns:Publish")],
  ["an action of SQS on a topic", "action-of-other-service", "recommended", ofTopic("sqs:SendMessage")],
  [
    "every action of IAM beside the policy for administrators, of a module that is elsewhere",
    "iam-wildcard",
    "all",
    handedOn("arn:aws:iam::aws:policy/AdministratorAccess"),
  ],
  [
    "every action of IAM beside everything",
    "iam-wildcard",
    "all",
    held(`Action = "iam:*", Resource = "*"`, `Action = "*", Resource = "*"`),
  ],
  [
    "every action of IAM beside the policy for administrators",
    "iam-wildcard",
    "all",
    `${held(`Action = "iam:*", Resource = "*"`)}\n${administrating}`,
  ],
  [
    "objects where the bucket is listed",
    "action-resource-mismatched",
    "recommended",
    held(`Action = ["s3:GetObject", "s3:ListBucket"], Resource = "arn:aws:s3:::acme/*"`),
  ],
  [
    "objects where the bucket is listed, and the bucket beside it",
    "action-resource-mismatched",
    "hint",
    identity(
      `Action = ["s3:GetObject", "s3:ListBucket"], Resource = "arn:aws:s3:::acme/*" }, { Effect = "Allow", Action = "s3:List*", Resource = "arn:aws:s3:::acme"`,
    ),
  ],
  [
    "an action that takes a star only, among others",
    "action-resource-mismatched",
    "hint",
    held(
      `Action = ["dynamodb:GetItem", "dynamodb:ListTables"], Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/a"`,
    ),
  ],
  [
    "an action that takes a star only, by itself",
    "action-resource-mismatched",
    "recommended",
    held(`Action = "dynamodb:ListTables", Resource = "arn:aws:dynamodb:eu-west-1:123456789012:table/a"`),
  ],
  [
    "a key that no action of the statement knows",
    "action-without-condition-key",
    "recommended",
    held(
      `Action = "s3:ListBucket", Resource = "arn:aws:s3:::a", Condition = { StringEquals = { "s3:x-amz-acl" = "private" } }`,
    ),
  ],
  [
    "a key that one of two actions does not know",
    "action-without-condition-key",
    "all",
    held(
      `Action = ["iam:PassRole", "iam:GetRole"], Resource = "arn:aws:iam::123456789012:role/a", Condition = { StringEquals = { "iam:PassedToService" = "ec2.amazonaws.com" } }`,
    ),
  ],
  [
    "every action of IAM beside another policy",
    "iam-wildcard",
    "recommended",
    handedOn("arn:aws:iam::aws:policy/ReadOnlyAccess"),
  ],
  [
    "rights of others beside the policy for administrators",
    "privilege-escalation",
    "silent",
    `${held(attaching)}\n${administrating}`,
  ],
  ["rights of others beside no such policy", "privilege-escalation", "recommended", held(attaching)],
  [
    "a password of Windows beside a shell on every instance",
    "credentials-exposed",
    "silent",
    held(password, `Action = "ssm:StartSession", Resource = "*"`),
  ],
  ["a password of Windows by itself", "credentials-exposed", "hint", held(password)],
  ["who may list a bucket, for a service", "confused-deputy", "all", recorded("s3:ListBucket")],
  ["who may write to a bucket, for a service", "confused-deputy", "recommended", recorded("s3:PutObject")],
];

interface Published {
  readonly action?: string;
  readonly beside?: string;
  readonly sid?: string;
  readonly bucket?: string;
}

function published({ action = "s3:GetObject", beside = "", sid = "Read", bucket = "acme-data" }: Published): string {
  return `resource "aws_s3_bucket" "data" { bucket = "${bucket}" }
    resource "aws_s3_bucket_policy" "p" {
      bucket = aws_s3_bucket.data.id
      policy = jsonencode({
        Version   = "2012-10-17"
        Statement = [{ Sid = "${sid}", Effect = "Allow", Principal = "*", Action = "${action}", Resource = "*" }]
      })
    }
    ${beside}`;
}

function keyed(action: string): string {
  return `resource "aws_iam_user" "u" { name = "u" }
    resource "aws_iam_access_key" "k" { user = aws_iam_user.u.name }
    resource "aws_iam_user_policy" "p" {
      user   = aws_iam_user.u.name
      policy = ${document(`Action = "${action}", Resource = "*"`)}
    }`;
}

function recorded(action: string): string {
  return `resource "aws_s3_bucket_policy" "b" {
      bucket = "records"
      policy = ${document(`Principal = { Service = "config.amazonaws.com" }, Action = "${action}", Resource = "arn:aws:s3:::records*"`)}
    }`;
}

function handedOn(policy: string): string {
  return `data "aws_iam_policy_document" "apply" {
      statement {
        actions   = ["iam:*"]
        resources = ["*"]
      }
    }
    module "apply" {
      source       = "example.com/roles"
      policy_arns  = ["${policy}"]
      policy_jsons = [data.aws_iam_policy_document.apply.json]
    }`;
}

function ofQueue(action: string): string {
  return `resource "aws_sqs_queue_policy" "q" {
      queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders"
      policy    = ${document(`Principal = { AWS = "arn:aws:iam::123456789012:role/app" }, Action = "${action}", Resource = "*"`)}
    }`;
}

function ofTopic(action: string): string {
  return ofQueue(action).replace("aws_sqs_queue_policy", "aws_sns_topic_policy").replace("queue_url", "arn");
}

function grouped(name: string): string {
  return `resource "aws_iam_group" "g" { name = "${name}" }
    resource "aws_iam_group_policy_attachment" "a" {
      group      = aws_iam_group.g.name
      policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
    }`;
}

function groupHolding(name: string): string {
  return `resource "aws_iam_group" "g" { name = "${name}" }
    resource "aws_iam_group_policy" "a" {
      group  = aws_iam_group.g.name
      policy = ${document(`Action = "*", Resource = "*"`)}
    }`;
}

function effect(text: string): string {
  return `{ "Version": "2012-10-17", "Statement": [{ "Effect": "${text}", "Action": "s3:GetObject", "Resource": "*" }] }`;
}

describe("the profile that tells a finding of a policy", () => {
  for (const [what, id, profile, text] of rows)
    it(`is ${profile} for ${what}`, () => {
      assert.equal(profileOf(`aws-iam-${id}`, typeof text === "string" ? { "main.tf": text } : text), profile);
    });
});
