import { isTrue, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-publicly-accessible",
  title: "Database has a public address on the internet",
  severity: "critical",
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
      ...relatedTo(value),
      fixes: () => [
        { title: "Keep it private", impact: "disruption", edits: [put(database, "publicly_accessible", false)] },
      ],
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
