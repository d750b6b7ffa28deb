import { isSet, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-cluster-without-subnet-group",
  title: "Redshift cluster has no subnet group and lands in the default VPC",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It lands in the default VPC, whose subnets are public.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_154"],
    trivy: ["AVD-AWS-0127"],
    tfsec: ["aws-redshift-use-vpc"],
    kics: ["0a494a6a-ebe2-48a0-9d77-cf9d5125e1b3"],
  },
  references: ["https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-cluster-subnet-groups.html"],

  on: resources("aws_redshift_cluster"),
  check: setting("cluster_subnet_group_name", isSet(stop("name-of-the-subnet-group")), {
    impact: "replacement",
    title: "Name a subnet group",
  }),

  insecure: hcl`
    resource "aws_redshift_cluster" "sales" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      master_username        = "sales"
      manage_master_password = true
    }
  `,
  secure: hcl`
    resource "aws_redshift_cluster" "sales" {
      cluster_identifier        = "sales"
      node_type                 = "ra3.large"
      master_username           = "sales"
      manage_master_password    = true
      cluster_subnet_group_name = "name-of-the-subnet-group"
    }
  `,
});
