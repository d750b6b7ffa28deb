import { allows, type Statement } from "../../../language/policy/policy.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { guarded, roleNamed } from "../shapes/names.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";

/** Accounts that stand in AWS's own examples, and one digit twelve times. */
const account = /(?:^|:)(123456789012|111122223333|444455556666|777788889999|210987654321|(\d)\2{11})(?::|$)/;

/** Words by which a sample says that something is to be filled in. */
const words = /CHANGE[-_]?ME|REPLACE[-_]?(?:ME|WITH)|YOUR[-_](?:AWS[-_])?ACCOUNT|<[\w -]+>/i;

export default rule({
  id: "aws-iam-placeholder-left",
  title: "Account of an example is let in",
  severity: "medium",
  responsibility: "customer",
  why: "The number was taken over from an example: whoever has that account gets in, and who is meant does not.",
  controls: { "nist-800-53-r5": ["AC-3"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
  ],
  noFix: "Which account is meant is for the author to say.",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    const { policy } = statement;
    if (!allows(statement) || !/^(?:resource|trust)$/.test(policy.kind)) return;
    for (const { type, text, value, isNegated } of identifiersOf(statement)) {
      const number = account.exec(text)?.[1];
      const found = number ?? words.exec(text)?.[0];
      if (type !== "AWS" || isNegated || found === undefined) continue;
      if (number === undefined && !/^(?:arn:|\d)/.test(text)) {
        yield { at: value.at, message: `\`${found}\` stands where somebody is to be named: AWS refuses the policy` };
        continue;
      }
      const gain = policy.kind === "trust" ? `can assume ${roleNamed(policy)}` : `is let in to ${guarded(statement)}`;
      yield { at: value.at, message: `\`${found}\`, which stands in examples for an account, ${gain}` };
    }
  },

  file: "policy.json",
  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
    //                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          "Action": "sts:AssumeRole",
          "Condition": { "StringEquals": { "sts:ExternalId": "a1b2c3" } }
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
          "Principal": { "AWS": "arn:aws:iam::390168424702:root" },
          "Action": "sts:AssumeRole",
          "Condition": { "StringEquals": { "sts:ExternalId": "a1b2c3" } }
        }
      ]
    }
  `,
});
