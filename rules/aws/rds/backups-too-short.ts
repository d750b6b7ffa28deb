import type { Resource } from "../../../language/model/resource.ts";
import { holds, plain, relatedTo } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { databases } from "./shapes/databases.ts";

// Security Hub asks for a week; the guide for a month, which is what the fix writes.
const week = { text: "at least 7", meets: (value: unknown) => Number(value) >= 7 && Number(value) <= most };

/** AWS refuses to keep them for longer. */
const most = 35;

export default rule({
  id: "aws-rds-backups-too-short",
  title: "Database keeps backups for less than a week",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  cost: "basic",
  why: "A mistake or an attack that is noticed after the last backup was overwritten cannot be undone.",
  controls: { "security-hub": ["RDS.11", "RDS.50"] },
  aliases: {
    checkov: ["CKV_AWS_133"],
    trivy: ["AVD-AWS-0077"],
    tfsec: ["aws-rds-specify-backup-retention"],
    kics: ["1dc73fb4-5b51-430c-8c5f-25dcf9090b02", "e542bd46-58c4-4e0f-a52a-1fb4f9548e02"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ],

  on: databases,
  *check(database) {
    const days = database.get("backup_retention_period");
    if (holds(days, week, 0)) return;
    yield {
      at: days.at,
      message: kept(plain(days)),
      ...relatedTo(days),
      fixes: () => [
        {
          title: "Keep 30 days of backups",
          // Automated backups are switched on with a short outage of an instance; more of them come without.
          impact: isSwitchedOn(database, plain(days)) ? "disruption" : "update",
          edits: [put(database, "backup_retention_period", 30)],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage       = 20
      backup_retention_period = 1
      #                         ^
      engine                  = "mysql"
      instance_class          = "db.t4g.medium"
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage       = 20
      backup_retention_period = 30
      engine                  = "mysql"
      instance_class          = "db.t4g.medium"
    }
  `,
});

/** Where nothing is written, an instance keeps none and a cluster one day. */
function kept(days: ReturnType<typeof plain>): string {
  if (days === undefined) return "Database keeps at most one day of backups";
  if (Number(days) === 0) return "Database keeps no backups";
  if (Number(days) > most) return `AWS keeps backups for at most ${most} days`;
  return `Database keeps ${days} ${Number(days) === 1 ? "day" : "days"} of backups`;
}

const isSwitchedOn = ({ type }: Resource, days: ReturnType<typeof plain>): boolean =>
  type === "aws_db_instance" && Number(days ?? 0) === 0;
