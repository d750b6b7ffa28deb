import { holds, includes, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { exportsLog } from "../../kit/log-exports.ts";
import { hcl, rule } from "../../kit/rule.ts";

const kics = "56f6a008-1b14-4af4-b9b2-ab7cf7e27641";

const exportsAudit = exportsLog("enabled_cloudwatch_logs_exports", ["audit"], {
  title: "Export the audit log",
  write: (cluster) => put(cluster, "enabled_cloudwatch_logs_exports", ["audit", "profiler"]),
});

export default rule({
  id: "aws-docdb-cluster-without-logs",
  title: "DocumentDB cluster sends no audit log to CloudWatch",
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
    kics: [kics],
  },
  references: [
    "https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/documentdb-controls.html",
  ],

  on: resources("aws_docdb_cluster"),
  *check(cluster) {
    const exports = cluster.get("enabled_cloudwatch_logs_exports");
    // the others are content with the profiler's log
    for (const problem of exportsAudit(cluster))
      yield holds(exports, includes("profiler")) ? { ...problem, aliases: [kics] } : problem;
  },

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
