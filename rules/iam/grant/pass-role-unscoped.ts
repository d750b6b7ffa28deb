import type { Resource } from "../../../language/model/resource.ts";
import { textOf } from "../../../language/policy/policy.ts";
import { table } from "../../../language/syntax/table.ts";
import { stop } from "../../../language/write/source.ts";
import { type Fix, hcl, type Problem, rule } from "../../kit/rule.ts";
import {
  conditioned,
  openingOf,
  type PathOpening,
  problem,
  scoped,
  scopedByHand,
  withdrawn,
} from "../shapes/escalation/fixes.ts";
import { opening, type Path } from "../shapes/escalation/paths.ts";
import { outdone, toldAs } from "../shapes/escalation/standing.ts";
import { trustedBy } from "../shapes/users.ts";

export default rule({
  id: "aws-iam-pass-role-unscoped",
  title: "Holder of the policy can pass any role to a service",
  severity: "high",
  profileDependsOn: outdone,
  responsibility: "customer",
  why: "Passing a stronger role to a function or an instance of one's own makes its permissions one's own.",
  controls: { "nist-800-53-r5": ["AC-6"] },
  aliases: {
    trivy: ["AVD-AWS-0342"],
    kics: [
      "e39bee8c-fe54-4a3f-824d-e5e2d1cca40a",
      "034d0aee-620f-4bf7-b7fb-efdf661fdb9e",
      "0a592060-8166-49f5-8e65-99ac6dce9871",
      "15e6ad8c-f420-49a6-bafb-074f5eb1ec74",
      "19ffbe31-9d72-4379-9768-431195eae328",
      "30b88745-eebe-4ecb-a3a9-5cf886e96204",
      "7d544dad-8a6c-431c-84c1-5f07fe9afc0e",
      "8055dec2-efb8-4fe6-8837-d9bed6ff202a",
      "89561b03-cb35-44a9-a7e9-8356e71606f4",
      "94fbe150-27e3-4eba-9ca6-af32865e4503",
      "9b0ffadc-a61f-4c2a-b1e6-68fab60f6267",
      "be2aa235-bd93-4b68-978a-1cc65d49082f",
      "fa62ac4f-f5b9-45b9-97c1-625c8b6253ca",
    ],
    accessAnalyzer: ["PASS_ROLE_WITH_STAR_IN_RESOURCE"],
    checkov: ["CKV_AWS_110", "CKV_AWS_286"],
  },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"],
  subsumes: ["aws-iam-role-passed-anywhere"],
  uncovers: [
    "aws-iam-data-unscoped",
    "aws-iam-permissions-unscoped",
    "aws-iam-action-wildcard",
    "aws-iam-lateral-movement",
    "aws-iam-infrastructure-unscoped",
  ],

  on: opening("pass-role"),
  *check(paths: readonly [Path, ...Path[]], module): Iterable<Problem> {
    const opened = openingOf(paths);
    const services = [...new Set(paths.flatMap((path) => receiver(path) ?? []))];
    yield {
      ...problem(paths, () => [
        ...scoped(opened, module, (role) => isFor(role, services)),
        ...scopedByHand(opened, module),
        // where it is known which service takes them, any role for that one is what the finding says
        ...(services.length > 0 ? [] : toOneService(opened)),
        ...withdrawn(opened),
      ]),
      ...toldAs("pass-role", paths[0].first.statement, module),
    };
  },

  insecure: hcl`
    data "aws_iam_policy_document" "deploy" {
      statement {
        actions   = ["iam:PassRole", "ec2:RunInstances"]
                     #^^^^^^^^^^^^^
        resources = ["*"]
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "deploy" {
      statement {
        actions   = ["ec2:RunInstances"]
        resources = ["*"]
      }

      statement {
        actions   = ["iam:PassRole"]
        resources = ["arn:aws:iam::123456789012:role/app"]
      }
    }
  `,
});

/** Lets roles be passed to a service that somebody names. */
const toOneService = (opened: PathOpening): readonly Fix[] =>
  conditioned(opened, "Allow passing roles to one service only", {
    operator: "StringEquals",
    key: "iam:PassedToService",
    values: [stop("lambda.amazonaws.com")],
  });

/** Who takes the roles that are passed to a service, where that is not the service by its name. */
const receivers: Readonly<Record<string, string>> = table({
  apprunner: "tasks.apprunner.amazonaws.com",
  ecs: "ecs-tasks.amazonaws.com",
});

/** Whether a role is for one of these services. */
const isFor = (role: Resource, services: readonly string[]): boolean =>
  trustedBy(role).some(({ type, value }) => type === "Service" && services.includes(textOf(value) ?? ""));

/** The service that a path passes the role to. */
function receiver({ others: [next] }: Path): string | undefined {
  if (!next) return undefined;
  const service = next.action.slice(0, next.action.indexOf(":"));
  return receivers[service] ?? `${service}.amazonaws.com`;
}
