import { holds, oneOf, relatedTo, resources } from "../../kit/checks.ts";
import { putAll } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-cognito-without-mfa",
  title: "Users sign in with a password alone, without MFA",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "A password that leaks or is guessed is enough.",
  controls: { "security-hub": ["Cognito.5"] },
  aliases: { kics: ["ec28bf61-a474-4dbe-b414-6dd3a067d6f0"] },
  references: ["https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html"],

  on: resources("aws_cognito_user_pool"),
  *check(pool) {
    const mode = pool.get("mfa_configuration");
    if (holds(mode, oneOf("ON", "OPTIONAL"), "OFF")) return;
    const isReady =
      pool.sections("software_token_mfa_configuration").length > 0 ||
      pool.get("sms_authentication_message").state !== "absent";
    yield {
      at: mode.at,
      ...relatedTo(mode),
      fixes: () => [
        {
          title: "Let users add a second factor",
          impact: "update",
          edits: putAll(pool, {
            mfa_configuration: "OPTIONAL",
            ...(!isReady && { "software_token_mfa_configuration.enabled": true }),
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_cognito_user_pool" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "app"
    }
  `,
  secure: hcl`
    resource "aws_cognito_user_pool" "app" {
      mfa_configuration = "OPTIONAL"
      name              = "app"

      software_token_mfa_configuration {
        enabled = true
      }
    }
  `,
});
