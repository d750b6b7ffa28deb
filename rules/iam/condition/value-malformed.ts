import { replaceValue } from "../../../language/policy/edits.ts";
import type { KeyType } from "../../../language/schema/actions.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { type ConditionTest, tests } from "../shapes/validation/tests.ts";

interface ValueForm {
  readonly name: string;
  readonly pattern: RegExp;
  /** What was probably meant; the text itself where that cannot be told. */
  mended(text: string): string;
}

const byte = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

/** How AWS wants values to be written, by what the operator compares. */
const forms: Readonly<Partial<Record<KeyType, ValueForm>>> = {
  Bool: {
    name: "`true` or `false`",
    pattern: /^(?:true|false)$/i,
    mended: (text) =>
      /^(?:yes|on|1|t)$/i.test(text) ? "true" : /^(?:no|off|0|f)$/i.test(text) ? "false" : text.toLowerCase(),
  },
  Numeric: {
    name: "a number",
    pattern: /^[+-]?\d+(?:\.\d+)?$/,
    mended: (text) => text.replaceAll(/[,_\s]/g, ""),
  },
  Date: {
    name: "a date such as `2026-11-23T00:00:00Z`",
    pattern:
      /^(?:\d{9,}|[+-]?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T[\d:.,]+(?:Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?)$/i,
    mended: (text) =>
      text.replace(/^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/, (_, year, month, day) =>
        [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-"),
      ),
  },
  IPAddress: {
    name: "an address or a range such as `203.0.113.0/24`",
    pattern: new RegExp(
      `^(?:${byte}(?:\\.${byte}){3}(?:/(?:3[0-2]|[12]?\\d))?|[\\da-f:]*:[\\da-f:.]*(?:/(?:12[0-8]|1[01]\\d|\\d?\\d))?)$`,
      "i",
    ),
    mended: (text) => text.replaceAll(" ", ""),
  },
  Binary: {
    name: "Base64",
    pattern: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    mended: (text) => text,
  },
};

export default rule({
  id: "aws-iam-condition-value-malformed",
  title: "Value of a condition is not what its operator compares",
  severity: "low",
  ...analyzer(
    "TYPE_MISMATCH_BOOLEAN",
    "TYPE_MISMATCH_DATE",
    "TYPE_MISMATCH_IP_RANGE",
    "TYPE_MISMATCH_NUMBER",
    "TYPE_MISMATCH_STRING",
    "INVALID_DATE_VALUE",
  ),
  why: "The condition never holds, or always does.",
  file: "policy.json",

  on: tests,
  *check({ statement, operator, condition, texts }: ConditionTest): Iterable<Problem> {
    const kind = operator.base === "Null" ? "Bool" : operator.type;
    const form = kind && forms[kind];
    if (!form) return;
    for (const [index, value] of condition.values.values.entries()) {
      const text = texts[index];
      if (text === undefined || text.includes("${") || form.pattern.test(text)) continue;
      const mended = form.mended(text.trim());
      yield {
        at: value.at,
        message: `\`${text}\` is not ${form.name}`,
        fixes: () =>
          mended !== text && form.pattern.test(mended)
            ? fix(`Write \`${mended}\``, replaceValue(statement, condition.values, value, [mended]))
            : [],
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": { "Bool": { "aws:SecureTransport": "yes" } }
    //                                                    ^^^^^
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
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": { "Bool": { "aws:SecureTransport": "true" } }
        }
      ]
    }
  `,
});
