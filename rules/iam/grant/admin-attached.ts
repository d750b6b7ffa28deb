import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { textOf } from "../../../language/policy/policy.ts";
import { table } from "../../../language/syntax/table.ts";
import { concat, stop } from "../../../language/write/source.ts";
import { items, resources } from "../../kit/checks.ts";
import { removeBlock, replace } from "../../kit/edits.ts";
import { partitionOf } from "../../kit/known.ts";
import { hcl, type Impact, type Problem, rule } from "../../kit/rule.ts";
import { administered, deploys } from "../shapes/administering.ts";
import { isOfAdministrators } from "../shapes/administrators.ts";
import { managedName } from "../shapes/attached.ts";
import { identityNamed, identityOf } from "../shapes/names.ts";
import { calledBy, isTool, trustedBy } from "../shapes/users.ts";

/** Where a managed policy is named, and whether naming another attaches anew. */
const slots: Readonly<Record<string, readonly [attribute: string, impact: Impact]>> = table({
  aws_iam_role_policy_attachment: ["policy_arn", "replacement"],
  aws_iam_user_policy_attachment: ["policy_arn", "replacement"],
  aws_iam_group_policy_attachment: ["policy_arn", "replacement"],
  aws_iam_policy_attachment: ["policy_arn", "replacement"],
  aws_ssoadmin_managed_policy_attachment: ["managed_policy_arn", "replacement"],
  aws_iam_role: ["managed_policy_arns", "disruption"],
});

interface AttachedPolicy {
  readonly section: Resource;
  /** What names it there. */
  readonly value: Value;
  /** What is looked up, and the name that it is looked up by, where that is how it is named. */
  readonly lookedUp: { readonly source: Resource; readonly name: Value } | undefined;
  readonly impact: Impact;
}

export default rule({
  id: "aws-iam-admin-attached",
  title: "Identity is administrator by a policy of AWS",
  severity: "high",
  profileDependsOn: `whether it is how people become administrators (a permission set, a group of administrators), and whether a permissions boundary holds the identity down; ${administered}`,
  responsibility: "customer",
  why: "Whoever takes over this identity owns the account.",
  controls: { "cis-aws-1.4": ["1.16"], "nist-800-53-r5": ["AC-6", "AC-6(2)"] },
  aliases: { checkov: ["CKV_AWS_274", "CKV_AWS_275", "CKV2_AWS_56"] },
  references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],

  on: resources(...Object.keys(slots)).each(named),
  *check({ section, value, lookedUp, impact }: AttachedPolicy): Iterable<Problem> {
    const { source, name } = lookedUp ?? { source: section, name: value };
    const [, path, policy] =
      /^(arn:aws[\w-]*:iam::aws:policy\/)?(AdministratorAccess|IAMFullAccess)$/.exec(textOf(name) ?? "") ?? [];
    if (policy === undefined) return;
    yield {
      at: value.at,
      message: saidOf(section, policy),
      ...((isForAdministrators(section) || isHeldDown(section)) && { profile: "all" }),
      reach: "account",
      power: "admin",
      ...(lookedUp && { related: [{ at: name.at, message: "It is looked up here" }] }),
      fixes: () => {
        const job = jobOf(section);
        // what builds everything else needs what it may not be left
        if (isOfTool(section)) return [];
        // what is looked up under the name of administrators would be called so in vain
        const isCalledSo = lookedUp !== undefined && /admin/i.test(source.name);
        const prefix = isCalledSo ? concat("arn:", partitionOf(section.module), ":iam::aws:policy/") : (path ?? "");
        const folder = prefix !== "" && job !== undefined && inFolder.has(job) ? "job-function/" : "";
        const lesser = job ?? stop(policy === "IAMFullAccess" ? "IAMReadOnlyAccess" : "PowerUserAccess");
        const named = concat(prefix, folder, lesser);
        const edits = isCalledSo
          ? [replace(section, value.at, named), ...(isUsedOnce(source) ? [removeBlock(source)] : [])]
          : [replace(source, name.at, named)];
        return [
          {
            title: job === undefined ? "Attach the policy of its job instead" : `Attach \`${job}\` instead`,
            impact,
            edits,
          },
        ];
      },
    };
  },

  insecure: hcl`
    resource "aws_iam_role_policy_attachment" "ci" {
      role       = "ci"
      policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
                   #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_iam_role_policy_attachment" "ci" {
      role       = "ci"
      policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
    }
  `,
});

