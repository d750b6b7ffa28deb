import { type Edits, renameElement, replaceValue, setElement } from "../../../language/policy/edits.ts";
import { type Statement, textOf } from "../../../language/policy/policy.ts";
import type { Text } from "../../../language/write/source.ts";
import { all, allowing, fix } from "../../kit/grants.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { powerOf } from "../shapes/power.ts";
import { ownRoot } from "../shapes/principals.ts";
import { doing, everyoneOf } from "../shapes/telling.ts";

export default rule({
  id: "aws-iam-not-principal-allowed",
  title: "Policy lets anyone in but a list of principals",
  severity: "critical",
  severityDependsOn: "what the actions of a resource's policy allow",
  responsibility: "customer",
  why: "Everybody who is not listed gets in, anonymous callers included.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: { accessAnalyzer: ["ALLOW_WITH_NOT_PRINCIPAL", "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html"],

  on: allowing("identity", "resource", "trust", "vpc-endpoint"),
  *check(statement: Statement, module): Iterable<Problem> {
    const { notPrincipals } = statement;
    if (!notPrincipals) return;
    const replacedBy = (account: Text): Edits => {
      if (statement.form.kind === "object") return setElement(statement, "NotPrincipal", { AWS: account });
      const [principal, ...others] = notPrincipals.values;
      const [identifier, ...more] = principal?.identifiers.values ?? [];
      const isLone = principal && identifier && textOf(principal.type) === "AWS" && others.length + more.length === 0;
      return isLone ? replaceValue(statement, principal.identifiers, identifier, [account]) : undefined;
    };
    const { kind } = statement.policy;
    const power = kind === "resource" ? powerOf(statement, module) : undefined;
    const { reach } = everyoneOf(statement);
    const gain = kind === "trust" ? "assume the role" : doing(statement, module);
    yield {
      at: notPrincipals.key,
      message: `Anyone but the principals named here can ${gain}`,
      ...(power && { reach, power }),
      fixes: () => {
        const { arn, edits } = ownRoot(module, statement);
        const named = all(renameElement(statement, "NotPrincipal", "Principal"), replacedBy(arn), edits);
        return fix("Let only this account in", named);
      },
    };
  },

  insecure: hcl`
    resource "aws_sqs_queue_policy" "orders" {
      queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect       = "Allow"
          NotPrincipal = { AWS = "arn:aws:iam::123456789012:user/intern" }
          #^^^^^^^^^^^
          Action       = "sqs:SendMessage"
          Resource     = "arn:aws:sqs:eu-west-1:123456789012:orders"
        }]
      })
    }
  `,
  secure: hcl`
    resource "aws_sqs_queue_policy" "orders" {
      queue_url = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [{
          Effect    = "Allow"
          Principal = { AWS = "arn:aws:iam::\${data.aws_caller_identity.current.account_id}:root" }
          Action    = "sqs:SendMessage"
          Resource  = "arn:aws:sqs:eu-west-1:123456789012:orders"
        }]
      })
    }

    data "aws_caller_identity" "current" {}
  `,
});
