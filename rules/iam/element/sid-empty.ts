import { removeElement } from "../../../language/policy/edits.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";

export default rule({
  id: "aws-iam-sid-empty",
  title: "Sid is empty",
  severity: "low",
  profile: "all",
  ...analyzer("EMPTY_SID_VALUE"),
  why: "Nobody can refer to the statement by it.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (textOf(statement.sid) !== "") return;
    yield {
      at: statement.sid.at,
      tag: "unnecessary",
      fixes: () => fix("Remove the Sid", removeElement(statement, "Sid"), "update"),
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "",
    //           ^^
          "Effect": "Allow",
          "Action": "s3:GetObject",
          "Resource": "arn:aws:s3:::acme-logs/*"
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
          "Resource": "arn:aws:s3:::acme-logs/*"
        }
      ]
    }
  `,
});
