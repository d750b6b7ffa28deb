import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-traffic-outside-vpc",
  title: "Redshift cluster loads and unloads data outside the VPC",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "No security group, endpoint policy or flow log sees what leaves by COPY and UNLOAD.",
  controls: { "security-hub": ["Redshift.7"] },
  aliases: { checkov: ["CKV_AWS_321"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],

  on: resources("aws_redshift_cluster"),
  check: setting("enhanced_vpc_routing", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Route through the VPC",
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
      cluster_identifier     = "sales"
      node_type              = "ra3.large"
      master_username        = "sales"
      manage_master_password = true
      enhanced_vpc_routing   = true
    }
  `,
});
