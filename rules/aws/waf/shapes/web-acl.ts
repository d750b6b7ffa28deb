import type { Resource } from "../../../../language/model/resource.ts";
import { anywhere, plain, referrers } from "../../../kit/checks.ts";

/** The groups of rules that AWS keeps and a web ACL takes in, by name, as far as they can be seen. */
export const managedGroups = (acl: Resource): ReadonlySet<string> =>
  new Set(
    acl
      .sections("rule")
      .flatMap((rule) => rule.sections("statement"))
      .flatMap((statement) => statement.sections("managed_rule_group_statement"))
      .flatMap((group) => {
        const name = plain(group.get("name"));
        return typeof name === "string" ? [name] : [];
      }),
  );

/** The web ACLs of the module that stand before a resource: named by itself, or tied to it by an association. */
export function webAcls(resource: Resource): readonly Resource[] {
  const associations = referrers(resource, "aws_wafv2_web_acl_association", "resource_arn");
  const named = [resource.get("web_acl_id"), ...associations.map((association) => association.get("web_acl_arn"))];
  if (!named.some(({ refs }) => refs?.length)) return [];
  return anywhere(resource, "aws_wafv2_web_acl").filter((acl) => named.some((value) => acl.isMeantBy(value)));
}
