import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dms-instance-public",
  title: "DMS replication instance has a public address on the internet",
  severity: "high",
  responsibility: "customer",
  why: "It holds the credentials of both databases and copies all their rows.",
  controls: { "security-hub": ["DMS.1"] },
  aliases: { checkov: ["CKV_AWS_89"], kics: ["030d3b18-1821-45b4-9e08-50efbe7becbb"] },
  references: [
    "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/dms-controls.html",
  ],

  on: resources("aws_dms_replication_instance"),
  check: setting("publicly_accessible", is(false), {
    fallback: false,
    impact: "replacement",
    title: "Keep the instance private",
  }),

  insecure: hcl`
    resource "aws_dms_replication_instance" "move" {
      replication_instance_class = "dms.t3.small"
      replication_instance_id    = "move"
      publicly_accessible        = true
      #                            ^^^^
    }
  `,
  secure: hcl`
    resource "aws_dms_replication_instance" "move" {
      replication_instance_class = "dms.t3.small"
      replication_instance_id    = "move"
      publicly_accessible        = false
    }
  `,
});
