import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-iam-identity-store-user",
  title: "User of the identity centre is made in code",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Who joins and who leaves is decided where the users are kept, not here: an account that is forgotten stays open.",
  controls: {},
  aliases: { kics: ["4003118b-046b-4640-b200-b8c7a4c8b89f"] },
  references: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html"],
  noFix: "Users come from the identity provider, by provisioning.",

  on: resources("aws_identitystore_user"),
  *check(user) {
    yield { at: user.header };
  },

  insecure: hcl`
    resource "aws_identitystore_user" "ada" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      display_name      = "Ada"
      identity_store_id = "d-0a1b2c3d4e"
      user_name         = "ada"

      name {
        family_name = "Lovelace"
        given_name  = "Ada"
      }
    }
  `,
  secure: hcl`
    resource "aws_identitystore_group" "engineers" {
      display_name      = "engineers"
      identity_store_id = "d-0a1b2c3d4e"
    }
  `,
});
