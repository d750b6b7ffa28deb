import assert from "node:assert/strict";
import { namedBy, narrowed } from "../../../rules/iam/shapes/claims.ts";
import { issuers, tokenScopes } from "../../../rules/iam/shapes/issuers.ts";
import { rules } from "../../../rules/index.ts";
import { find, moduleOf } from "../../harness/fixture.ts";

const own = rules.filter(({ id }) => id.startsWith("aws-iam-oidc-"));

/** What is said of a role, by the end of the rule's id. */
const said = (text: string): readonly string[] =>
  find(own, { "main.tf": text }).map(({ rule, message }) => `${rule.id.slice("aws-iam-oidc-".length)}: ${message}`);

type Tests = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A role that is open to an issuer under conditions by claim, in JSON. */
function role(url: string, tests: Tests, more = ""): string {
  const condition = Object.fromEntries(
    Object.entries(tests).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, value]) => [key.includes(":") ? key : `${url}:${key}`, value]),
      ),
    ]),
  );
  const federated = url.includes("/") || !/^(?:accounts|cognito|graph|www)/.test(url) ? provider(url) : url;
  const statement = {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: federated },
    ...(Object.keys(tests).length > 0 && { Condition: condition }),
  };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return `resource "aws_iam_role" "ci" {\n  assume_role_policy = <<JSON\n${policy}\nJSON\n}\n${more}`;
}

const provider = (url: string): string => `arn:aws:iam::111122223333:oidc-provider/${url}`;

const administrator = `resource "aws_iam_role_policy_attachment" "ci" {
  role       = aws_iam_role.ci.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`;

const github = "token.actions.githubusercontent.com";
const circle = "oidc.circleci.com/org/11111111-2222-3333-4444-555555555555";
const bitbucket = "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc";
const cluster = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF";

const like = (sub: string | readonly string[]): Tests => ({ StringLike: { sub } });
const equal = (claims: Readonly<Record<string, string>>): Tests => ({ StringEquals: claims });

/** A role that is open under conditions, and what is said of it: nothing where nobody gets in but who is meant to. */
type Row = readonly [what: string, tests: Tests, message?: string, more?: string];

function tells(issuer: string, url: string, rows: readonly Row[]): void {
  for (const [what, tests, message, more] of rows)
    it(`tells who gets in: ${issuer}, ${what}`, () =>
      assert.deepEqual(said(role(url, tests, more)), message === undefined ? [] : [message]));
}

