import { deepEqual } from "node:assert/strict";
import { defaults } from "../../../analysis/config/config.ts";
import { check } from "../../../analysis/run/check.ts";
import { rules } from "../../../rules/index.ts";
import { directory, filesOf, today } from "../../harness/fixture.ts";

const chosen = rules.filter(({ id }) =>
  ["aws-iam-full-admin", "aws-iam-iam-wildcard", "aws-iam-action-wildcard"].includes(id),
);

/** What is said of a policy that allows actions on everything, beside other statements. */
function said(action: string, beside: string, profile: "recommended" | "all" = "recommended"): readonly string[] {
  const statements = `{ Effect = "Allow", Action = "${action}", Resource = "*" }, ${beside}`;
  const text = `resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [${statements}]\n  })\n}\n`;
  const options = { rules: chosen, config: { ...defaults, profile }, today };
  return check(filesOf({ "main.tf": text }), directory, options).report.findings.map(({ rule }) => rule.id);
}

const deny = (what: string, resource = 'Resource = "*"'): string => `{ Effect = "Deny", ${what}, ${resource} }`;

describe("a Deny beside a wildcard", () => {
  it("leaves nothing to say where it takes everything away, but for what it names", () => {
    deepEqual(said("iam:*", deny('Action = "iam:*"'), "all"), []);
    deepEqual(said("*", deny('Action = "*"'), "all"), []);
    deepEqual(
      said("s3:*", deny('Action = "s3:*"', 'NotResource = ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]'), "all"),
      [],
    );
  });

  it("leaves little to say where nothing dangerous is left", () => {
    const words =
      "Create Update Put Attach Delete Detach Add Remove Pass Set Tag Untag Upload Deactivate Enable Change Reset Resync Accept Associate Reject Send Disable Delegate".split(
        " ",
      );
    const changing = deny(`Action = [${words.map((word) => `"iam:${word}*"`).join(", ")}]`);
    deepEqual(said("iam:*", changing), []);
    deepEqual(said("iam:*", changing, "all"), ["aws-iam-iam-wildcard"]);
    deepEqual(said("*", deny('NotAction = ["ec2:Describe*", "s3:List*"]')), []);
  });

  it("changes nothing where it takes something else away, or not from everybody", () => {
    for (const other of [
      deny('Action = "iam:DeleteUser"'),
      deny('Action = "s3:*"'),
      deny('Action = "iam:*"', 'Resource = "arn:aws:iam::123456789012:user/root"'),
      deny('Action = "iam:*"', 'Resource = "*", Condition = { StringEquals = { "aws:username" = "ann" } }'),
      deny('NotAction = "iam:*"'),
    ])
      deepEqual(said("iam:*", other), ["aws-iam-iam-wildcard"], other);
    deepEqual(said("*", deny('Action = "organizations:LeaveOrganization"')), ["aws-iam-full-admin"]);
    deepEqual(said("s3:*", deny('Action = "s3:DeleteBucket"')), ["aws-iam-action-wildcard"]);
  });
});
