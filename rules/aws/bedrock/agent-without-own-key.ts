import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-bedrock-agent-without-own-key",
  title: "Bedrock agent is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_373"] },
  references: ["https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-agents.html"],

  on: resources("aws_bedrockagent_agent"),
  check: ownKey("customer_encryption_key_arn", { description: "Agents" }),

  insecure: hcl`
    resource "aws_bedrockagent_agent" "help" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      agent_name              = "help"
      agent_resource_role_arn = "arn:aws:iam::123456789012:role/help"
      foundation_model        = "anthropic.claude-3-5-sonnet-20240620-v1:0"
    }
  `,
  secure: hcl`
    resource "aws_bedrockagent_agent" "help" {
      agent_name                  = "help"
      agent_resource_role_arn     = "arn:aws:iam::123456789012:role/help"
      customer_encryption_key_arn = aws_kms_key.help.arn
      foundation_model            = "anthropic.claude-3-5-sonnet-20240620-v1:0"
    }

    resource "aws_kms_key" "help" {
      description         = "Agents"
      enable_key_rotation = true
    }
  `,
});
