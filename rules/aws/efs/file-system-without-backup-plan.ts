import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isBackedUp, selection } from "../backup/shapes/selections.ts";

export default rule({
  id: "aws-efs-file-system-without-backup-plan",
  title: "File system is in no backup plan",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What a bug or an attacker deletes is gone.",
  controls: { "security-hub": ["EFS.2"] },
  aliases: { checkov: ["CKV2_AWS_18"] },
  references: [
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html",
  ],

  on: resources("aws_efs_file_system"),
  *check(resource) {
    if (isBackedUp(resource)) return;
    yield {
      at: resource.header,
      fixes: () => [
        {
          title: "Add it to a plan of AWS Backup",
          impact: "update",
          edits: [selection(resource)],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_efs_file_system" "home" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      creation_token = "home"
      encrypted      = true
    }
  `,
  secure: hcl`
    resource "aws_efs_file_system" "home" {
      creation_token = "home"
      encrypted      = true
    }

    resource "aws_backup_selection" "home" {
      name         = "home"
      iam_role_arn = "arn:aws:iam::123456789012:role/backup"
      plan_id      = "id-of-the-backup-plan"
      resources    = [aws_efs_file_system.home.arn]
    }
  `,
});
