import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-neptune-cluster-without-iam-authentication",
  title: "Neptune cluster requires no authentication",
  severity: "medium",
  profileDependsOn:
    "whether it is switched off: without a word the network alone guards the cluster, as Neptune has it by default",
  responsibility: "customer",
  why: "Whoever reaches the port may read and change the graph: without IAM authentication there is no other lock.",
  controls: { "security-hub": ["Neptune.7"] },
  aliases: { checkov: ["CKV_AWS_359"], kics: ["c91d7ea0-d4d1-403b-8fe1-c9961ac082c5"] },
  references: [
    "https://docs.aws.amazon.com/neptune/latest/userguide/iam-auth.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/neptune-controls.html",
  ],

  on: resources("aws_neptune_cluster"),
  check: setting("iam_database_authentication_enabled", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Ask for IAM authentication",
    unwritten: "all",
  }),

  insecure: hcl`
    resource "aws_neptune_cluster" "graph" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier  = "graph"
      skip_final_snapshot = true
    }
  `,
  secure: hcl`
    resource "aws_neptune_cluster" "graph" {
      cluster_identifier                  = "graph"
      iam_database_authentication_enabled = true
      skip_final_snapshot                 = true
    }
  `,
});
