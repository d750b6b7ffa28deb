import type { Resource } from "../../../language/model/resource.ts";
import { isTrue, items, referred, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { isExplained } from "../../kit/explained.ts";
import { hcl, rule } from "../../kit/rule.ts";
import type { Weight } from "../../kit/severity.ts";
import { admits } from "../ec2/shapes/traffic.ts";

export default rule({
  id: "aws-rds-publicly-accessible",
  title: "Database has a public address on the internet",
  severity: "high",
  severityDependsOn: "whether its security groups let the internet in",
  responsibility: "customer",
  why: "The database then answers on the internet as far as its security group lets it: passwords are tried day and night.",
  controls: {
    "security-hub": ["RDS.2"],
  },
  aliases: {
    checkov: ["CKV_AWS_17"],
    trivy: ["AVD-AWS-0180"],
    tfsec: ["aws-rds-no-public-db-access"],
    kics: ["35113e6f-2c6b-414d-beec-7a9482d3b2d1"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: resources("aws_db_instance", "aws_rds_cluster_instance"),
  *check(database) {
    const value = database.get("publicly_accessible");
    if (!isTrue(value)) return;
    yield {
      at: value.at,
      ...weightOf(database),
      ...relatedTo(value),
      fixes: () =>
        isExplained(value, database)
          ? []
          : [{ title: "Keep it private", impact: "disruption", edits: [put(database, "publicly_accessible", false)] }],
    };
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage   = 20
      engine              = "mysql"
      instance_class      = "db.t4g.medium"
      publicly_accessible = true
      #                     ^^^^
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage   = 20
      engine              = "mysql"
      instance_class      = "db.t4g.medium"
      publicly_accessible = false
    }
  `,
});

/** What its security groups make of the address, where they are in view with their rules. */
function weightOf(database: Resource): Weight | undefined {
  const values = items(database.get("vpc_security_group_ids"));
  const groups = values.map((value) => referred(value, database, "aws_security_group"));
  const admitted = groups.map((group) => (group ? admits(group) : "unseen"));
  if (admitted.includes("internet")) return { reach: "internet", power: "data" };
  return groups.length > 0 && admitted.every((each) => each === "inside")
    ? { reach: "network", power: "data" }
    : undefined;
}
