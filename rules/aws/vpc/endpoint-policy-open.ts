import { addCondition, type Edits, setElement } from "../../../language/policy/edits.ts";
import { denies, type Statement, textOf } from "../../../language/policy/policy.ts";
import { isStop, type TextPiece } from "../../../language/write/source.ts";
import { isNarrowed } from "../../iam/shapes/conditions.ts";
import { everybody } from "../../iam/shapes/principals.ts";
import { plain } from "../../kit/checks.ts";
import { all, allowing, fix, isStar, stars } from "../../kit/grants.ts";
import { organization, ownAccount } from "../../kit/offered.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-vpc-endpoint-policy-open",
  title: "Endpoint lets everybody reach every resource of its service",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever gets into the network can carry data to a bucket or a queue of their own account, with keys of their own.",
  controls: { "nist-800-53-r5": ["AC-4"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    "https://docs.aws.amazon.com/whitepapers/latest/building-a-data-perimeter-on-aws/perimeter-implementation.html",
  ],

  on: allowing("vpc-endpoint"),
  *check(statement: Statement, module): Iterable<Problem> {
    const [star] = stars(statement.resources);
    const isEverybody = [...everybody(statement)].some(({ value }) => isStar(value));
    const isEverything = statement.actions?.values.some((value) => /^(?:\*|[\w*-]+:\*)$/.test(textOf(value) ?? ""));
    if (!star || !isEverybody || !isEverything || isNarrowed(statement) || isHeldToResources(statement)) return;
    yield {
      at: star.at,
      message: `Through the endpoint everybody can reach every resource of ${serviceOf(statement)}, those of other accounts too`,
      fixes: () => {
        const id = organization(module, statement);
        const { words, edits } = ownAccount(module, statement);
        const toOrganization = fix(
          "Allow only the organization, and what is its own",
          held(statement, "aws:PrincipalOrgID", "aws:ResourceOrgID", id),
        );
        const toAccount = fix(
          "Allow only this account, and what is its own",
          all(held(statement, "aws:PrincipalAccount", "aws:ResourceAccount", words), edits),
        );
        return isStop(id) ? [...toAccount, ...toOrganization] : [...toOrganization, ...toAccount];
      },
    };
  },

  insecure: hcl`
    data "aws_organizations_organization" "own" {}

    data "aws_iam_policy_document" "s3" {
      statement {
        actions   = ["*"]
        resources = ["*"]
        #            ^^^
        principals {
          type        = "*"
          identifiers = ["*"]
        }
      }
    }

    resource "aws_vpc_endpoint" "s3" {
      vpc_id       = "vpc-0123456789abcdef0"
      service_name = "com.amazonaws.eu-west-1.s3"
      policy       = data.aws_iam_policy_document.s3.json
    }
  `,
  secure: hcl`
    data "aws_organizations_organization" "own" {}

    data "aws_iam_policy_document" "s3" {
      statement {
        actions   = ["*"]
        resources = ["*"]
        principals {
          type        = "*"
          identifiers = ["*"]
        }

        condition {
          test     = "StringEquals"
          variable = "aws:PrincipalOrgID"
          values   = [data.aws_organizations_organization.own.id]
        }

        condition {
          test     = "StringEquals"
          variable = "aws:ResourceOrgID"
          values   = [data.aws_organizations_organization.own.id]
        }
      }
    }

    resource "aws_vpc_endpoint" "s3" {
      vpc_id       = "vpc-0123456789abcdef0"
      service_name = "com.amazonaws.eu-west-1.s3"
      policy       = data.aws_iam_policy_document.s3.json
    }
  `,
});

/** Whether the resources are held to somebody's own, by the statement or by a Deny beside it. */
const isHeldToResources = (statement: Statement): boolean =>
  [statement, ...statement.policy.statements.filter(denies)].some(({ conditions }) =>
    conditions?.values.some(({ key }) => /^(?:aws:resource|s3:resourceaccount$)/i.test(textOf(key) ?? "aws:resource")),
  );

/** The service that an endpoint is for, by its name. */
function serviceOf({ policy }: Statement): string {
  const names = policy.attachments.map(({ resource }) => plain(resource.get("service_name")));
  const [, service] = /^com\.amazonaws\.[\w-]+\.([\w.-]+)$/.exec(String(names[0])) ?? [];
  return service === undefined ? "its service" : `\`${service}\``;
}

/** Holds callers and resources to one owner. */
function held(statement: Statement, caller: string, resource: string, owner: TextPiece): Edits {
  if (statement.conditions) return undefined;
  if (statement.form.kind === "object")
    return setElement(statement, "Condition", { StringEquals: { [caller]: owner, [resource]: owner } });
  return all(
    ...[caller, resource].map((key) => addCondition(statement, { operator: "StringEquals", key, values: [owner] })),
  );
}
