import assert from "node:assert/strict";
import { rules } from "../../rules/index.ts";
import { find } from "../harness/fixture.ts";

const said = (id: string, text: string): readonly string[] =>
  find(
    rules.filter((rule) => rule.id === `aws-iam-${id}`),
    { "main.tf": text },
  ).map(({ message }) => message);

const policy = (statement: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", ${statement} }] })`;

const queue = (actions: string): string =>
  `resource "aws_sqs_queue" "this" { name = "orders" }
   resource "aws_sqs_queue_policy" "p" {
     queue_url = aws_sqs_queue.this.url
     policy    = ${policy(`Principal = "*", Action = ${actions}, Resource = "*"`)}
   }`;

const bucket = (actions: string): string =>
  `resource "aws_s3_bucket" "logs" {}
   resource "aws_s3_bucket_policy" "p" {
     bucket = aws_s3_bucket.logs.id
     policy = ${policy(`Principal = "*", Action = ${actions}, Resource = "*"`)}
   }`;

const held = (actions: string, resource = "*"): string =>
  `resource "aws_iam_role" "worker" {}
   resource "aws_iam_role_policy" "p" {
     role   = aws_iam_role.worker.id
     policy = ${policy(`Action = ${actions}, Resource = "${resource}"`)}
   }`;

const trusted = (subject: string, more = ""): string =>
  `resource "aws_iam_role" "ci" {
     assume_role_policy = ${policy(`Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }, Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "${subject}" } }`)}
   }
   ${more}`;

const administrator = `resource "aws_iam_role_policy_attachment" "ci" {
  role       = aws_iam_role.ci.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`;

const grantedTo = (actions: string, resource = "*", name = "own"): string =>
  `resource "aws_iam_role_policy" "${name}" {
     role   = aws_iam_role.ci.id
     policy = ${policy(`Action = ${actions}, Resource = "${resource}"`)}
   }
   `;

const rows: readonly (readonly [what: string, id: string, text: string, message: string])[] = [
  ["one action", "public-principal", bucket('"s3:GetObject"'), "Anyone on the internet can read objects of `logs`"],
  ["writes alone", "public-principal", bucket('"s3:PutObject"'), "Anyone on the internet can write objects to `logs`"],
  [
    "several actions on the same",
    "public-principal",
    bucket('["s3:DeleteObject", "s3:GetObject"]'),
    "Anyone on the internet can delete and read objects of `logs`",
  ],
  [
    "the widest of several actions",
    "public-principal",
    bucket('["s3:GetObject", "s3:*"]'),
    "Anyone on the internet can do anything with `logs` (`s3:*`)",
  ],
  [
    "an action that has no word",
    "public-principal",
    bucket('"s3:PutLifecycleConfiguration"'),
    "Anyone on the internet can use `s3:PutLifecycleConfiguration` on `logs`",
  ],
  [
    "a resource whose label says nothing by what AWS calls it",
    "public-principal",
    queue('"sqs:SendMessage"'),
    "Anyone on the internet can send messages to `orders`",
  ],
  [
    "who signs, where a service asks for it",
    "public-principal",
    `resource "aws_kms_key" "data" { policy = ${policy('Principal = "*", Action = "kms:Decrypt", Resource = "*"')} }`,
    "Any AWS account can decrypt with `data`",
  ],
  ["the owner", "oidc-branch-open", trusted("repo:acme/*"), "Any repository of `acme` can assume `ci`"],
  ["the repository", "oidc-branch-open", trusted("repo:acme/shop:*"), "Any branch of `acme/shop` can assume `ci`"],
  [
    "that the role is an administrator",
    "oidc-branch-open",
    trusted("repo:acme/*", administrator),
    "Any repository of `acme` can become administrator through `ci`",
  ],
  [
    "no administrator where a role logs in to a registry and pushes",
    "oidc-branch-open",
    trusted(
      "repo:acme/shop:*",
      grantedTo('"ecr:GetAuthorizationToken"') +
        grantedTo('["ecr:PutImage", "ecr:BatchGetImage"]', "arn:aws:ecr:eu-west-1:123456789012:repository/app", "push"),
    ),
    "Any branch of `acme/shop` can assume `ci`",
  ],
  [
    "no administrator where a role commands machines",
    "oidc-branch-open",
    trusted("repo:acme/shop:*", grantedTo('"ssm:StartSession"')),
    "Any branch of `acme/shop` can assume `ci`",
  ],
  [
    "that the role can make itself administrator",
    "oidc-branch-open",
    trusted("repo:acme/shop:*", grantedTo('"iam:PutRolePolicy"')),
    "Any branch of `acme/shop` can become administrator through `ci`",
  ],
  [
    "whose the policy is",
    "privilege-escalation",
    held('"iam:PutUserPolicy"'),
    "Holder of `worker` can make itself administrator with `iam:PutUserPolicy`",
  ],
  [
    "the local that a policy is written in",
    "iam-wildcard",
    `locals {\n  ci = { policy = ${policy('Action = "iam:*", Resource = "*"')} }\n}`,
    "Holder of `ci` can use every action of IAM",
  ],
  [
    "the call that a policy is written in",
    "iam-wildcard",
    `module "worker" {\n  source = "acme/lambda/aws"\n  policy = ${policy('Action = "iam:*", Resource = "*"')}\n}`,
    "Holder of `worker` can use every action of IAM",
  ],
  [
    "that some of it is denied beside it",
    "iam-wildcard",
    `${held('"iam:*"')}
     resource "aws_iam_role_policy" "beside" {
       role   = aws_iam_role.worker.id
       policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "iam:CreateUser", Resource = "*" }] })
     }`,
    "Holder of `worker` can use every action of IAM that is not denied beside it",
  ],
  [
    "the one resource on which everything is allowed",
    "every-action",
    held('"*"', "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_app"),
    "Holder of `worker` can use every action on `userpool/eu-west-1_app`",
  ],
  [
    "what is read, and by which action",
    "data-unscoped",
    held('"secretsmanager:GetSecretValue"'),
    "Holder of `worker` can read every secret with `secretsmanager:GetSecretValue`",
  ],
  [
    "that more than reading is allowed",
    "data-unscoped",
    held('"s3:*"', "arn:aws:s3:::*"),
    "Holder of `worker` can do anything with every bucket (`s3:*`)",
  ],
  [
    "all that is read",
    "data-unscoped",
    held('["s3:GetObject", "secretsmanager:GetSecretValue"]'),
    "Holder of `worker` can read every bucket and every secret",
  ],
];

describe("A message on a policy", () => {
  for (const [what, id, text, message] of rows)
    it(`names ${what}`, () => assert.deepEqual([...new Set(said(id, text))], [message]));

  it("names the module where a label says nothing, and the file of a policy in JSON", () => {
    const granting = policy('Action = "iam:*", Resource = "*"');
    const found = find(
      rules.filter(({ id }) => id === "aws-iam-iam-wildcard"),
      {
        "main.tf": 'module "broker" { source = "./child" }',
        "child/main.tf": `resource "aws_iam_policy" "iam_policy" { policy = ${granting} }`,
        "deploy.json":
          '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}]}',
      },
    );
    assert.deepEqual(found.map(({ message }) => message).sort(), [
      "Holder of `broker` can use every action of IAM",
      "Holder of `deploy.json` can use every action of IAM",
    ]);
  });
});
