import { companions, holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { append, expression, put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-cluster-without-logging",
  title: "Redshift cluster keeps no audit log",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell who logged in and what was queried.",
  controls: { "security-hub": ["Redshift.4"] },
  aliases: { checkov: ["CKV_AWS_71"], kics: ["15ffbacc-fa42-4f6f-a57d-2feac7365caa"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],

  on: resources("aws_redshift_cluster"),
  *check(cluster) {
    const [own] = cluster.sections("logging");
    if (own) {
      const enabled = own.get("enable");
      if (!holds(enabled, is(true)))
        yield {
          at: enabled.at,
          ...relatedTo(enabled),
          fixes: () => [{ title: "Log to S3", impact: "update", edits: [put(own, "enable", true)] }],
        };
      return;
    }
    if (cluster.isOpen("logging")) return;
    const { found, certain } = companions(cluster, "aws_redshift_logging", "cluster_identifier");
    if (found.length > 0 || !certain) return;
    yield {
      at: cluster.header,
      fixes: () => [
        {
          title: "Log to CloudWatch",
          impact: "update",
          edits: [
            append(cluster, "aws_redshift_logging", {
              cluster_identifier: expression(`aws_redshift_cluster.${cluster.name}.id`),
              log_destination_type: "cloudwatch",
              log_exports: ["connectionlog", "userlog"],
            }),
          ],
        },
      ],
    };
  },

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
    }

    resource "aws_redshift_logging" "sales" {
      cluster_identifier   = aws_redshift_cluster.sales.id
      log_destination_type = "cloudwatch"
      log_exports          = ["connectionlog", "userlog"]
    }
  `,
});