describe("a role that is open to an identity provider", () => {
  tells("GitLab", "gitlab.com", [
    ["the audience alone", equal({ aud: "x" }), "unscoped: Any project of GitLab.com can assume `ci`"],
    ["nothing", {}, "unscoped: Any project of GitLab.com can assume `ci`"],
    [
      "all but one",
      { StringNotEquals: { sub: "project_path:a/b:ref_type:branch:ref:main" } },
      "unscoped: Any project of GitLab.com can assume `ci`",
    ],
    [
      "a project of that name",
      like("project_path:*/shop:*"),
      "unscoped: Any project that fits `project_path:*/shop:*` can assume `ci`",
    ],
    ["whoever has a subject", { Null: { sub: "false" } }, "unscoped: Any project of GitLab.com can assume `ci`"],
    [
      "one of which is everybody",
      like(["project_path:acme/shop:ref_type:branch:ref:main", "*"]),
      "unscoped: Any project of GitLab.com can assume `ci`",
    ],
    [
      "a group",
      like("project_path:acme/*:ref_type:branch:ref:main"),
      "branch-open: Any project of `acme` can assume `ci`",
    ],
    ["a group by its number", equal({ namespace_id: "72" }), "branch-open: Any project of `72` can assume `ci`"],
    [
      "some projects",
      like("project_path:acme/web-*:*"),
      "branch-open: Any project that fits `acme/web-*` can assume `ci`",
    ],
    [
      "every branch",
      like("project_path:acme/shop:ref_type:branch:ref:*"),
      "branch-open: Any branch of `acme/shop` can assume `ci`",
    ],
    ["a project by its number", equal({ project_id: "72" }), "branch-open: Any branch of `72` can assume `ci`"],
    [
      "every branch of an administrator",
      like("project_path:acme/shop:*"),
      "branch-open: Any branch of `acme/shop` can become administrator through `ci`",
      administrator,
    ],
    ["one branch", equal({ sub: "project_path:acme/shop:ref_type:branch:ref:main" })],
    [
      "a project by its number and a branch",
      {
        StringEquals: { project_id: "72" },
        StringLike: { sub: "project_path:*:ref_type:branch:ref:main" },
      },
    ],
    ["a network besides", { StringEquals: { aud: "x" }, IpAddress: { "aws:SourceIp": "192.0.2.0/24" } }],
    ["claims of another issuer", equal({ "gitlab.acme.com:aud": "x" })],
    ["a claim of which nothing is known", equal({ user_login: "ada" })],
  ]);

  tells("HCP Terraform", "app.terraform.io", [
    ["the audience alone", equal({ aud: "x" }), "unscoped: Any workspace of HCP Terraform can assume `ci`"],
    [
      "a workspace of anybody's",
      like("organization:*:project:*:workspace:prod:run_phase:*"),
      "unscoped: Any workspace that fits `organization:*:project:*:workspace:prod:run_phase:*` can assume `ci`",
    ],
    ["an organization", like("organization:acme:*"), "branch-open: Any workspace of `acme` can assume `ci`"],
    [
      "every workspace of an organization",
      like("organization:acme:project:*:workspace:*:run_phase:apply"),
      "branch-open: Any workspace of `acme` can assume `ci`",
    ],
    ["a workspace", like("organization:acme:project:*:workspace:prod:run_phase:*")],
  ]);

  tells("Buildkite", "agent.buildkite.com", [
    ["every subject", like("*"), "unscoped: Any pipeline of Buildkite can assume `ci`"],
    [
      "who begins as an organization does",
      like("organization:acme*"),
      "unscoped: Any pipeline that fits `organization:acme*` can assume `ci`",
    ],
    [
      "an organization",
      like("organization:acme:pipeline:*:ref:refs/heads/main:*"),
      "branch-open: Any pipeline of `acme` can assume `ci`",
    ],
    ["a branch of a pipeline", like("organization:acme:pipeline:shop:ref:refs/heads/main:commit:*:step:*")],
    ["a tag of the session besides", { StringEquals: { "aws:RequestTag/organization_slug": "acme" } }],
  ]);

  tells("GitHub", github, [
    ["all but one", { StringNotLike: { sub: "repo:acme/*" } }, "unscoped: Any repository of GitHub can assume `ci`"],
    [
      "for all values of every branch",
      { "ForAllValues:StringLike": { sub: "repo:acme/shop:*", aud: "sts.amazonaws.com" } },
      "branch-open: Any branch of `acme/shop` can become administrator through `ci`",
      administrator,
    ],
    [
      "for all values",
      { "ForAllValues:StringLike": { sub: "repo:acme/shop:ref:refs/heads/main" } },
      "unscoped: A token of GitHub that lacks `sub` can assume `ci`",
    ],
    [
      "what anybody calls his workflow",
      equal({ workflow: "deploy" }),
      "unscoped: Any repository of GitHub can assume `ci`",
    ],
    ["an owner", equal({ repository_owner_id: "1" }), "branch-open: Any repository of `1` can assume `ci`"],
    [
      "numbers behind names",
      like("repo:acme@1/shop@2:*"),
      "branch-open: Any branch of `acme@1/shop@2` can assume `ci`",
    ],
    [
      "any number behind names",
      like("repo:acme@*/shop@*:*"),
      "branch-open: Any branch of `acme@*/shop@*` can assume `ci`",
    ],
    [
      "every environment",
      like("repo:acme/shop:environment:*"),
      "branch-open: Any environment of `acme/shop` can assume `ci`",
    ],
    [
      "a change that somebody proposes",
      like("repo:acme/shop:pull_request"),
      "branch-open: Any pull request of `acme/shop` can become administrator through `ci`",
      administrator,
    ],
    ["a change that somebody proposes, for who knows what", like("repo:acme/shop:pull_request")],
    ["a repository that is filled in elsewhere", like("repo::*")],
    ["an owner and a repository that are filled in elsewhere", like("repo:/:*")],
  ]);

  tells("a cluster", cluster, [
    [
      "for all values",
      { "ForAllValues:StringEquals": { sub: "system:serviceaccount:billing:worker" } },
      "branch-open: A token of the cluster that lacks `sub` can assume `ci`",
    ],
    [
      "the audience alone",
      equal({ aud: "sts.amazonaws.com" }),
      "branch-open: Any service account of the cluster can assume `ci`",
    ],
    [
      "every account",
      like("system:serviceaccount:*"),
      "branch-open: Any service account of the cluster can assume `ci`",
    ],
    [
      "an account of any namespace",
      like("system:serviceaccount:*:app"),
      "branch-open: Any service account that fits `system:serviceaccount:*:app` can assume `ci`",
    ],
    [
      "a namespace",
      like("system:serviceaccount:billing:*"),
      "branch-open: Any service account of `billing` can assume `ci`",
    ],
    ["an account", equal({ sub: "system:serviceaccount:billing:worker" })],
  ]);

  tells("Cognito", "cognito-identity.amazonaws.com", [
    [
      "whoever is signed in",
      { "ForAnyValue:StringLike": { amr: "authenticated" } },
      "unscoped: Any identity pool of Amazon Cognito can assume `ci`",
    ],
    ["a pool", equal({ aud: "eu-west-1:1" })],
  ]);

  tells("Google", "accounts.google.com", [
    ["nothing", {}, "unscoped: Any application of Google can assume `ci`"],
    ["an application", equal({ aud: "1" })],
  ]);

  tells("Vercel", "oidc.vercel.com", [["nothing", {}, "unscoped: Any project of Vercel can assume `ci`"]]);

  tells("Scalr", "scalr.io", [
    ["the audience alone", equal({ aud: "x" }), "unscoped: Any customer of Scalr can assume `ci`"],
    ["an account", like("account:acme:environment:*")],
  ]);

  tells("CircleCI", circle, [
    [
      "the audience alone",
      equal({ aud: "11111111-2222-3333-4444-555555555555" }),
      "branch-open: Any project of the organization can assume `ci`",
    ],
    [
      "every project",
      like("org/11111111-2222-3333-4444-555555555555/project/*/user/*"),
      "branch-open: Any project of the organization can assume `ci`",
    ],
    ["a project", like("org/11111111-2222-3333-4444-555555555555/project/6/user/*")],
    ["a project by its own claim", equal({ [`${circle}:oidc.circleci.com/project-id`]: "6" })],
  ]);

  tells("Bitbucket", bitbucket, [
    [
      "the audience alone",
      equal({ aud: "ari:cloud:bitbucket::workspace/1" }),
      "branch-open: Any repository of the workspace can assume `ci`",
    ],
    ["every repository", like("*:*"), "branch-open: Any repository of the workspace can assume `ci`"],
    ["a repository", like("{6}:*")],
  ]);

  tells("a GitLab server", "gitlab.acme.com", [
    ["the audience alone", equal({ aud: "x" }), "branch-open: Any project of the GitLab server can assume `ci`"],
  ]);

  tells("an enterprise of GitHub", `${github}/acme`, [
    ["the audience alone", equal({ aud: "x" }), "branch-open: Any repository of the enterprise can assume `ci`"],
  ]);

  tells("Pulumi", "api.pulumi.com/oidc", [["an organization", equal({ aud: "aws:acme" })]]);

  tells("an issuer of one's own", "acme.eu.auth0.com/", [["for an audience", equal({ aud: "x" })]]);

  it("is closed by a Deny to all but some", () => {
    const statement = (effect: string, condition: string) =>
      `{ Effect = "${effect}", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "${provider("gitlab.com")}" }, Condition = ${condition} }`;
    const denied = statement("Deny", `{ StringNotLike = { "gitlab.com:sub" = "project_path:acme/shop:*" } }`);
    const allowed = statement("Allow", `{ StringEquals = { "gitlab.com:aud" = "x" } }`);
    const text = `resource "aws_iam_role" "ci" {\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [${allowed}, ${denied}] })\n}\n`;
    assert.deepEqual(said(text), []);
  });
});

