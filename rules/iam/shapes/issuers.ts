/** An issuer of OpenID Connect tokens, and how its tokens tell apart those whom they are made out for. */
export interface Issuer {
  /** What people call it. */
  readonly name: string;
  /** Its URL as IAM has it, without the scheme. */
  readonly url: RegExp;
  /** Whether tokens of all its customers come from there, and not those of one to whom the URL belongs. */
  readonly isShared: boolean;
  /** What a customer, a project of his and a part of that are called. */
  readonly words: Partial<Readonly<Record<TokenScope, string>>>;
  /** What a project is called where all who have one part of it have the others, too. */
  readonly inside?: string;
  /** The part that is of whoever proposes a change. */
  readonly proposed?: string;
  /** The part to name where the code has such subjects already: of their jobs no branch is told. */
  readonly environment?: string;
  /** What certain parts are called. */
  readonly parts?: readonly (readonly [pattern: RegExp, word: string])[];
  /**
   * The forms of its claims: `{customer:my-org}` is a field that says whose the token is, with a sample, `{id:1}` one that names a project of one
   * customer, `{:*}` one that tells nobody apart. A claim without a form tells nobody apart, an opaque one says somehow whose it is, and of one that is not here nothing is known.
   */
  readonly claims: Readonly<Record<string, readonly string[] | "opaque">>;
  /** Whether its customers may make up subjects that do not name them. */
  readonly isFree?: true;
  /** The claim to ask for where none is. */
  readonly asks: string;
  readonly reference: string;
}

/** What a claim tells apart, the widest first. */
export type TokenScope = (typeof tokenScopes)[number];

export const tokenScopes = ["customer", "project", "part"] as const;

/** AWS's list of issuers whose customers share a URL, with the claim that tells them apart (as of 2026-11). */
const shared = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html";

/** AWS's list of the claims that conditions can ask for besides. */
const keys = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html";

const github = {
  words: { customer: "owner", project: "repository", part: "branch" },
  proposed: "pull_request",
  environment: "environment:production",
  parts: [
    [/^environment:\*+$/, "environment"],
    [/^ref:refs\/tags\/\*+$/, "tag"],
    [/^pull_request$/, "pull request"],
    [/^(?:ref:(?:refs\/(?:heads\/)?)?)?\*+$/, "branch"],
  ],
  claims: {
    sub: [
      "repo:{customer:my-org}/{project:my-repo}:{part:ref:refs/heads/main}",
      "repository:{customer:my-org}/{project:my-repo}:{part:ref:refs/heads/main}",
      "job_workflow_ref:{customer:my-org}/{project:my-repo}",
      "repository_owner:{customer:my-org}:{project:my-repo}",
      "repository_owner_id:{customer:1}:{project:my-repo}",
      "repository_id:{id:1}",
      "enterprise:{customer:my-org}:{project:my-repo}",
      "enterprise_id:{customer:1}:{project:my-repo}",
    ],
    aud: [],
    workflow: [],
    repository: ["{customer:my-org}/{project:my-repo}"],
    repository_id: ["{id:1}"],
    repository_owner: ["{customer:my-org}"],
    repository_owner_id: ["{customer:1}"],
    enterprise_id: ["{customer:1}"],
    job_workflow_ref: ["{customer:my-org}/{project:my-repo}"],
    ref: ["{part:refs/heads/main}"],
    environment: ["{part:production}"],
  },
  asks: "sub",
  reference: "https://docs.github.com/en/actions/reference/security/oidc",
} as const satisfies Partial<Issuer>;

const gitlab = {
  words: { customer: "group", project: "project", part: "branch" },
  parts: [
    [/^branch:ref:\*+$|^\*+$/, "branch"],
    [/^tag:ref:\*+$/, "tag"],
  ],
  claims: {
    sub: ["project_path:{customer:my-group}/{project:my-project}:ref_type:{part:branch:ref:main}"],
    aud: [],
    namespace_id: ["{customer:1}"],
    project_id: ["{id:1}"],
    ref_protected: [],
    pipeline_source: [],
    runner_environment: [],
    user_access_level: [],
  },
  asks: "sub",
  reference: "https://docs.gitlab.com/ci/cloud_services/aws/",
} as const satisfies Partial<Issuer>;

const terraform = {
  words: { customer: "organization", project: "workspace" },
  claims: {
    sub: ["organization:{customer:my-org}:project:{:my-project}:workspace:{project:my-workspace}:run_phase:{:*}"],
    aud: [],
  },
  asks: "sub",
  reference:
    "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration",
} as const satisfies Partial<Issuer>;

const vercel = {
  words: { customer: "team", project: "project", part: "environment" },
  claims: {
    sub: ["owner:{customer:my-team}:project:{project:my-project}:environment:{part:production}"],
    aud: ["https://vercel.com/{customer:my-team}"],
  },
  reference: "https://vercel.com/docs/oidc/aws",
} as const satisfies Partial<Issuer>;

