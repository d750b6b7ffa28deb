import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-default-port",
  title: "Redshift cluster listens on the default port",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A scan for the port finds it at once.",
  controls: {},
  aliases: { kics: ["41abc6cc-dde1-4217-83d3-fb5f0cc09d8f"] },
  references: ["https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-considerations.html"],
  noFix: "Clients, security groups and whatever else knows the port have to change with it.",

  on: resources("aws_redshift_cluster"),
  check: setting("port", isNot(5439), { fallback: 5439 }),

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      master_username        = "sales"
      manage_master_password = true
      port                   = 5439
      #                        ^^^^
    }
  `,
  secure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      master_username        = "sales"
      manage_master_password = true
      port                   = 8192
    }
  `,
});