const setUp = (url: string): string =>
  `resource "aws_iam_openid_connect_provider" "p" {\n  url            = ${url}\n  client_id_list = ["sts.amazonaws.com"]\n}\n`;

const eks = `resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = "arn:aws:iam::111122223333:role/eks"
  vpc_config { subnet_ids = ["subnet-1"] }
}
`;

const document = (federated: string, key: string, value: string): string => `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [${federated}]
    }
    condition {
      test     = "StringLike"
      variable = ${key}
      values   = [${value}]
    }
  }
}
resource "aws_iam_role" "ci" { assume_role_policy = data.aws_iam_policy_document.trust.json }
`;

const encoded = (federated: string, key: string, value: string): string =>
  `resource "aws_iam_role" "ci" {\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = ${federated} }, Condition = { StringLike = { ${key} = ${value} } } }] })\n}\n`;

const heredoc = (federated: string, key: string, value: string): string =>
  `resource "aws_iam_role" "ci" {\n  assume_role_policy = <<JSON\n{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": { "Federated": "\${${federated}}" }, "Condition": { "StringLike": { ${key}: ${value} } } }] }\nJSON\n}\n`;

const arn = "aws_iam_openid_connect_provider.p.arn";
const stripped = `"\${replace(aws_iam_openid_connect_provider.p.url, "https://", "")}:sub"`;

