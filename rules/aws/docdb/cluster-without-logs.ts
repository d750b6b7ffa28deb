import { resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { exportsLog } from "../../kit/log-exports.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-docdb-cluster-without-logs",
  title: "DocumentDB cluster sends neither audit nor profiler log to CloudWatch",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell who logged in and what was read.",
  controls: { "security-hub": ["DocumentDB.4"] },
  aliases: {
    checkov: ["CKV_AWS_85"],
    trivy: ["AVD-AWS-0020"],
    tfsec: ["aws-documentdb-enable-log-export"],
    kics: ["56f6a008-1b14-4af4-b9b2-ab7cf7e27641"],
  },
  references: [
    "https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/documentdb-controls.html",
  ],

  on: resources("aws_docdb_cluster"),
  check: exportsLog("enabled_cloudwatch_logs_exports", ["audit", "profiler"], {
    title: "Export the audit log",
    write: (cluster) => put(cluster, "enabled_cloudwatch_logs_exports", ["audit", "profiler"]),
  }),

  insecure: hcl`
    resource "aws_docdb_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier  = "orders"
      skip_final_snapshot = true
    }
  `,
  secure: hcl`
    resource "aws_docdb_cluster" "orders" {
      cluster_identifier              = "orders"
      enabled_cloudwatch_logs_exports = ["audit", "profiler"]
      skip_final_snapshot             = true
    }
  `,
});
