import type { Resource } from "../../../language/model/resource.ts";
import type { Reference, Value } from "../../../language/model/value.ts";
import { declared, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { type Fix, hcl, type Profile, rule } from "../../kit/rule.ts";
import { isPlaceName, isSecretName } from "./shapes/detect.ts";
import { fieldOf, fromWhereKept } from "./shapes/kept.ts";
import { type Held, type Sink, sinksOf } from "./shapes/sinks.ts";
import { type SecretSource, sourceOf } from "./shapes/sources.ts";

export default rule({
  id: "aws-secrets-readable-in-configuration",
  title: "Secret stands in a configuration in plain text",
  severity: "medium",
  profileDependsOn:
    "whether the service takes a reference to the secret in its place, and whether a name says that it is a secret",
  responsibility: "customer",
  why: "Whoever may read the configuration has the secret, without any right to the secret itself: auditors, support and every tool that takes stock of the account. Tasks, builds and instances can fetch it where it is kept.",
  controls: { "security-hub": ["ECS.8"], cwe: ["522"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/taskdef-envfiles.html",
    "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
    "https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html",
    "https://docs.aws.amazon.com/apprunner/latest/dg/env-variable.html",
    "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html",
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html",
  ],

  // what it asks of every parameter is asked of this one here
  subsumes: ["aws-ssm-parameter-plain"],

  on: declared("resource", "data").each((block, module) => module.instances(block).flatMap((one) => [...shownBy(one)])),
  *check({ resource, sink, held, source, profile }: Shown) {
    yield {
      at: held.value.at,
      // each is to be moved by itself
      together: held.value.at,
      ...relatedTo(held.value),
      message: `Whoever may call \`${sink.action}\` reads the secret \`${called(source.reference)}\``,
      ...(profile !== "recommended" && { profile }),
      fixes: (): Iterable<Fix> =>
        resource.type === "aws_ssm_parameter" ? [encrypted(resource)] : fromWhereKept(resource, held, source),
    };
  },

  insecure: hcl`
    data "aws_secretsmanager_secret_version" "db" {
      secret_id = "prod/orders/db"
    }

    resource "aws_iam_role" "execution" {
      name               = "execution"
      assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
    }

    resource "aws_ecs_task_definition" "orders" {
      family             = "orders"
      execution_role_arn = aws_iam_role.execution.arn

      container_definitions = jsonencode([
        {
          name  = "orders"
          image = "orders:1"
          environment = [
            { name = "DB_HOST", value = "db.internal" },
            { name = "DB_PASSWORD", value = data.aws_secretsmanager_secret_version.db.secret_string },
            #                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          ]
        }
      ])
    }
  `,
  secure: hcl`
    data "aws_secretsmanager_secret_version" "db" {
      secret_id = "prod/orders/db"
    }

    resource "aws_iam_role" "execution" {
      name               = "execution"
      assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
    }

    resource "aws_ecs_task_definition" "orders" {
      family             = "orders"
      execution_role_arn = aws_iam_role.execution.arn

      container_definitions = jsonencode([
        {
          name  = "orders"
          image = "orders:1"
          environment = [
            { name = "DB_HOST", value = "db.internal" },
          ]
          secrets = [
            { name = "DB_PASSWORD", valueFrom = data.aws_secretsmanager_secret_version.db.arn },
          ]
        }
      ])
    }

    resource "aws_iam_role_policy" "orders_db" {
      name_prefix = "read-secrets-"
      role        = aws_iam_role.execution.id
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect   = "Allow"
            Action   = "secretsmanager:GetSecretValue"
            Resource = [data.aws_secretsmanager_secret_version.db.arn]
          },
        ]
      })
    }
  `,
});

const encrypted = (parameter: Resource): Fix => ({
  title: "Keep it encrypted",
  impact: "disruption",
  edits: [put(parameter, "type", "SecureString")],
});

/** A secret where a configuration shows it. */
interface Shown {
  readonly resource: Resource;
  readonly sink: Sink;
  readonly held: Held;
  readonly source: SecretSource;
  readonly profile: Profile;
}

function* shownBy(resource: Resource): Iterable<Shown> {
  for (const sink of sinksOf(resource))
    for (const held of sink.values(resource)) {
      const source = isOpen(held.value, resource) ? sourceOf(held.value, resource.module) : undefined;
      const profile = source && profileOf(resource, sink, held, source);
      if (source && profile) yield { resource, sink, held, source, profile };
    }
}

/** How loudly it is told; undefined where nothing says that it is a secret. */
function profileOf(resource: Resource, sink: Sink, held: Held, source: SecretSource): Profile | undefined {
  const { mode, type, name } = source.reference;
  const called = held.name || (fieldOf(resource, held) ?? "");
  if (mode === "data" && [called, name].some((each) => besides.test(each))) return undefined;
  if (!source.isSure && !isSecretName(called)) return mode === "var" && !isPlaceName(called) ? "all" : undefined;
  // what runs there has a role's keys already
  return type === "aws_iam_access_key" ? "recommended" : (sink.profile ?? "recommended");
}

/** What is kept beside a secret, and told along with it. */
const besides =
  /(?:^|[_-])(?:users?|user_?names?|logins?|ips?|hosts?|host_?names?|fingerprints?|e?mails?|ports?|domains?|accounts?|ids?|urls?|endpoints?|regions?)$/i;

/** Whether a value is not written out: what is, is told where it is written. Nothing in a root's default waits for somebody to set it. */
const isOpen = (value: Value, { module }: Resource): boolean =>
  value.state === "unknown" || (value.state === "known" && value.value === "" && !module.call);

const called = ({ mode, type, name, attribute }: Reference): string => {
  const address = mode === "resource" ? [type, name] : mode === "data" ? ["data", type, name] : [mode, name];
  return [...address, attribute].filter((word) => word !== "").join(".");
};