describe("an issuer that the code computes", () => {
  for (const [notation, written] of [
    ["a document", document],
    ["jsonencode", encoded],
    ["a heredoc", heredoc],
  ] as const) {
    it(`is that of the provider that is set up, in ${notation}`, () =>
      assert.deepEqual(said(setUp('"https://gitlab.com"') + written(arn, stripped, '"project_path:*"')), [
        "unscoped: Any project that fits `project_path:*` can assume `ci`",
      ]));

    it(`is a cluster's where the provider is of one, in ${notation}`, () =>
      assert.deepEqual(
        said(
          eks +
            setUp("aws_eks_cluster.main.identity[0].oidc[0].issuer") +
            written(arn, stripped, '"system:serviceaccount:*:*"'),
        ),
        ["branch-open: Any service account of the cluster can assume `ci`"],
      ));
  }

  it("is that of a provider that is looked up", () =>
    assert.deepEqual(
      said(
        'data "aws_iam_openid_connect_provider" "p" {\n  url = "https://agent.buildkite.com"\n}\n' +
          document(`data.${arn}`, `"\${data.aws_iam_openid_connect_provider.p.url}:sub"`, '"*"'),
      ),
      ["unscoped: Any pipeline of Buildkite can assume `ci`"],
    ));

  it("is a cluster's where the subject is a service account", () =>
    assert.deepEqual(
      said(
        document("var.provider", '"${var.issuer}:sub"', '"system:serviceaccount:billing:*"') +
          'variable "provider" {}\nvariable "issuer" {}\n',
      ),
      ["branch-open: Any service account of `billing` can assume `ci`"],
    ));

  it("is nobody's where only `terraform apply` knows the subject", () =>
    assert.deepEqual(
      said(document(`"${provider("gitlab.com")}"`, '"gitlab.com:sub"', "var.subject") + 'variable "subject" {}\n'),
      [],
    ));
});

describe("the table of issuers", () => {
  for (const issuer of issuers)
    it(`has a claim to ask ${issuer.name} for, whose sample leaves nothing open`, () => {
      const sample = narrowed("", issuer.asks, issuer, moduleOf({ "main.tf": "" }));
      const named = namedBy(sample, issuer.asks, issuer);
      if (issuer.claims[issuer.asks] !== undefined)
        for (const level of tokenScopes)
          assert.ok(issuer.words[level] === undefined || named?.has(level), `${level} of ${sample}`);
      assert.match(issuer.reference, /^https:\/\//);
    });
});
