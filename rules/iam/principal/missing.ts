import { addPrincipal } from "../../../language/policy/edits.ts";
import type { Policy, Statement } from "../../../language/policy/policy.ts";
import { pieces, textOf } from "../../../language/policy/policy.ts";
import { all, fix } from "../../kit/grants.ts";
import { json, type Problem, rule } from "../../kit/rule.ts";
import { statements } from "../../kit/statements.ts";
import { ownRoot } from "../shapes/principals.ts";
import { analyzer } from "../shapes/validation/analyzer.ts";
import { headOf } from "../shapes/validation/objects.ts";

export default rule({
  id: "aws-iam-principal-missing",
  title: "Statement names nobody it is about",
  severity: "medium",
  ...analyzer("MISSING_PRINCIPAL"),
  aliases: { accessAnalyzer: ["MISSING_PRINCIPAL"], kics: ["bbe3dd3d-fea9-4b68-a785-cfabe2bbbc54"] },
  why: "AWS refuses the policy, so that the permissions stay what they were.",
  file: "policy.json",
  uncovers: ["aws-iam-trust-cross-account", "aws-iam-placeholder-left"],

  on: statements,
  *check(statement: Statement, module): Iterable<Problem> {
    const { principals, notPrincipals, open, policy } = statement;
    if (principals || notPrincipals || open || !/^(?:resource|trust)$/.test(policy.kind)) return;
    yield {
      at: headOf(statement),
      together: policy.at,
      // queues take it, and let nobody in
      message: isOfQueue(policy)
        ? "Statement lets nobody in: it names no principal"
        : "AWS refuses this policy: a statement names no principal",
      fixes: () => {
        const service = sender(statement);
        if (service !== undefined) return fix(`Let \`${service}\` in`, addPrincipal(statement, "Service", service));
        const { arn, edits } = ownRoot(module, statement);
        return fix("Let this account in", all(addPrincipal(statement, "AWS", arn), edits));
      },
    };
  },

  insecure: json`
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "Service": "ec2.amazonaws.com" },
          "Action": "sts:AssumeRole"
        },
        {
          "Effect": "Allow",
    //    ^^^^^^^^^^^^^^^^^
          "Action": "sts:AssumeRole"
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
          "Principal": { "Service": "ec2.amazonaws.com" },
          "Action": "sts:AssumeRole"
        },
        {
          "Effect": "Allow",
          "Action": "sts:AssumeRole",
          "Principal": {
            "AWS": "arn:aws:iam::123456789012:root"
          }
        }
      ]
    }
  `,
});

/** The service whose resources a condition on the source names: `sns.amazonaws.com` for the ARN of a topic. */
function sender({ conditions }: Statement): string | undefined {
  const sources = conditions?.values.filter(({ key }) => textOf(key)?.toLowerCase() === "aws:sourcearn") ?? [];
  const services = new Set(
    sources.flatMap(({ values }) =>
      values.values.map(
        (value) =>
          /^arn:[\w-]+:(sns|s3|events):/.exec(pieces(value)[0] ?? "")?.[1] ??
          value.refs?.flatMap(({ type }) => sending.get(type) ?? [])[0],
      ),
    ),
  );
  const [service] = services;
  return services.size === 1 && service !== undefined ? `${service}.amazonaws.com` : undefined;
}

/** Services that send to queues, topics and buckets in their own name, by what is set up to send. */
const sending: ReadonlyMap<string, string> = new Map([
  ["aws_sns_topic", "sns"],
  ["aws_s3_bucket", "s3"],
  ["aws_cloudwatch_event_rule", "events"],
]);

const isOfQueue = ({ attachments }: Policy): boolean =>
  attachments.length > 0 && attachments.every(({ resource }) => /^aws_sqs_queue/.test(resource.type));
