import type { Value } from "../../../language/model/value.ts";
import { matches } from "../../../language/policy/match.ts";
import { pieces, type Statement, textOf } from "../../../language/policy/policy.ts";
import { isStar } from "../grants.ts";
import type { Holder } from "./holders.ts";
import type { Method, Target } from "./methods.ts";

interface Described {
  /** The resource whose `arn` names one. */
  readonly type?: string;
  /** An ARN to overtype. */
  readonly arn: string;
}

const here = "eu-west-1:123456789012";

/** What a target is declared as, and how its ARN is written. */
export const targets: Readonly<Record<Target, Described>> = {
  "iam:role": { type: "aws_iam_role", arn: "arn:aws:iam::123456789012:role/app" },
  "iam:user": { type: "aws_iam_user", arn: "arn:aws:iam::123456789012:user/app" },
  "iam:group": { type: "aws_iam_group", arn: "arn:aws:iam::123456789012:group/app" },
  "iam:policy": { type: "aws_iam_policy", arn: "arn:aws:iam::123456789012:policy/app" },
  "apprunner:service": { type: "aws_apprunner_service", arn: `arn:aws:apprunner:${here}:service/app/*` },
  "bedrock-agentcore:code-interpreter": { arn: `arn:aws:bedrock-agentcore:${here}:code-interpreter/app` },
  "cloudformation:stack": { arn: `arn:aws:cloudformation:${here}:stack/app/*` },
  "codebuild:project": { type: "aws_codebuild_project", arn: `arn:aws:codebuild:${here}:project/app` },
  "ec2:instance": { type: "aws_instance", arn: `arn:aws:ec2:${here}:instance/i-0123456789abcdef0` },
  "ec2:launch-template": {
    type: "aws_launch_template",
    arn: `arn:aws:ec2:${here}:launch-template/lt-0123456789abcdef0`,
  },
  "ecs:task": { arn: `arn:aws:ecs:${here}:task/app/*` },
  "glue:devEndpoint": { type: "aws_glue_dev_endpoint", arn: `arn:aws:glue:${here}:devEndpoint/app` },
  "lambda:function": { type: "aws_lambda_function", arn: `arn:aws:lambda:${here}:function:app` },
  "sagemaker:notebook-instance": {
    type: "aws_sagemaker_notebook_instance",
    arn: `arn:aws:sagemaker:${here}:notebook-instance/app`,
  },
};

/** Whether a statement reaches far enough for a method: every target, or where that is enough, the holder itself. */
export function reaches({ resources }: Statement, { target, own }: Method, holder: Holder): boolean {
  return (
    resources?.values.some((value) => takesInEvery(value, target) || (own === true && isOwn(value, holder))) ?? false
  );
}

/** Whether a value takes in everything of a kind: `*`, `arn:aws:iam::*:role/*`, `arn:aws:iam::123456789012:*`. */
export function takesInEvery(value: Value, target: Target): boolean {
  if (isStar(value)) return true;
  const text = pieces(value)
    .map((piece) => piece ?? "-")
    .join("");
  const [, service, , account, ...rest] = /^arn:/i.test(text) ? text.split(":").slice(1) : [];
  const [wanted = "", type = ""] = target.split(":");
  if (service === undefined) return /^arn:[^:]*\*$/i.test(text);
  // a star runs over colons: `arn:aws:iam::*` ends early and takes in all the same
  if (rest.length === 0) return matches(service, wanted) && text.endsWith("*");
  const path = rest.join(":");
  if (account === undefined) return false;
  return matches(service, wanted) && (/^\*+$/.test(path) || everyOf(type).test(path));
}

const everyOf = (type: string): RegExp => new RegExp(`^${type}(?:[/:]?\\*+)(?:[/:]\\*+)*$`, "i");

/** Whether a value names the holder itself: a user by `\${aws:username}`, a role or group by its reference or name. */
function isOwn(value: Value, { identity }: Holder): boolean {
  const text = textOf(value) ?? "";
  if (/:user\/(?:.*\/)?\$\{aws:username\}$/i.test(text)) return true;
  if (!identity) return false;
  const name = textOf(identity.get("name"));
  return identity.isMeantBy(value) || (name !== undefined && text.endsWith(`:${identity.type.slice(8)}/${name}`));
}
