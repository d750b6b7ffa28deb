import { holds, isSet, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-efs-access-point-without-user",
  title: "Access point lets clients choose their user, root included",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "A client that says it is root reads and changes the files of everyone.",
  controls: { "security-hub": ["EFS.4"] },
  aliases: { checkov: ["CKV_AWS_330"] },
  references: [
    "https://docs.aws.amazon.com/efs/latest/ug/enforce-identity-access-points.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html",
  ],

  on: resources("aws_efs_access_point"),
  *check(point) {
    const group = point.get("posix_user.gid");
    if (holds(group, isSet())) return;
    yield {
      at: point.header,
      fixes: () => [
        {
          title: "Fix the user",
          impact: "replacement",
          edits: putAll(point, { "posix_user.gid": stop(1000), "posix_user.uid": stop(1000) }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_efs_access_point" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      file_system_id = "fs-0a1b2c3d"

      root_directory {
        path = "/app"
      }
    }
  `,
  secure: hcl`
    resource "aws_efs_access_point" "app" {
      file_system_id = "fs-0a1b2c3d"

      root_directory {
        path = "/app"
      }

      posix_user {
        gid = 1000
        uid = 1000
      }
    }
  `,
});
