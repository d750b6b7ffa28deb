import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-neptune-instance-public",
  title: "Neptune instance has a public address on the internet",
  severity: "high",
  responsibility: "customer",
  why: "Anyone may try to log in to it, and one mistake in a security group opens it.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_102"], kics: ["9ba198e0-fef4-464a-8a4d-75ea55300de7"] },
  references: ["https://docs.aws.amazon.com/neptune/latest/userguide/security-vpc.html"],

  on: resources("aws_neptune_cluster_instance"),
  check: setting("publicly_accessible", is(false), {
    fallback: false,
    impact: "replacement",
    title: "Keep the instance private",
  }),

  insecure: hcl`
    resource "aws_neptune_cluster_instance" "graph" {
      cluster_identifier  = "graph"
      instance_class      = "db.r6g.large"
      publicly_accessible = true
      #                     ^^^^
    }
  `,
  secure: hcl`
    resource "aws_neptune_cluster_instance" "graph" {
      cluster_identifier  = "graph"
      instance_class      = "db.r6g.large"
      publicly_accessible = false
    }
  `,
});
