import type { Resource } from "../../../language/model/resource.ts";
import { holds, is, plain, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { databases } from "./shapes/databases.ts";

export default rule({
  id: "aws-rds-storage-unencrypted",
  title: "Database is not encrypted at rest",
  severity: "high",
  profileDependsOn: "whether the cluster is Aurora's: since February 2026 AWS encrypts every new one by itself",
  responsibility: "customer",
  why: "Whoever gets hold of the storage, a backup or a snapshot can read every row.",
  controls: {
    "cis-aws-1.4": ["2.3.1"],
    "security-hub": ["RDS.3", "RDS.27"],
  },
  aliases: {
    checkov: ["CKV_AWS_16", "CKV_AWS_96", "CKV_AWS_327"],
    trivy: ["AVD-AWS-0079", "AVD-AWS-0080"],
    tfsec: ["aws-rds-encrypt-instance-storage-data", "aws-rds-encrypt-cluster-storage-data"],
    kics: [
      "08bd0760-8752-44e1-9779-7bb369b2b4e4",
      "3199c26c-7871-4cb3-99c2-10a59244ce7f",
      "1a690d1d-0ae7-49fa-b2db-b75ae0dd1d3e",
    ],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: databases,
  *check(database) {
    const encrypted = database.get("storage_encrypted");
    if (holds(encrypted, is(true))) return;
    // A serverless cluster is always encrypted, whatever is written.
    if (plain(database.get("engine_mode")) === "serverless") return;
    yield {
      at: encrypted.at,
      // whatever is written, AWS encrypts every new one
      ...(isAurora(database) && { profile: "all" }),
      ...relatedTo(encrypted),
      fixes: () => [
        {
          title: "Encrypt the storage; data moves by an encrypted copy of a snapshot",
          impact: "replacement",
          edits: [put(database, "storage_encrypted", true)],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage = 20
      engine            = "mysql"
      instance_class    = "db.t4g.medium"
      storage_encrypted = false
      #                   ^^^^^
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage = 20
      engine            = "mysql"
      instance_class    = "db.t4g.medium"
      storage_encrypted = true
    }
  `,
});

/** The engine of a cluster was Aurora's where nothing was said; what is not known may be a cluster of instances in three zones. */
function isAurora(database: Resource): boolean {
  const engine = database.get("engine");
  return database.type === "aws_rds_cluster" && (engine.state === "absent" || /^aurora/.test(String(plain(engine))));
}
