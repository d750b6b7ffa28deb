import { allows, type Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { roleNamed } from "../shapes/names.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { actionsIn, rewritten } from "../shapes/validation/elements.ts";
import { wayOfAll } from "../shapes/ways.ts";

export default rule({
  id: "aws-iam-trust-action-mismatched",
  title: "Nobody can assume the role in this way",
  severity: "medium",
  ...analyzer("MISMATCHED_ACTION_FOR_PRINCIPAL"),
  why: "Nobody can assume the role.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (statement.policy.kind !== "trust" || !allows(statement)) return;
    const way = wayOfAll(statement);
    if (way === undefined) return;
    for (const item of actionsIn(statement)) {
      if (
        !/^sts:AssumeRole(?:WithSAML|WithWebIdentity)?$/i.test(item.text) ||
        item.text.toLowerCase() === way.toLowerCase()
      )
        continue;
      yield {
        at: item.value.at,
        message: `Nobody can assume ${roleNamed(statement.policy)} in this way: its principals do it with \`${way}\``,
        fixes: () => fix(`Write \`${way}\``, rewritten(item, way), "update"),
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Federated": "arn:aws:iam::123456789012:saml-provider/corp" },
          "Action": "sts:AssumeRole",
    //              ^^^^^^^^^^^^^^^^
          "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }
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
          "Principal": { "Federated": "arn:aws:iam::123456789012:saml-provider/corp" },
          "Action": "sts:AssumeRoleWithSAML",
          "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }
        }
      ]
    }
  `,
});
