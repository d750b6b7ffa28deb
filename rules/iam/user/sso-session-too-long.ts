import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-sso-session-too-long",
  title: "Session of the identity centre lasts longer than an hour",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A stolen laptop or cookie opens the account for the rest of the day.",
  controls: {},
  aliases: { kics: ["ce9dfce0-5fc8-433b-944a-3b16153111a8"] },
  references: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html"],

  on: resources("aws_ssoadmin_permission_set"),
  *check(set) {
    const duration = set.get("session_duration");
    const [, hours = "0", minutes = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(String(plain(duration) ?? "")) ?? [];
    if (Number(hours) * 60 + Number(minutes) <= 60) return;
    yield {
      at: duration.at,
      ...relatedTo(duration),
      fixes: () => [
        { title: "End it after an hour", impact: "disruption", edits: [put(set, "session_duration", "PT1H")] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_ssoadmin_permission_set" "ops" {
      instance_arn     = "arn:aws:sso:::instance/ssoins-0a1b2c3d4e5f6a7b"
      name             = "ops"
      session_duration = "PT12H"
      #                  ^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_ssoadmin_permission_set" "ops" {
      instance_arn     = "arn:aws:sso:::instance/ssoins-0a1b2c3d4e5f6a7b"
      name             = "ops"
      session_duration = "PT1H"
    }
  `,
});
