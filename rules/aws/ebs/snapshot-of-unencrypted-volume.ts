import { isEncryptedByDefault } from "../../kit/account-wide.ts";
import { holds, is, referred, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ebs-snapshot-of-unencrypted-volume",
  title: "Snapshot is not encrypted: it is taken of an unencrypted disk",
  severity: "high",
  profile: "all",
  responsibility: "customer",
  why: "Whoever gets hold of the snapshot can read every block.",
  controls: {},
  aliases: { kics: ["e6b4b943-6883-47a9-9739-7ada9568f8ca"] },
  references: ["https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"],

  on: resources("aws_ebs_snapshot"),
  *check(snapshot) {
    const volume = referred(snapshot.get("volume_id"), snapshot, "aws_ebs_volume");
    if (!volume || isEncryptedByDefault(volume) || holds(volume.get("encrypted"), is(true), false)) return;
    yield {
      at: snapshot.header,
      related: [{ at: volume.get("encrypted").at, message: "The volume is not encrypted" }],
      fixes: () => [{ title: "Encrypt the volume", impact: "replacement", edits: [put(volume, "encrypted", true)] }],
    };
  },

  insecure: hcl`
    resource "aws_ebs_volume" "data" {
      availability_zone = "eu-west-1a"
      size              = 40
    }

    resource "aws_ebs_snapshot" "data" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      volume_id = aws_ebs_volume.data.id
    }
  `,
  secure: hcl`
    resource "aws_ebs_volume" "data" {
      availability_zone = "eu-west-1a"
      encrypted         = true
      size              = 40
    }

    resource "aws_ebs_snapshot" "data" {
      volume_id = aws_ebs_volume.data.id
    }
  `,
});
