import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { type Fix, json, type Problem, rule } from "../../kit/rule.ts";
import { secondFactor } from "../shapes/escalation/fixes.ts";
import { assuming } from "../shapes/telling.ts";
import { isNegated, spelled } from "../shapes/validation/operators.ts";
import { type ConditionTest, replaceTest, testsOf, withOperator } from "../shapes/validation/tests.ts";

export default rule({
  id: "aws-iam-trust-condition-without-effect",
  title: "Condition asks for a second factor or an external id, and lets in who has none",
  severity: "medium",
  severityDependsOn: "what the role may do",
  responsibility: "customer",
  why: "A stolen access key, or a third party that is tricked into using the role, gets in as if nothing were asked.",
  controls: { "nist-800-53-r5": ["AC-3", "IA-2(1)"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
  ],
  file: "policy.json",
  subsumes: ["aws-iam-condition-any-value"],

  on: allowing("trust"),
  *check(statement: Statement): Iterable<Problem> {
    if (!statement.principals?.values.some(({ type }) => textOf(type) === "AWS")) return;
    const tests = testsOf(statement);
    for (const { key, isMet, who, mended } of demands) {
      const own = tests.filter((test) => key.test(test.key));
      // all of them have to hold: one that asks is enough
      if (own.some((test) => test.condition.values.open || test.texts.includes(undefined) || !isMet(test))) continue;
      for (const test of own)
        yield {
          at: test.condition.key.at,
          ...assuming(who(test), "account", statement),
          fixes: () => mended(test),
        };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::123456789012:user/ann" },
          "Action": "sts:AssumeRole",
          "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "true" } }
    //                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
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
          "Principal": { "AWS": "arn:aws:iam::123456789012:user/ann" },
          "Action": "sts:AssumeRole",
          "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } }
        }
      ]
    }
  `,
});

/** Something to be asked of whoever assumes a role. */
interface Demand {
  readonly key: RegExp;
  /** Whether whoever has it not meets a test. */
  isMet(test: ConditionTest): boolean;
  who(test: ConditionTest): string;
  mended(test: ConditionTest): readonly Fix[];
}

const isLax = ({ operator }: ConditionTest): boolean => operator.ifExists || operator.qualifier === "ForAllValues";

const demands: readonly Demand[] = [
  {
    // who signs with an access key sends neither
    key: /^aws:MultiFactorAuth(?:Present|Age)$/i,
    isMet: (test) =>
      isLax(test) || test.operator.base === "Null" || (test.operator.base === "Bool" && test.texts.includes("false")),
    who: () => "Whoever has no second factor",
    mended: (test) =>
      /Age$/i.test(test.key) ? asking(test) : fix("Ask for a second factor", replaceTest(test, secondFactor)),
  },
  {
    key: /^sts:ExternalId$/i,
    isMet: (test) => isLax(test) || isNegated(test.operator) || test.operator.base === "Null" || isAny(test),
    who: (test) =>
      isNegated(test.operator)
        ? "Whoever gives any external id but one"
        : isAny(test)
          ? "Whoever gives any external id"
          : "Whoever gives no external id",
    mended: (test) => (isAny(test) || test.operator.base === "Null" ? [] : asking(test)),
  },
];

/** Writes the operator that holds of what is there, and of that alone. */
function asking(test: ConditionTest): readonly Fix[] {
  const to = spelled(undefined, test.operator.base.replace("Not", ""), false);
  return fix(`Write \`${to}\``, withOperator(test, to));
}

const isAny = ({ operator, texts }: ConditionTest): boolean =>
  operator.base === "StringLike" && texts.some((text) => /^\*+$/.test(text ?? ""));