export const issuers: readonly Issuer[] = [
  { name: "GitHub", url: /^token\.actions\.githubusercontent\.com$/, isShared: true, isFree: true, ...github },
  {
    name: "the enterprise",
    url: /^token\.actions\.(?:githubusercontent\.com\/[^/]+|[\w-]+\.ghe\.com(?:\/[^/]+)?)$/,
    isShared: false,
    ...github,
  },
  { name: "GitLab.com", url: /^gitlab\.com$/, isShared: true, ...gitlab },
  { name: "the GitLab server", url: /^gitlab\.(?!com$)/, isShared: false, ...gitlab },
  { name: "HCP Terraform", url: /^app\.(?:eu\.)?terraform\.io$/, isShared: true, ...terraform },
  {
    name: "Buildkite",
    url: /^agent\.buildkite\.com$/,
    isShared: true,
    words: { customer: "organization", project: "pipeline", part: "branch" },
    parts: [[/^(?:refs\/heads\/)?\*+$/, "branch"]],
    claims: {
      sub: [
        "organization:{customer:my-org}:pipeline:{project:my-pipeline}:ref:{part:refs/heads/main}:commit:{:*}:step:{:*}",
      ],
      aud: [],
      organization_slug: ["{customer:my-org}"],
      organization_id: ["{customer:1}"],
      pipeline_slug: ["{project:my-pipeline}"],
      pipeline_id: ["{id:1}"],
      build_branch: ["{part:main}"],
    },
    asks: "sub",
    reference: "https://buildkite.com/docs/pipelines/security/oidc/aws",
  },
  {
    name: "the organization",
    url: /^oidc\.circleci\.com\/org\/[^/]+$/,
    isShared: false,
    words: { project: "project" },
    claims: {
      sub: ["org/{:my-org}/project/{project:my-project}/user/{:*}"],
      aud: [],
      "oidc.circleci.com/project-id": ["{project:my-project}"],
    },
    asks: "sub",
    reference: "https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/",
  },
  {
    name: "the workspace",
    url: /^api\.bitbucket\.org\/2\.0\/workspaces\/[^/]+\/pipelines-config\/identity\/oidc$/,
    isShared: false,
    words: { project: "repository" },
    claims: { sub: ["{project:{00000000-0000-0000-0000-000000000000}}:{:*}"], aud: [] },
    asks: "sub",
    reference:
      "https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/",
  },
  {
    name: "the cluster",
    url: /^oidc\.eks\.[\w-]+\.amazonaws\.com(?:\.cn)?\/id\/\w+$/,
    isShared: false,
    words: { project: "service account", part: "service account" },
    inside: "namespace",
    claims: { sub: ["system:serviceaccount:{project:default}:{part:app}"], aud: [] },
    asks: "sub",
    reference: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
  },
  {
    name: "the Spacelift account",
    url: /^[\w-]+\.app\.spacelift\.io$/,
    isShared: false,
    words: { project: "stack" },
    claims: { aud: [] },
    asks: "sub",
    reference: "https://docs.spacelift.io/integrations/cloud-providers/oidc/aws-oidc",
  },
  {
    name: "Amazon Cognito",
    url: /^cognito-identity(?:-us-gov)?\.amazonaws\.com$/,
    isShared: true,
    words: { customer: "identity pool" },
    claims: { aud: ["{customer:eu-west-1:00000000-0000-0000-0000-000000000000}"], amr: [], sub: ["{customer:1}"] },
    asks: "aud",
    reference: shared,
  },
  {
    name: "Google",
    url: /^accounts\.google\.com$/,
    isShared: true,
    words: { customer: "application" },
    claims: { aud: ["{customer:my-app}"], sub: ["{customer:1}"] },
    asks: "aud",
    reference: keys,
  },
  {
    name: "Facebook",
    url: /^graph\.facebook\.com$/,
    isShared: true,
    words: { customer: "application" },
    claims: { app_id: ["{customer:my-app}"], id: ["{customer:1}"] },
    asks: "app_id",
    reference: keys,
  },
  {
    name: "Login with Amazon",
    url: /^www\.amazon\.com$/,
    isShared: true,
    words: { customer: "application" },
    claims: { app_id: ["{customer:my-app}"], user_id: ["{customer:1}"] },
    asks: "app_id",
    reference: keys,
  },
  {
    name: "Pulumi Cloud",
    url: /^api\.pulumi\.com\/oidc$/,
    isShared: true,
    words: { customer: "organization" },
    claims: {
      sub: ["pulumi:deploy:org:{customer:my-org}:{:*}", "pulumi:environments:org:{customer:my-org}:{:*}"],
      aud: ["{customer:aws:my-org}"],
    },
    asks: "aud",
    reference: shared,
  },
  { name: "Vercel", url: /^oidc\.vercel\.com$/, isShared: true, ...vercel, asks: "sub" },
  { name: "the team", url: /^oidc\.vercel\.com\/[^/]+$/, isShared: false, ...vercel, asks: "sub" },
  {
    name: "Upbound",
    url: /^proidc\.upbound\.io$/,
    isShared: true,
    words: { customer: "organization", project: "control plane" },
    claims: { sub: ["mcp:{customer:my-org}/{project:my-control-plane}:provider:{:provider-aws}"], aud: [] },
    asks: "sub",
    reference: shared,
  },
  ...(
    [
      ["Codefresh", /^oidc\.codefresh\.io$/, "sub"],
      ["DVC Studio", /^studio\.datachain\.ai\/api$/, "sub"],
      ["GitHub's audit log", /^oidc-configuration\.audit-log\.githubusercontent\.com$/, "sub"],
      ["GitHub", /^vstoken\.actions\.githubusercontent\.com$/, "sub"],
      ["sandboxes.cloud", /^sandboxes\.cloud$/, "aud"],
      ["Scalr", /^scalr\.io$/, "sub"],
      ["Shisho Cloud", /^tokens\.cloud\.shisho\.dev$/, "sub"],
    ] as const
  ).map(
    ([name, url, asks]): Issuer => ({
      name,
      url,
      isShared: true,
      words: { customer: "customer" },
      claims: { aud: [], [asks]: "opaque" },
      asks,
      reference: shared,
    }),
  ),
];
