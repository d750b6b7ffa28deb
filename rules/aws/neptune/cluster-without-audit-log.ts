import { resources } from "../../kit/checks.ts";
import { addItem } from "../../kit/edits.ts";
import { exportsLog } from "../../kit/log-exports.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-neptune-cluster-without-audit-log",
  title: "Neptune cluster sends no audit log to CloudWatch",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell who queried or changed what.",
  controls: { "security-hub": ["Neptune.2"] },
  aliases: {
    checkov: ["CKV_AWS_101"],
    trivy: ["AVD-AWS-0075"],
    tfsec: ["aws-neptune-enable-log-export"],
    kics: ["45cff7b6-3b80-40c1-ba7b-2cf480678bb8"],
  },
  references: [
    "https://docs.aws.amazon.com/neptune/latest/userguide/auditing.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/neptune-controls.html",
  ],

  on: resources("aws_neptune_cluster"),
  check: exportsLog("enable_cloudwatch_logs_exports", ["audit"], {
    title: "Export the audit log",
    write: (cluster) => addItem(cluster, "enable_cloudwatch_logs_exports", "audit"),
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
      cluster_identifier             = "graph"
      enable_cloudwatch_logs_exports = ["audit"]
      skip_final_snapshot            = true
    }
  `,
});
