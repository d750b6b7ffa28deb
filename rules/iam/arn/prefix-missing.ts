import { type Attachment, type Policy, pieces, type Statement } from "../../../language/policy/policy.ts";
import { fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { arn } from "../shapes/validation/arns.ts";
import { resourcesIn, rewritten } from "../shapes/validation/elements.ts";

export default rule({
  id: "aws-iam-arn-prefix-missing",
  title: "Resource is not an ARN",
  severity: "medium",
  ...analyzer("INVALID_ARN_PREFIX"),
  profileDependsOn: "whether a variable only holds the place of an ARN with a word",
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",

  on: statements,
  *check(statement: Statement): Iterable<Problem> {
    if (statement.policy.kind === "resource") return;
    for (const item of resourcesIn(statement)) {
      const { text } = item;
      if (text === "" || /^(?:arn:|[*?]|\$\{)/.test(text) || isFilledIn(statement.policy, text)) continue;
      const meant = /^(?:aws[\w-]*:)/.test(text) ? `arn:${text}` : text.replace(/^arn?[.;]?|^ARN:/, "arn:");
      yield {
        at: item.value.at,
        // a word where the caller is to hand in an ARN
        ...(/^[a-z_-]+$/i.test(text) && item.value.origin && { profile: "all" as const }),
        message: `AWS refuses this policy: \`${text}\` is not an ARN`,
        fixes: () => (arn(meant) ? fix(`Write \`${meant}\``, rewritten(item, meant), "update") : []),
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
          "Resource": "aws:s3:::acme-logs/*"
    //                ^^^^^^^^^^^^^^^^^^^^^^
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

/** Whether a text only holds the place of another: whoever carries the policy has it replaced, or nobody carries it and it says so by its brackets. */
const isFilledIn = ({ attachments }: Policy, text: string): boolean =>
  attachments.length === 0
    ? /<[^<>]+>|\{\{[^{}]+\}\}|%[\w-]+%|@[\w-]+@/.test(text)
    : !attachments.some((attachment) => keeps(attachment, text));

/** Whether what a resource is handed still has a text of the policy in it; also where that cannot be told. */
function keeps({ resource, path }: Attachment, text: string): boolean {
  const value = resource.get(path);
  if (value.state === "unknown" && !value.parts) {
    const written = resource.attribute(path)?.value;
    return !(written?.kind === "call" && written.name.text === "replace");
  }
  // as `jsonencode` writes them
  const whole = pieces(value).join("").replaceAll("\\u003c", "<").replaceAll("\\u003e", ">").replaceAll("\\u0026", "&");
  return value.state === "mapping" || value.state === "list" || whole.includes(JSON.stringify(text).slice(1, -1));
}
