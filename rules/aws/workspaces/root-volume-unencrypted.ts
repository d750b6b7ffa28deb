import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-workspaces-root-volume-unencrypted",
  title: "System disk of the desktop is not encrypted",
  severity: "high",
  responsibility: "customer",
  why: "Whoever gets hold of the volume or a snapshot of it reads every file.",
  controls: { "security-hub": ["WorkSpaces.2"] },
  aliases: {
    checkov: ["CKV_AWS_156"],
    trivy: ["AVD-AWS-0109"],
    tfsec: ["aws-workspaces-enable-disk-encryption"],
    kics: ["b9033580-6886-401a-8631-5f19f5bb24c7"],
  },
  references: [
    "https://docs.aws.amazon.com/workspaces/latest/adminguide/encrypt-workspaces.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/workspaces-controls.html",
  ],

  on: resources("aws_workspaces_workspace"),
  *check(workspace) {
    const encrypted = workspace.get("root_volume_encryption_enabled");
    if (holds(encrypted, is(true), false)) return;
    yield {
      at: encrypted.at,
      ...relatedTo(encrypted),
      fixes: () => [
        {
          title: "Encrypt it",
          impact: "replacement",
          edits: putAll(workspace, {
            root_volume_encryption_enabled: true,
            ...(workspace.get("volume_encryption_key").state === "absent" && {
              volume_encryption_key: "alias/aws/workspaces",
            }),
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_workspaces_workspace" "ada" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      bundle_id    = "wsb-0a1b2c3d4"
      directory_id = "d-0a1b2c3d4e"
      user_name    = "ada"
    }
  `,
  secure: hcl`
    resource "aws_workspaces_workspace" "ada" {
      bundle_id                      = "wsb-0a1b2c3d4"
      directory_id                   = "d-0a1b2c3d4e"
      root_volume_encryption_enabled = true
      user_name                      = "ada"
      volume_encryption_key          = "alias/aws/workspaces"
    }
  `,
});
