import type { Module } from "../../../language/model/module.ts";
import type { Value } from "../../../language/model/value.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import type { Action, ActionData } from "../../../language/schema/actions.ts";
import { allowing, fix, isFullAdmin, isStar } from "../../kit/grants.ts";
import { arnToOvertype } from "../../kit/offered.ts";
import { type Fix, hcl, type Problem, rule } from "../../kit/rule.ts";
import { revealing } from "../shapes/escalation/dangerous.ts";
import { narrowedTitle, narrowedTo } from "../shapes/escalation/fixes.ts";
import { isBound } from "../shapes/escalation/limits.ts";
import { isFree, isOpening } from "../shapes/escalation/paths.ts";
import { patternOf, takesInEvery } from "../shapes/escalation/targets.ts";
import { meantOf, partsOf } from "../shapes/meant.ts";
import { whoHolds } from "../shapes/names.ts";
import { resourceOf } from "../shapes/service-use.ts";
import { remembered } from "../shapes/validation/arns.ts";

export default rule({
  id: "aws-iam-infrastructure-unscoped",
  title: "Every resource can be changed",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One mistake or one leaked key changes or deletes what belongs to others, not only what the application needs.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: { checkov: ["CKV_AWS_111", "CKV_AWS_290"] },
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  ],
  subsumes: ["aws-iam-resource-wildcard"],

  on: allowing("identity").where((statement) => !isFullAdmin(statement) && !isBound(statement)),
  *check(statement: Statement, module: Module): Iterable<Problem> {
    const data = module.actions;
    const wide = statement.resources?.values.filter((value) => patternOf(value).endsWith("*")) ?? [];
    if (!data || wide.length === 0) return;
    const writing = (statement.actions?.values ?? []).flatMap((value) => {
      const changes = changing(value, data).filter(
        (action) => wide.some((each) => takesInAll(each, action, data)) && isFree(module, statement, action.name),
      );
      return changes.length > 0 ? [{ value, changes }] : [];
    });
    const [first, ...others] = writing.flatMap(({ changes }) => changes);
    const place = first && wide.find((each) => takesInAll(each, first, data));
    if (!first || !place || isOpening(module, statement)) return;
    const more = others.length === 0 ? "" : ` and ${others.length} more ${others.length === 1 ? "action" : "actions"}`;
    yield {
      at: place.at,
      message: `${whoHolds(statement.policy)} can use \`${first.name}\`${more} on every resource${isStar(place) ? "" : " of the kind"}`,
      fixes: () =>
        narrowed(
          statement,
          module,
          writing.map(({ value }) => value),
        ),
    };
  },

  insecure: hcl`
    data "aws_iam_policy_document" "worker" {
      statement {
        actions   = ["sqs:DeleteMessage", "sqs:SendMessage"]
        resources = ["*"]
                     #^^
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "worker" {
      statement {
        actions   = ["sqs:DeleteMessage", "sqs:SendMessage"]
        resources = ["arn:aws:sqs:eu-west-1:123456789012:app"]
      }
    }
  `,
});

/** The actions that a value takes in which change something and can be held to what they change: AWS counts decrypting as writing. */
function changing(value: Value, data: ActionData): readonly Action[] {
  const text = textOf(value);
  // a whole service is a fault of its own
  return text === undefined || /^(?:[\w*-]+:)?\*$/.test(text) ? [] : changingBy(data, text);
}

const changingBy = remembered((data, text): readonly Action[] =>
  data
    .expand(text)
    .flatMap((name) => data.action(name) ?? [])
    .filter((action) => action.level === "Write" && isOnSomething(action) && !revealing.includes(action.name)),
);

/** Whether a call names a resource: one kind always, or one of several. */
const isOnSomething = ({ resources }: Action): boolean =>
  resources.length > 1 || resources.some(({ required }) => required);

/** Whether a value takes in everything of a kind that an action changes. */
const takesInAll = (value: Value, { service, resources }: Action, data: ActionData): boolean =>
  resources.some(({ type }) => {
    const [, of, path = ""] =
      /^arn:[^:]*:([^:]*):[^:]*:[^:]*:([\w-]*)/.exec(data.resourceType(service, type)?.arn ?? "") ?? [];
    return of !== undefined && takesInEvery(value, `${of}:${path}`);
  });

/** Narrows what changes resources of one service to those that the statement is plainly about, else to an ARN to overtype. */
function narrowed(statement: Statement, module: Module, kin: readonly Value[]): readonly Fix[] {
  const prefixes = new Set(kin.map((value) => textOf(value)?.split(":")[0]?.toLowerCase() ?? ""));
  const [prefix = "", ...others] = prefixes;
  const about = others.length === 0 ? resourceOf(prefix) : undefined;
  if (!about) return [];
  const meant = meantOf(statement, module, about.type);
  const arns = meant.length > 0 ? meant.map(({ arn }) => arn) : [arnToOvertype(about.arn, module, statement)];
  return fix(
    meant.length > 0 ? narrowedTitle(meant) : "Narrow the resource to an ARN",
    narrowedTo(
      { statement, kin },
      arns.flatMap((arn) => partsOf(prefix, kin, arn)),
    ),
  );
}
