import type { Value } from "../../../language/model/value.ts";
import { addCondition, type Edits, replaceValue } from "../../../language/policy/edits.ts";
import { anyTakesIn } from "../../../language/policy/match.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import { concat, isStop, stop, type TextPiece } from "../../../language/write/source.ts";
import { allowing, fix, isConditional } from "../../kit/grants.ts";
import { organization, partition } from "../../kit/offered.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { isOwnAccount } from "../shapes/accounts.ts";
import { assuming } from "../shapes/telling.ts";
import { identifiersOf } from "../shapes/validation/principals.ts";

export default rule({
  id: "aws-iam-trust-cross-account",
  title: "Another account decides which of its identities assume the role",
  severity: "medium",
  severityDependsOn: "what the role may do",
  profileDependsOn:
    "whether what the role may do is seen to make an administrator: for less, trusting an account is how accounts work together",
  responsibility: "customer",
  why: "Whoever that account lets assume roles gets in, and a third party can be tricked into using the role for others.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: {
    checkov: ["CKV_AWS_61"],
    kics: ["bcdcbdc6-a350-4855-ae7c-d1e6436f7c97", "09c35abf-5852-4622-ac7a-b987b331232e"],
  },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],

  on: allowing("trust"),
  *check(statement: Statement, module): Iterable<Problem> {
    const { actions } = statement;
    if (isConditional(statement) || !actions || !anyTakesIn(actions.values, "sts:AssumeRole")) return;
    const principals = statement.principals?.values ?? [];
    for (const { value, elements, type, text } of identifiersOf(statement)) {
      if (type !== "AWS") continue;
      const [, account] = /^(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?$/.exec(text) ?? [];
      if (account === undefined || isOwnAccount(account, statement, module)) continue;
      const demand = (title: string, key: string, asked: TextPiece) =>
        fix(title, addCondition(statement, { operator: "StringEquals", key, values: [asked] }));
      const said = assuming(`Account ${account} decides who`, "account", statement);
      yield {
        at: value.at,
        ...said,
        ...(said.power !== "admin" && { profile: "all" }),
        fixes: () => {
          const role = concat("arn:", partition(module, statement), `:iam::${account}:role/`, stop(sample));
          const named = fix(
            "Name the role that may assume it",
            roleForRoot(statement, value) ?? replaceValue(statement, elements, value, [role]),
          );
          // a condition holds for all that the statement lets in
          if (!principals.every((principal) => textOf(principal.type) === "AWS")) return named;
          const organized = organization(module, statement);
          const ofOrganization = demand("Ask for a member of the organization", "aws:PrincipalOrgID", organized);
          const byId = demand("Ask for an external id", "sts:ExternalId", stop("agreed-with-the-other-account"));
          return isStop(organized) ? [...named, ...byId, ...ofOrganization] : [...ofOrganization, ...named, ...byId];
        },
      };
    }
  },

  insecure: hcl`
    resource "aws_iam_role" "audit" {
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRole"
          Principal = { AWS = "arn:aws:iam::123456789012:root" }
                              #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_iam_role" "audit" {
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRole"
          Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
        }]
      })
    }
  `,
});

const sample = "app";

/** Writes a role where the text says `root`: what it takes from elsewhere stays. */
function roleForRoot({ policy }: Statement, { at, origin = at }: Value): Edits {
  const written = policy.text.slice(origin.start, origin.end);
  const [, root, mark = ""] = origin.uri === policy.at.uri ? (/(root)(\\?")?$/.exec(written) ?? []) : [];
  if (root === undefined) return undefined;
  const end = origin.end - mark.length;
  const text = `role/${sample}`;
  const stops = [{ start: text.length - sample.length, end: text.length }];
  return [{ at: { uri: origin.uri, start: end - root.length, end }, text, stops }];
}
