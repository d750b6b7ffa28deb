import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-file-read-hole",
  title: "Database users can read files of the host in this Aurora PostgreSQL version",
  severity: "high",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may log in reads what lies on AWS's host beside the database.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_388"] },
  references: ["https://aws.amazon.com/security/security-bulletins/AWS-2022-004/"],

  on: resources("aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance").where(
    (database) => plain(database.get("engine")) === "aurora-postgresql",
  ),
  *check(database) {
    const version = database.get("engine_version");
    if (!/^(?:10\.1[1-3]|11\.[6-8])$/.test(String(plain(version)))) return;
    yield {
      at: version.at,
      ...relatedTo(version),
      fixes: () => [
        {
          title: "Take version 16",
          impact: "disruption",
          edits: putAll(database, {
            engine_version: "16",
            ...(database.type !== "aws_rds_cluster_instance" && { allow_major_version_upgrade: true }),
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_rds_cluster" "orders" {
      cluster_identifier = "orders"
      engine             = "aurora-postgresql"
      engine_version     = "11.8"
      #                    ^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_rds_cluster" "orders" {
      allow_major_version_upgrade = true
      cluster_identifier          = "orders"
      engine                      = "aurora-postgresql"
      engine_version              = "16"
    }
  `,
});
