import type { Module } from "../../../language/model/module.ts";
import { addCondition, type NewCondition } from "../../../language/policy/edits.ts";
import { pieces, type Statement, textOf } from "../../../language/policy/policy.ts";
import { concat, expression, isVerbatim } from "../../../language/write/source.ts";
import { all, allowing, fix } from "../../kit/grants.ts";
import { ownAccount, partition } from "../../kit/offered.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { sourceText } from "../../kit/source-text.ts";
import { isNarrowed, isTested } from "../shapes/conditions.ts";
import { deputyNamed } from "../shapes/deputies.ts";
import { guarded } from "../shapes/names.ts";
import { identifiers } from "../shapes/principals.ts";
import { doing } from "../shapes/telling.ts";

export default rule({
  id: "aws-iam-confused-deputy",
  title: "A service can use the resource for any account",
  severity: "medium",
  profileDependsOn:
    "whether more can be done than to publish to a topic, to see that a bucket is there, to fill a queue of dead letters, to deliver logs or to use a key of what another policy guards",
  responsibility: "customer",
  why: "Someone in another account can set up the same service to reach this resource in their name.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: { accessAnalyzer: ["RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL"] },
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
  ],

  on: allowing("resource"),
  *check(statement: Statement, module): Iterable<Problem> {
    if (isNarrowed(statement)) return;
    const prefixes = new Set(
      statement.actions?.values.flatMap((action) => /^[\w-]+(?=:)/.exec(textOf(action) ?? "")?.[0].toLowerCase() ?? []),
    );
    for (const service of identifiers(statement, "Service")) {
      const name = textOf(service) ?? "";
      const deputy = deputyNamed(name);
      const reached = deputy?.reaches.filter((prefix) => prefixes.has(prefix)) ?? [];
      if (!deputy || reached.length === 0) continue;
      // SES has sent the account as the referrer for longer than as the source
      if (name === "ses.amazonaws.com" && isTested(statement, "aws:Referer")) continue;
      const isIdle = reached.every((prefix) => deputy.idly?.includes(prefix));
      yield {
        at: service.at,
        message: `${deputy.called} of any account can ${doing(statement, module)}`,
        ...((isIdle || isNotice(statement)) && { profile: "all" }),
        fixes: () => {
          // a condition holds for all that the statement lets in
          const principals = statement.principals?.values ?? [];
          if (!principals.every(({ type }) => textOf(type) === "Service") || isOfOthers(statement)) return [];
          const { words, edits } = ownAccount(module, statement);
          const others = accountsIn(module, statement);
          if (others === "several" || (others && !isVerbatim(words))) return [];
          const held = (condition: NewCondition) => all(addCondition(statement, condition), edits);
          if (name.startsWith("cloudfront.")) {
            const arn = concat("arn:", partition(module, statement), ":cloudfront::", words, ":distribution/*");
            const isAlone = principals.flatMap(({ identifiers }) => identifiers.values).length === 1;
            return others || !isAlone
              ? []
              : fix(onlyHere, held({ operator: "ArnLike", key: "aws:SourceArn", values: [arn] }));
          }
          const values = others && isVerbatim(words) ? expression(`concat([${words.text}], ${others})`) : [words];
          return fix(
            others ? `Allow it for this account and \`${others}\`` : onlyHere,
            held({ operator: "StringEquals", key: "aws:SourceAccount", values }),
          );
        },
      };
    }
  },

  insecure: hcl`
    data "aws_caller_identity" "current" {}

    data "aws_iam_policy_document" "topic" {
      statement {
        actions   = ["sns:Publish"]
        resources = ["arn:aws:sns:eu-west-1:123456789012:alarms"]

        principals {
          type        = "Service"
          identifiers = ["events.amazonaws.com"]
                         #^^^^^^^^^^^^^^^^^^^^^
        }
      }
    }

    resource "aws_sns_topic_policy" "alarms" {
      arn    = "arn:aws:sns:eu-west-1:123456789012:alarms"
      policy = data.aws_iam_policy_document.topic.json
    }
  `,
  secure: hcl`
    data "aws_caller_identity" "current" {}

    data "aws_iam_policy_document" "topic" {
      statement {
        actions   = ["sns:Publish"]
        resources = ["arn:aws:sns:eu-west-1:123456789012:alarms"]

        principals {
          type        = "Service"
          identifiers = ["events.amazonaws.com"]
        }

        condition {
          test     = "StringEquals"
          variable = "aws:SourceAccount"
          values   = [data.aws_caller_identity.current.account_id]
        }
      }
    }

    resource "aws_sns_topic_policy" "alarms" {
      arn    = "arn:aws:sns:eu-west-1:123456789012:alarms"
      policy = data.aws_iam_policy_document.topic.json
    }
  `,
});

const onlyHere = "Allow it for this account only";

/** Whether a stranger can only send a notice that somebody reads, to a topic or a queue of what could not be delivered, or have the service see that the bucket is there. */
const isNotice = (statement: Statement): boolean => {
  const texts = statement.actions?.values.map((action) => textOf(action) ?? "") ?? [];
  if (texts.length === 0) return false;
  if (texts.every((text) => /^(?:sns:publish|s3:(?:getbucket(?:acl|location)|listbucket))$/i.test(text))) return true;
  const named = [guarded(statement), ...statement.policy.attachments.map(({ resource }) => resource.address)];
  return texts.every((text) => /^sqs:sendmessage$/i.test(text)) && named.some((name) => /dlq|dead.?letter/i.test(name));
};

/** The list of accounts for which the file of a policy speaks, which a condition on its own alone would shut out. */
function accountsIn(module: Module, { policy }: Statement): string | "several" | undefined {
  if (policy.notation === "json") return undefined;
  const names = new Set(
    [...policy.text.matchAll(/\bvar\.([\w-]+)/g)].flatMap(([, name = ""]) => (accounts.test(name) ? [name] : [])),
  );
  const [only] = names;
  if (only === undefined) return undefined;
  const [declared] = module.blocksNamed("variable", only);
  const type = declared && sourceText(declared, "type");
  return names.size === 1 && /^list\((?:string|any)\)$/.test(type ?? "") ? `var.${only}` : "several";
}

const accounts = /(?:^|_)accounts?(?:_(?:ids|numbers)|s)$|(?:^|_)accounts$/;

/** Whether a path says that logs of several accounts come in, or of one that is written as a number. */
const isOfOthers = ({ resources }: Statement): boolean =>
  resources?.values.some((value) => /AWSLogs\/(?:\*.*\/|\d{12})/.test(pieces(value).join("\0"))) ?? false;
