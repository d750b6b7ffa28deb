import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cognito-guests-admitted",
  title: "Anyone can get AWS credentials from the identity pool without signing in",
  severity: "medium",
  responsibility: "customer",
  why: "Whoever asks is handed AWS credentials, with all that the guest role may do.",
  controls: { "security-hub": ["Cognito.2"] },
  aliases: { checkov: ["CKV_AWS_366"] },
  references: [
    "https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html",
  ],

  on: resources("aws_cognito_identity_pool"),
  check: setting("allow_unauthenticated_identities", is(false), {
    fallback: false,
    impact: "disruption",
    title: "Ask everyone to sign in",
  }),

  insecure: hcl`
    resource "aws_cognito_identity_pool" "app" {
      allow_unauthenticated_identities = true
      #                                  ^^^^
      identity_pool_name               = "app"
    }
  `,
  secure: hcl`
    resource "aws_cognito_identity_pool" "app" {
      allow_unauthenticated_identities = false
      identity_pool_name               = "app"
    }
  `,
});
