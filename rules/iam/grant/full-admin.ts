import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import { addCondition, replaceValue, setElement } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { stop } from "../../../language/write/source.ts";
import { plain } from "../../kit/checks.ts";
import { all, allowing, fix, isFullAdmin, stars } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { administered, isForDeploying } from "../shapes/administering.ts";
import { isCalledAdministrators } from "../shapes/administrators.ts";
import { secondFactor } from "../shapes/escalation/fixes.ts";
import { holdersOf, isDeniedBeside, leftOf } from "../shapes/escalation/paths.ts";
import { holder, whoHolds } from "../shapes/names.ts";
import { isOfPeople } from "../shapes/users.ts";

export default rule({
  id: "aws-iam-full-admin",
  title: "Policy allows every action on every resource",
  severity: "critical",
  profileDependsOn: `whether only a group of administrators holds it, and whether a permissions boundary that holds it down is in view; ${administered}`,
  responsibility: "customer",
  why: "Whoever holds this policy, or steals the keys of one who does, owns the account.",
  controls: {
    "cis-aws-1.4": ["1.16"],
    "security-hub": ["IAM.1"],
  },
  aliases: {
    checkov: ["CKV_AWS_1", "CKV_AWS_49", "CKV_AWS_62", "CKV_AWS_63", "CKV2_AWS_40"],
    trivy: ["AVD-AWS-0057"],
    tfsec: ["aws-iam-no-policy-wildcards"],
    kics: [
      "2f37c4a3-58b9-4afe-8a87-d7f1d2286f84",
      "575a2155-6af1-4026-b1af-d5bc8fe2a904",
      "b1ffa705-19a3-4b73-b9d0-0c97d0663842",
      "132a8c31-9837-4203-9fd1-15ca210c7b73",
    ],
  },
  references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html"],
  subsumes: [
    "aws-iam-role-passed-anywhere",
    "aws-iam-service-linked-role-unscoped",
    "aws-iam-pass-role-unscoped",
    "aws-iam-resource-wildcard",
    "aws-iam-infrastructure-unscoped",
    "aws-iam-data-unscoped",
  ],

  on: allowing("identity"),
  *check(statement: Statement, module): Iterable<Problem> {
    const { actions, resources } = statement;
    const [star] = stars(actions);
    const [everything] = stars(resources);
    if (!isFullAdmin(statement) || !star || !everything || !actions || !resources) return;
    const byHand = () =>
      all(
        actions.values.length > 1
          ? setElement(statement, "Action", [stop("s3:GetObject")])
          : replaceValue(statement, actions, star, [stop("s3:GetObject")]),
        replaceValue(statement, resources, everything, [stop("arn:aws:s3:::my-app-bucket/*")]),
      );
    const left = leftOf(module, statement, "*");
    if (!left) return;
    yield {
      at: star.at,
      ...(isOfAdministrators(statement, module) || isForDeploying(statement, module) ? { profile: "all" } : left),
      message: `${whoHolds(statement.policy)} is administrator: every action is allowed on every resource`,
      fixes: () => [
        ...(isOfPeople(module, statement.policy)
          ? fix("Ask for a second factor", addCondition(statement, secondFactor))
          : []),
        // what is meant as a whole, or differs from caller to caller, is not made of one action by a guess
        ...(isDeniedBeside(module, statement.policy, "*") || isCalledAdmin(statement) || isCalledOften(module)
          ? []
          : fix("Name the actions and resources that are needed", byHand())),
      ],
    };
  },

  insecure: hcl`
    resource "aws_s3_bucket" "data" {
      bucket = "acme-data"
    }

    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = "*"
                     #^^
          Resource = "*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_s3_bucket" "data" {
      bucket = "acme-data"
    }

    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = "arn:aws:s3:::my-app-bucket/*"
        }]
      })
    }
  `,
});

/** Whether nobody holds it but groups, and through them their members, and they or the policy are called administrators. */
function isOfAdministrators({ policy }: Statement, module: Module): boolean {
  const carriers = policy.attachments.map(({ resource }) => resource);
  const isOfGroups = carriers.every(({ type }) => type === "aws_iam_group_policy");
  const isCalledSo = carriers.every((carrier) => carrier.type === "aws_iam_policy" && isCalled(carrier));
  const holders = holdersOf(module, policy).filter(
    ({ identity }) => !(isOfGroups && identity?.type === "aws_iam_user"),
  );
  return (
    policy.attachments.length > 0 &&
    holders.length > 0 &&
    holders.every(({ identity }) => identity?.type === "aws_iam_group" && (isCalledSo || isCalled(identity)))
  );
}

const isCalled = (resource: Resource): boolean =>
  [resource.name, plain(resource.get("name"))].some(
    (name) => typeof name === "string" && isCalledAdministrators(name.replace(/[-_ ]?policy$/i, "")),
  );

/** Whether who holds a statement is called after administrators. */
const isCalledAdmin = ({ policy }: Statement): boolean => /admin|break-?_?glass/i.test(holder(policy));

/** Whether a module is there for several calls, each of which needs other rights. */
const isCalledOften = ({ root, directory }: Module): boolean =>
  new Set(root.tree().flatMap((other) => (other.directory === directory ? (other.call?.block ?? []) : []))).size > 1;
