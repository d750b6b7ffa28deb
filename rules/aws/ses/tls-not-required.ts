import { holds, is, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ses-tls-not-required",
  title: "Mail is sent unencrypted where the receiver offers no TLS",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever listens on the way reads the mail.",
  controls: { "security-hub": ["SES.3"] },
  aliases: { checkov: ["CKV_AWS_365"] },
  references: [
    "https://docs.aws.amazon.com/ses/latest/dg/security-protocols.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ses-controls.html",
  ],

  on: resources("aws_ses_configuration_set", "aws_sesv2_configuration_set"),
  *check(set) {
    const [policy, wanted] = [
      set.get("delivery_options.tls_policy"),
      set.type === "aws_ses_configuration_set" ? "Require" : "REQUIRE",
    ];
    if (holds(policy, is(wanted), "Optional")) return;
    yield {
      at: policy.at,
      ...relatedTo(policy),
      fixes: () => [
        { title: "Ask for TLS", impact: "disruption", edits: [put(set, "delivery_options.tls_policy", wanted)] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_ses_configuration_set" "mail" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "mail"
    }
  `,
  secure: hcl`
    resource "aws_ses_configuration_set" "mail" {
      name = "mail"

      delivery_options {
        tls_policy = "Require"
      }
    }
  `,
});
