import { isNot, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-efs-access-point-at-root",
  title: "Access point exposes the whole file system",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever comes in by it sees the files of everyone.",
  controls: { "security-hub": ["EFS.3"] },
  aliases: { checkov: ["CKV_AWS_329"] },
  references: [
    "https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html",
  ],

  on: resources("aws_efs_access_point"),
  check: setting("root_directory.path", isNot("/", stop("/app")), {
    fallback: "/",
    impact: "replacement",
    title: "Begin at a directory",
  }),

  insecure: hcl`
    resource "aws_efs_access_point" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      file_system_id = "fs-0a1b2c3d"

      posix_user {
        gid = 1000
        uid = 1000
      }
    }
  `,
  secure: hcl`
    resource "aws_efs_access_point" "app" {
      file_system_id = "fs-0a1b2c3d"

      posix_user {
        gid = 1000
        uid = 1000
      }

      root_directory {
        path = "/app"
      }
    }
  `,
});