function* named(section: Resource): Iterable<AttachedPolicy> {
  const [attribute = "", impact = "disruption"] = slots[section.type] ?? [];
  for (const value of items(section.get(attribute)))
    yield { section, value, lookedUp: textOf(value) === undefined ? lookedUpBy(value, section) : undefined, impact };
}

function lookedUpBy({ refs }: Value, { module }: Resource): AttachedPolicy["lookedUp"] {
  const reference = refs?.find(({ mode, type }) => mode === "data" && type === "aws_iam_policy");
  const source = reference && module.find(reference);
  return source && { source, name: source.get("name") };
}

/** Whether a data source is read in one place only. */
const isUsedOnce = ({ module, localAddress }: Resource): boolean =>
  module.files.reduce((sum, { text }) => sum + text.split(new RegExp(`\\b${localAddress}\\b(?!-)`)).length - 1, 0) ===
  1;

/** AWS's policies for jobs, by what an identity is called that has it: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html */
const jobs: readonly (readonly [name: RegExp, policy: string])[] = [
  [/audit/i, "SecurityAudit"],
  [/billing|finance/i, "Billing"],
  [/support/i, "SupportUser"],
  [/(?:^|[^a-z])dba(?![a-z])|database/i, "DatabaseAdministrator"],
  [/data[-_ ]?scien/i, "DataScientist"],
  [/network/i, "NetworkAdministrator"],
  [/read[-_ ]?only|viewer/i, "ReadOnlyAccess"],
];

/** Those that do not stand beside the other policies of AWS. */
const inFolder: ReadonlySet<string> = new Set([
  "Billing",
  "DatabaseAdministrator",
  "DataScientist",
  "NetworkAdministrator",
  "SupportUser",
]);

/** Whether what is made administrator builds and deploys, by its name or by whom its role trusts. */
function isOfTool(section: Resource): boolean {
  const identity = identityOf(section);
  return (
    identity !== undefined &&
    (calledBy(identity).some(isTool) ||
      (identity.type === "aws_iam_role" && trustedBy(identity).some(({ type }) => type === "Federated")))
  );
}

/** The policy of the job that an identity is called by. */
function jobOf(section: Resource): string | undefined {
  const identity = identityOf(section);
  const names = identity ? calledBy(identity) : [];
  return jobs.find(([name]) => names.some((each) => name.test(each)))?.[1];
}

/** Whether somebody in particular is made administrator on purpose: who is assigned the set or belongs to the group. */
const isForAdministrators = (section: Resource): boolean =>
  section.type === "aws_ssoadmin_managed_policy_attachment" ||
  (section.type === "aws_iam_group_policy_attachment" && isOfAdministrators(section)) ||
  isForDeployments(identityOf(section));

const isForDeployments = (identity: Resource | undefined): boolean => identity !== undefined && deploys(identity);

/** Whether what is given to an identity is held down by a permissions boundary. */
function isHeldDown(section: Resource): boolean {
  const boundary = identityOf(section)?.get("permissions_boundary");
  return boundary !== undefined && boundary.state !== "absent" && managedName(boundary) !== "AdministratorAccess";
}

function saidOf(section: Resource, policy: string): string {
  const identity = identityNamed(section);
  if (identity === undefined) return `\`${policy}\` makes whoever it is attached to administrator`;
  return policy === "AdministratorAccess"
    ? `${identity} is administrator by the attached \`${policy}\``
    : `${identity} can become administrator by the attached \`${policy}\``;
}
