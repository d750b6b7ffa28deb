import { removeCondition, replacePrincipal } from "../../../language/policy/edits.ts";
import { allows } from "../../../language/policy/policy.ts";
import { all, fix } from "../../kit/grants.ts";
import { ownAccount } from "../../kit/offered.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { isTested } from "../shapes/conditions.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { holdsWithout } from "../shapes/validation/operators.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";
import { type ConditionTest, renamed, replaceTest, tests } from "../shapes/validation/tests.ts";

/** Services that write by a role that they are given (https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html). */
const byRole = /^firehose\.amazonaws\.com$/;

/** What a service tells of whom it acts for, by what a caller tells of himself. */
const sources: ReadonlyMap<string, string> = new Map([
  ["aws:principalaccount", "aws:SourceAccount"],
  ["aws:principalorgid", "aws:SourceOrgID"],
  ["aws:principalorgpaths", "aws:SourceOrgPaths"],
]);

export default rule({
  id: "aws-iam-service-asked-for-caller",
  title: "Condition on a service asks for what only callers have",
  severity: "medium",
  ...analyzer("UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL"),
  why: "A service that acts for somebody says so in its source: this condition keeps it out, or lets it in for all.",
  file: "policy.json",

  on: tests,
  *check(test: ConditionTest, module): Iterable<Problem> {
    const { statement, key, condition, operator } = test;
    if (!/^(?:resource|trust)$/.test(statement.policy.kind) || !allows(statement) || operator.base === "Null") return;
    if (
      !/^aws:(?:Principal(?:Account|Arn|OrgID|OrgPaths|Tag\/.+)|SourceIp|SourceVpc|SourceVpce|VpcSourceIp|userid|username)$/i.test(
        key,
      )
    )
      return;
    const found = [...identifiersOf(statement)];
    if (found.length === 0 || !found.every(({ type }) => type === "Service")) return;
    const isSourceTested = isTested(statement, ...[...sources.values(), "aws:SourceArn"]);
    const isNeverMet = !holdsWithout(operator);
    if (isSourceTested && !isNeverMet) return;
    yield {
      at: condition.key.at,
      message: isNeverMet
        ? `A service sends no \`${key}\`, so that this never lets it in`
        : `A service sends no \`${key}\`, so the condition does not say for whom it acts`,
      fixes: () => {
        if (isSourceTested) return fix("Remove the condition", removeCondition(statement, condition));
        const named = statement.principals?.values.flatMap(({ identifiers }) => identifiers.values) ?? [];
        const delivering = found.filter(({ text }) => byRole.test(text));
        // by its role it is a caller like any other, whom the condition fits; services beside it are none
        if (delivering.length === named.length)
          return delivering.length === 1 && /^aws:PrincipalOrg/i.test(key)
            ? delivering.flatMap(({ principal }) =>
                fix("Let in the roles by which it delivers", replacePrincipal(statement, principal.at, "AWS", ["*"])),
              )
            : [];
        const source = sources.get(key.toLowerCase());
        if (source) return fix(`Ask for \`${source}\``, renamed(statement, condition.key, source));
        const { words, edits } = ownAccount(module, statement);
        const account = { operator: "StringEquals", key: "aws:SourceAccount", values: [words] };
        return fix("Ask for the account it acts for", all(replaceTest(test, account), edits));
      },
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Service": "cloudtrail.amazonaws.com" },
          "Action": "s3:PutObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": {
            "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }
    //                        ^^^^^^^^^^^^^^^^^^^^
          }
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
          "Principal": { "Service": "cloudtrail.amazonaws.com" },
          "Action": "s3:PutObject",
          "Resource": "arn:aws:s3:::acme-logs/*",
          "Condition": {
            "StringEquals": { "aws:SourceOrgID": "o-a1b2c3d4e5" }
          }
        }
      ]
    }
  `,
});
