import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-neptune-snapshots-without-tags",
  title: "Snapshots do not get the tags of their Neptune cluster",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Permissions and clean-up that go by tags do not see the snapshots.",
  controls: { "security-hub": ["Neptune.8"] },
  aliases: { checkov: ["CKV_AWS_362"] },
  references: [
    "https://docs.aws.amazon.com/neptune/latest/userguide/tagging.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/neptune-controls.html",
  ],

  on: resources("aws_neptune_cluster"),
  check: setting("copy_tags_to_snapshot", is(true), { fallback: false }),

  insecure: hcl`
    resource "aws_neptune_cluster" "graph" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier  = "graph"
      skip_final_snapshot = true
    }
  `,
  secure: hcl`
    resource "aws_neptune_cluster" "graph" {
      cluster_identifier    = "graph"
      copy_tags_to_snapshot = true
      skip_final_snapshot   = true
    }
  `,
});
