import { table } from "../../../language/syntax/table.ts";
import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** As the bulletin lists them. */
const holed: Readonly<Record<string, ReadonlySet<string>>> = table({
  postgres: new Set(
    "13.2 13.1 12.6 12.5 12.4 12.3 12.2 11.11 11.10 11.9 11.8 11.7 11.6 11.5 11.4 11.3 11.2 11.1 10.16 10.15 10.14 10.13 10.12 10.11 10.10 10.9 10.7 10.6 10.5 10.4 10.3 10.1 9.6.21 9.6.20 9.6.19 9.6.18 9.6.17 9.6.16 9.6.15 9.6.14 9.6.12 9.6.11 9.6.10 9.6.9 9.6.8 9.6.6 9.6.5 9.6.3 9.6.2 9.6.1 9.5 9.4 9.3".split(
      " ",
    ),
  ),
  "aurora-postgresql": new Set(
    "11.8 11.7 11.6 11.4 10.13 10.12 10.11 10.7 10.6 10.5 10.4 9.6.18 9.6.17 9.6.16 9.6.12 9.6.11 9.6.9 9.6.8 9.6.6 9.6.3".split(
      " ",
    ),
  ),
});

export default rule({
  id: "aws-rds-log-fdw-hole",
  title: "Database runs a version in which users can read files of its host (log_fdw)",
  severity: "high",
  responsibility: "customer",
  why: "AWS-2022-004: through log_fdw a user of the database reached AWS's own credentials.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_250"] },
  references: ["https://aws.amazon.com/security/security-bulletins/AWS-2022-004/"],
  subsumes: ["aws-rds-file-read-hole"],

  on: resources("aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"),
  *check(database) {
    const version = database.get("engine_version");
    const affected = holed[String(plain(database.get("engine")))];
    if (!affected?.has(String(plain(version)))) return;
    const major = String(plain(version)).split(".")[0] ?? "";
    yield {
      at: version.at,
      ...relatedTo(version),
      fixes: () => [
        {
          title: `Take the newest version of ${major}`,
          impact: "disruption",
          edits: [put(database, "engine_version", major)],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage = 20
      engine            = "postgres"
      instance_class    = "db.t4g.medium"
      engine_version    = "13.2"
      #                   ^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage = 20
      engine            = "postgres"
      instance_class    = "db.t4g.medium"
      engine_version    = "13"
    }
  `,
});
