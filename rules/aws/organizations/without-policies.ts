import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-organizations-without-policies",
  title: "Organization uses no service control policies",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Nothing holds the administrator of an account back.",
  controls: {},
  aliases: { kics: ["5ba6229c-8057-433e-91d0-21cf13569ca9"] },
  references: ["https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html"],

  on: resources("aws_organizations_organization"),
  *check(organization) {
    const features = organization.get("feature_set");
    if (!holds(features, is("ALL"), "ALL"))
      yield {
        at: features.at,
        ...relatedTo(features),
        fixes: () => [
          { title: "Turn all features on", impact: "disruption", edits: [put(organization, "feature_set", "ALL")] },
        ],
      };
  },

  insecure: hcl`
    resource "aws_organizations_organization" "acme" {
      feature_set = "CONSOLIDATED_BILLING"
      #             ^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_organizations_organization" "acme" {
      feature_set = "ALL"
    }
  `,
});
