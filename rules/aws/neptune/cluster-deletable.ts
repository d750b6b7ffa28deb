import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-neptune-cluster-deletable",
  title: "Neptune cluster has no deletion protection",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One mistaken or malicious call takes the database away.",
  controls: { "security-hub": ["Neptune.4"] },
  aliases: { checkov: ["CKV2_AWS_58"] },
  references: [
    "https://docs.aws.amazon.com/neptune/latest/userguide/manage-console-instances-delete.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/neptune-controls.html",
  ],

  on: resources("aws_neptune_cluster"),
  check: setting("deletion_protection", is(true), { fallback: false, title: "Protect from deletion" }),

  insecure: hcl`
    resource "aws_neptune_cluster" "graph" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier  = "graph"
      skip_final_snapshot = true
    }
  `,
  secure: hcl`
    resource "aws_neptune_cluster" "graph" {
      cluster_identifier  = "graph"
      deletion_protection = true
      skip_final_snapshot = true
    }
  `,
});
