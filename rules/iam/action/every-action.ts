import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { replaceValue } from "../../../language/policy/edits.ts";
import type { Statement } from "../../../language/policy/policy.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { type Fix, hcl, type Problem, rule } from "../../kit/rule.ts";
import { accountsIn, isOwnAccount } from "../shapes/accounts.ts";
import { administered, isForDeploying } from "../shapes/administering.ts";
import { guarded, named, whoHolds } from "../shapes/names.ts";
import { servicesOf } from "../shapes/validation/attachments.ts";
import { isOnNamed, wide, wildcards } from "../shapes/wildcards.ts";

export default rule({
  id: "aws-iam-every-action",
  title: "Every action is allowed",
  severity: "high",
  severityDependsOn: "whether it is on one resource, and whether another account has it",
  profileDependsOn: `${administered}, and whether an account that has it is seen to be another one`,
  responsibility: "customer",
  why: "It takes in deleting the resource and changing who else may reach it.",
  controls: {
    "security-hub": ["IAM.21"],
  },
  aliases: {
    checkov: ["CKV_AWS_49", "CKV_AWS_63", "CKV_AWS_72"],
    trivy: ["AVD-AWS-0057", "AVD-AWS-0097"],
    tfsec: ["aws-iam-no-policy-wildcards", "aws-sqs-no-wildcards-in-policy-documents"],
    kics: ["816ea8cf-d589-442d-a917-2dd0ce0e45e3"],
  },
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CreateDestination.html",
  ],

  on: allowing("identity", "resource"),
  *check(statement: Statement, module): Iterable<Problem> {
    yield* statement.policy.kind === "identity" ? held(statement, module) : shared(statement, module);
  },

  insecure: hcl`
    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = "*"
                     #^^
          Resource = "arn:aws:s3:::acme-data/*"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_policy" "app" {
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect   = "Allow"
          Action   = "s3:GetObject"
          Resource = "arn:aws:s3:::acme-data/*"
        }]
      })
    }
  `,
});

/** What the holder of a policy may do; on one resource it is no more than all that its service has. */
function* held(statement: Statement, module: Module): Iterable<Problem> {
  const every = wildcards(statement).filter(({ prefix }) => prefix === "*");
  // who holds it is asked of no other statement
  if (every.length === 0) return;
  const isNamed = isOnNamed(statement);
  const said = `${whoHolds(statement.policy)} can use every action${isNamed ? ` on ${named(statement)}` : ""}`;
  for (const wildcard of every)
    yield {
      ...wide(statement, wildcard, module, said),
      ...(isNamed && { reach: "account", power: "write" }),
      ...(isForDeploying(statement, module) && { profile: "all" }),
    };
}

/** What the policy of a resource gives: in it, all of the resource's own service is everything, and another account's if that is let in. */
function* shared(statement: Statement, module: Module): Iterable<Problem> {
  const every = wildcards(statement);
  // who is let in is asked of no other statement
  if (every.length === 0) return;
  const services = servicesOf(statement.policy);
  const accounts = accountsIn(statement);
  const strangers = accounts.filter((account) => isOwnAccount(account, statement, module) === false);
  const areStrangers = strangers.length > 0;
  const [first, ...others] = areStrangers
    ? strangers
    : accounts.filter((account) => isOwnAccount(account, statement, module) === undefined);
  const who = others.length === 0 ? `Account ${first}` : `${others.length + 1} accounts`;
  const of = guarded(statement);
  for (const wildcard of every) {
    const { prefix } = wildcard;
    if (prefix === "*" && !areStrangers) {
      yield wide(statement, wildcard, module, `Policy of ${of} allows every action`);
      continue;
    }
    // to the account itself the policy of a key has to give everything
    if (first === undefined || (services && prefix !== "*" && !services.includes(prefix))) continue;
    if (!areStrangers && prefix === "kms") continue;
    yield {
      ...wide(statement, wildcard, module, `${who} can use every action on ${of}, and change who else may`),
      ...(isDestination(statement) && { fixes: () => subscribing(statement, wildcard.value) }),
      reach: "account",
      power: "data",
      ...(!areStrangers && { profile: "all" }),
    };
  }
}

/** Whether a policy is of a destination for logs, on which another account has one thing to do. */
const isDestination = ({ policy }: Statement): boolean =>
  policy.attachments.some(({ resource }) => resource.type === "aws_cloudwatch_log_destination_policy");

const subscribing = (statement: Statement, value: Value): readonly Fix[] =>
  statement.actions
    ? fix("Allow only to send logs", replaceValue(statement, statement.actions, value, ["logs:PutSubscriptionFilter"]))
    : [];
