import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isBackedUp, selection } from "../backup/shapes/selections.ts";

export default rule({
  id: "aws-ebs-volume-without-backup-plan",
  title: "Disk is in no backup plan",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "What a bug or an attacker deletes is gone.",
  controls: { "security-hub": ["EC2.28"] },
  aliases: { checkov: ["CKV2_AWS_9"] },
  references: [
    "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ],

  on: resources("aws_ebs_volume"),
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
    resource "aws_ebs_volume" "data" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      availability_zone = "eu-west-1a"
      encrypted         = true
      size              = 40
    }
  `,
  secure: hcl`
    resource "aws_ebs_volume" "data" {
      availability_zone = "eu-west-1a"
      encrypted         = true
      size              = 40
    }

    resource "aws_backup_selection" "data" {
      name         = "data"
      iam_role_arn = "arn:aws:iam::123456789012:role/backup"
      plan_id      = "id-of-the-backup-plan"
      resources    = [aws_ebs_volume.data.arn]
    }
  `,
});
