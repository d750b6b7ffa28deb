import type { Module } from "../../../language/model/module.ts";
import { setElement } from "../../../language/policy/edits.ts";
import { takesIn } from "../../../language/policy/match.ts";
import { policies } from "../../../language/policy/policies.ts";
import { allows, type Statement, textOf } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { roleNamed } from "../shapes/names.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

/** Keys of a session, and the action that sets them. */
const settings = [
  [/^sts:SourceIdentity$/i, "sts:SetSourceIdentity"],
  [/^(?:aws:RequestTag\/.+|sts:TransitiveTagKeys)$/i, "sts:TagSession"],
  [/^sts:RequestContext\/.+$/i, "sts:SetContext"],
] as const;

export default rule({
  id: "aws-iam-trust-action-missing",
  title: "Nobody can assume the role with what the condition asks for",
  severity: "medium",
  ...analyzer("MISSING_ACTION_FOR_CONDITION_KEY"),
  why: "Nobody can assume the role with it.",
  file: "policy.json",

  on: tests,
  *check({ statement, key, condition, operator }: ConditionTest, module): Iterable<Problem> {
    const { policy, actions } = statement;
    const [, action] = settings.find(([pattern]) => pattern.test(key)) ?? [];
    if (policy.kind !== "trust" || !allows(statement) || !actions || actions.open || action === undefined) return;
    if (
      operator.ifExists ||
      operator.base === "Null" ||
      actions.values.some((value) => takesIn(value, action) !== false) ||
      isAllowedBeside(statement, action, module)
    )
      return;
    const texts = actions.values.flatMap((value) => textOf(value) ?? []);
    yield {
      at: condition.key.at,
      message: `Nobody can assume ${roleNamed(statement.policy)} with \`${key}\`, which needs \`${action}\``,
      fixes: () =>
        texts.length < actions.values.length
          ? []
          : fix(`Allow \`${action}\``, setElement(statement, "Action", [...texts, action]), "update"),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::123456789012:role/app" },
          "Action": "sts:AssumeRole",
          "Condition": { "StringLike": { "sts:SourceIdentity": "ops-*" } }
    //                                   ^^^^^^^^^^^^^^^^^^^^
        }
      ]
    }
  `,
  secure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::123456789012:role/app" },
          "Action": [
            "sts:AssumeRole",
            "sts:SetSourceIdentity"
          ],
          "Condition": { "StringLike": { "sts:SourceIdentity": "ops-*" } }
        }
      ]
    }
  `,
});

/** Whether another statement allows an action to whoever this one lets in, or may do so: of the policy, or of one that takes it in. */
const isAllowedBeside = (statement: Statement, action: string, module: Module): boolean =>
  policies(module)
    .filter((policy) => policy === statement.policy || policy.effective.includes(statement))
    .some(
      ({ open, effective }) =>
        open ||
        effective.some(
          (other) =>
            allows(other) &&
            (other.open ||
              other.actions?.open ||
              other.actions?.values.some((value) => takesIn(value, action) !== false)) &&
            !areOthers(statement.principals, other.principals),
        ),
    );

/** Whether two statements are known to let in nobody in common. */
function areOthers(some: Statement["principals"], others: Statement["principals"]): boolean {
  const [own, theirs] = [named(some), named(others)];
  return own !== undefined && theirs !== undefined && !own.some((each) => theirs.includes(each));
}

/** Principals by their names; undefined where not all are known, or one stands for many. */
function named(principals: Statement["principals"]): readonly string[] | undefined {
  if (!principals || principals.open) return undefined;
  const texts = principals.values.flatMap(({ identifiers: { values, open } }) =>
    open ? [undefined] : values.map(textOf),
  );
  return texts.some((text) => text === undefined || /[*?]|:root$|^\d{12}$/.test(text))
    ? undefined
    : texts.flatMap((text) => text ?? []);
}
