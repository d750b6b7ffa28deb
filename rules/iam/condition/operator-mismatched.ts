import type { KeyType } from "../../../language/schema/actions.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { isNegated, spelled, type WrittenOperator } from "../shapes/validation/operators.ts";
import { type ConditionTest, tests, withOperator } from "../shapes/validation/tests.ts";

const named: Readonly<Record<KeyType, string>> = {
  String: "text",
  ARN: "an ARN",
  Bool: "true or false",
  Numeric: "a number",
  Date: "a date",
  IPAddress: "an address",
  Binary: "binary data",
};

/** Text and ARNs can be compared with either's operators; so can an epoch, which is a number and a date. */
const isFitting = (operator: KeyType, key: KeyType): boolean =>
  operator === key ||
  (/^(?:String|ARN)$/.test(operator) && /^(?:String|ARN)$/.test(key)) ||
  (/^(?:Date|Numeric)$/.test(operator) && /^(?:Date|Numeric)$/.test(key)) ||
  (operator === "Binary" && key === "String");

function baseFor(type: KeyType, operator: WrittenOperator): string {
  const not = isNegated(operator) ? "Not" : "";
  switch (type) {
    case "Bool":
      return "Bool";
    case "IPAddress":
      return `${not}IpAddress`;
    case "ARN":
      return `Arn${not}Like`;
    case "Binary":
      return "BinaryEquals";
    default:
      return `${type}${not}Equals`;
  }
}

export default rule({
  id: "aws-iam-condition-operator-mismatched",
  title: "Operator does not compare what the key holds",
  severity: "low",
  ...analyzer("TYPE_MISMATCH"),
  why: "The condition never holds, or always does.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest, { actions: data }): Iterable<Problem> {
    const { operator, key, condition } = test;
    const found = data?.conditionKey(key);
    if (!found || operator.type === undefined || isFitting(operator.type, found.type)) return;
    const isGlobal = /^aws:/i.test(key);
    // a service's own documentation is not always exact
    if (!isGlobal && test.texts.every((text) => text === undefined || /^(?:true|false|[\d.]+)$/i.test(text))) return;
    const base = baseFor(found.type, operator);
    const to = spelled(operator.qualifier, base, operator.ifExists);
    yield {
      at: condition.operator.at,
      message: `\`${key}\` holds ${named[found.type]}, which \`${test.operator.text}\` does not compare`,
      fixes: () => fix(`Write \`${to}\``, withOperator(test, to)),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Deny",
          "Action": "*",
          "Resource": "*",
          "Condition": { "StringEquals": { "aws:SecureTransport": "false" } }
    //                   ^^^^^^^^^^^^^^
        }
      ]
    }
  `,
  secure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Deny",
          "Action": "*",
          "Resource": "*",
          "Condition": { "Bool": { "aws:SecureTransport": "false" } }
        }
      ]
    }
  `,
});
