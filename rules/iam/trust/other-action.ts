import { allows, type Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { roleNamed } from "../shapes/names.ts";
import { actionsIn, removed, rewritten } from "../shapes/validation/elements.ts";
import { wayOfAll } from "../shapes/ways.ts";

export default rule({
  id: "aws-iam-trust-other-action",
  title: "Trust policy names an action by which no role is assumed",
  severity: "medium",
  responsibility: "customer",
  why: "AWS refuses the policy, so that the role is not made, or its trust stays what it was.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-custom.html",
    "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  ],
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (statement.policy.kind !== "trust") return;
    const actions = actionsIn(statement);
    const assuming = actions.filter(({ text }) => /^sts:/i.test(text));
    for (const action of actions) {
      if (assuming.includes(action) || !(/^[\w-]+:/.test(action.text) || (action.text === "*" && allows(statement))))
        continue;
      yield {
        at: action.value.at,
        message: `AWS refuses this policy: \`${action.text}\` is no way to assume ${roleNamed(statement.policy)}`,
        fixes: () => {
          if (assuming.length > 0) return fix("Remove it", removed(action), "update");
          const way = wayOfAll(statement);
          return way === undefined || actions.length > 1
            ? []
            : fix(`Write \`${way}\``, rewritten(action, way), "update");
        },
      };
    }
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Service": "lambda.amazonaws.com" },
          "Action": ["sts:AssumeRole", "sts:TagSession"]
        },
        {
          "Effect": "Allow",
          "Principal": { "Federated": "arn:aws:iam::123456789012:saml-provider/corp" },
          "Action": "s3:GetObject"
    //              ^^^^^^^^^^^^^^
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
          "Principal": { "Service": "lambda.amazonaws.com" },
          "Action": ["sts:AssumeRole", "sts:TagSession"]
        },
        {
          "Effect": "Allow",
          "Principal": { "Federated": "arn:aws:iam::123456789012:saml-provider/corp" },
          "Action": "sts:AssumeRoleWithSAML"
        }
      ]
    }
  `,
});
