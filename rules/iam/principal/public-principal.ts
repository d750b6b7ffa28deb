import { addCondition, removeValues } from "../../../language/policy/edits.ts";
import { allows, type Statement, textOf } from "../../../language/policy/policy.ts";
import { isStop } from "../../../language/write/source.ts";
import { cloudFrontOnly } from "../../aws/cloudfront/shapes/origin-access.ts";
import { isPublicTwice } from "../../aws/s3/shapes/public.ts";
import { isTrue, meant } from "../../kit/checks.ts";
import { allowing, fix } from "../../kit/grants.ts";
import { organization } from "../../kit/offered.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { isNarrowed } from "../shapes/conditions.ts";
import { powerOf } from "../shapes/power.ts";
import { everybody, heldToAccount, replacedByAccount } from "../shapes/principals.ts";
import { bucketsOf, isMeantForAll, isOnPurpose, isShutOut } from "../shapes/published.ts";
import { doing, everyoneOf } from "../shapes/telling.ts";

/** Reading from a public repository of ECR is what it is for. */
const isGallery = ({ policy, actions }: Statement): boolean =>
  policy.attachments.length > 0 &&
  policy.attachments.every(({ resource }) => resource.type === "aws_ecrpublic_repository_policy") &&
  (actions?.values.every((action) => reading.test(textOf(action) ?? "")) ?? false);

const reading = /^ecr(?:-public)?:(?:Batch(?:Get|Check)|Get|Describe|List)/i;

/** In a VPC the security groups of a search domain decide who reaches it, else its own users may; AWS itself proposes an open policy for both. */
const isGuardedOtherwise = ({ policy: { attachments } }: Statement): boolean =>
  attachments.length > 0 &&
  attachments.every(({ resource }) => {
    const domain = /_domain_policy$/.test(resource.type)
      ? meant(resource.get("domain_name"), resource, resource.type.replace(/_policy$/, ""), "domain_name")
      : resource;
    return (
      domain !== undefined &&
      /^aws_(?:opensearch|elasticsearch)_domain$/.test(domain.type) &&
      (domain.sections("vpc_options").length > 0 ||
        domain.isOpen("vpc_options") ||
        isTrue(domain.get("advanced_security_options.enabled")))
    );
  });

/**
 * Whether nothing else lets anyone use a key. The account itself hands its rights on by policies of identities only, and roles that are linked to
 * a service, as Auto Scaling's, have none for keys.
 */
const isAllOfKey = ({ policy, actions }: Statement): boolean =>
  policy.statements.filter((other) => allows(other)).length === 1 &&
  (actions?.values.every((action) => /^kms:/i.test(textOf(action) ?? "")) ?? false);

export default rule({
  id: "aws-iam-public-principal",
  title: "Policy lets anyone in",
  severity: "high",
  severityDependsOn: "whether an account is needed, and on what the actions allow",
  profileDependsOn:
    "whether more than the objects of a bucket can be read that the code says is public on purpose, and whether the bucket's public access block keeps everybody out",
  responsibility: "customer",
  why: "Anyone with an AWS account, for some services anyone at all, can call these actions on the resource.",
  controls: { "nist-800-53-r5": ["AC-3", "AC-6"] },
  aliases: {
    checkov: [
      "CKV_AWS_70",
      "CKV_AWS_283",
      "CKV_AWS_32",
      "CKV_AWS_33",
      "CKV_AWS_167",
      "CKV_AWS_168",
      "CKV_AWS_169",
      "CKV_AWS_387",
    ],
    kics: [
      "fae52418-bb8b-4ac2-b287-0b9082d6a3fd",
      "16c4216a-50d3-4785-bfb2-4adb5144a8ba",
      "d25edb51-07fb-4a73-97d4-41cecdc53a22",
      "34b921bd-90a0-402e-a0a5-dc73371fd963",
      "b161c11b-a59b-4431-9a29-4e19f63e6b27",
      "db0ec4c4-852c-46a2-b4f3-7ec13cdb12a8",
      "7af43613-6bb9-4a0e-8c4d-1314b799425e",
      "7ebc9038-0bde-479a-acc4-6ed7b6758899",
      "b26d2b7e-60f6-413d-a3a1-a57db24aa2b3",
      "730675f9-52ed-49b6-8ead-0acb5dd7df7f",
      "abb06e5f-ef9a-4a99-98c6-376d396bfcdf",
      "fa00ce45-386d-4718-8392-fb485e1f3c5b",
      "e86e26fc-489e-44f0-9bcd-97305e4ba69a",
      "a4966c4f-9141-48b8-a564-ffe9959945bc",
    ],
    trivy: ["AVD-AWS-0032"],
    tfsec: ["aws-ecr-no-public-access"],
  },
  references: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html",
  ],

  on: allowing("resource"),
  *check(statement: Statement, module): Iterable<Problem> {
    if (isNarrowed(statement) || isGallery(statement) || isGuardedOtherwise(statement)) return;
    const { who, reach } = everyoneOf(statement);
    const power = powerOf(statement, module);
    const isShut = isShutOut(statement);
    for (const { principal, value } of everybody(statement))
      yield {
        at: value.at,
        message: isShut
          ? "Policy lets anyone in, and the bucket's public access block keeps them out"
          : `${who} can ${doing(statement, module)}`,
        ...((isShut || isOnPurpose(statement)) && { profile: "hint" }),
        ...(power && { reach: isShut ? "nobody" : reach, power }),
        fixes: () => {
          const buckets = bucketsOf(statement);
          const throughCloudFront = buckets.flatMap((bucket) => cloudFrontOnly(bucket) ?? []);
          // what somebody has put there for all to read is not shut by a guess
          if (
            throughCloudFront.length > 0 ||
            isMeantForAll(statement) ||
            (power === "read" && buckets.some(isPublicTwice))
          )
            return throughCloudFront;
          const others = removeValues(statement, principal.identifiers, [value]);
          if (others) return fix("Allow only who is named besides", others);
          const id = organization(module, statement);
          const toOrganization = fix(
            "Allow only the organization",
            addCondition(statement, { operator: "StringEquals", key: "aws:PrincipalOrgID", values: [id] }),
          );
          const toAccount = isAllOfKey(statement)
            ? fix("Allow only callers of this account", heldToAccount(statement, module))
            : fix("Allow only this account", replacedByAccount(statement, principal.at, module));
          return isStop(id) ? [...toAccount, ...toOrganization] : [...toOrganization, ...toAccount];
        },
      };
  },

  insecure: hcl`
    data "aws_iam_policy_document" "bucket" {
      statement {
        actions   = ["s3:GetObject"]
        resources = ["arn:aws:s3:::acme-data/*"]

        principals {
          type        = "AWS"
          identifiers = ["*"]
                         #^^
        }
      }
    }
  `,
  secure: hcl`
    data "aws_iam_policy_document" "bucket" {
      statement {
        actions   = ["s3:GetObject"]
        resources = ["arn:aws:s3:::acme-data/*"]

        principals {
          type        = "AWS"
          identifiers = ["arn:aws:iam::\${data.aws_caller_identity.current.account_id}:root"]
        }
      }
    }

    data "aws_caller_identity" "current" {}
  `,
});
