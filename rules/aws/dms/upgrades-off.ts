import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-dms-upgrades-off",
  title: "DMS replication instance gets no automatic minor version upgrades",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Known holes stay open until somebody closes them by hand.",
  controls: { "security-hub": ["DMS.6"] },
  aliases: { checkov: ["CKV_AWS_222"] },
  references: [
    "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.EngineVersions.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/dms-controls.html",
  ],

  on: resources("aws_dms_replication_instance"),
  check: setting("auto_minor_version_upgrade", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Take minor versions",
  }),

  insecure: hcl`
    resource "aws_dms_replication_instance" "move" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      replication_instance_class = "dms.t3.small"
      replication_instance_id    = "move"
    }
  `,
  secure: hcl`
    resource "aws_dms_replication_instance" "move" {
      auto_minor_version_upgrade = true
      replication_instance_class = "dms.t3.small"
      replication_instance_id    = "move"
    }
  `,
});
