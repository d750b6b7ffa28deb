import { is, resources, setting } from "../../kit/checks.ts";
import { majors } from "../../kit/provider.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-encryption-left-to-version",
  title: "Redshift cluster is encrypted or not as the provider's version decides",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Version 5 of the provider leaves it unencrypted where nothing is written, version 6 encrypts it; nothing here says which is used.",
  controls: { "security-hub": ["Redshift.10"] },
  aliases: { checkov: ["CKV_AWS_64"], kics: ["cfdcabb0-fc06-427c-865b-c59f13e898ce"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],

  on: resources("aws_redshift_cluster").where(
    (cluster, module) =>
      cluster.get("encrypted").state === "absent" && majors(module).includes(5) && majors(module).includes(6),
  ),
  check: setting("encrypted", is(true), { fallback: false, impact: "disruption", title: "Encrypt the cluster" }),

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      manage_master_password = true
      master_username        = "sales"
    }
  `,
  secure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      manage_master_password = true
      master_username        = "sales"
      encrypted              = true
    }
  `,
});
