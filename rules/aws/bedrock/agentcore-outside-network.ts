import { isNot, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-bedrock-agentcore-outside-network",
  title: "What agents run reaches the internet past your network",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "What a prompt talks an agent into sends data anywhere, and no rule of your network sees it.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agentcore-vpc.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/bedrockagentcore_code_interpreter",
  ],
  noFix: "Which subnets and security groups are meant is for its author to say.",

  on: resources(
    "aws_bedrockagentcore_agent_runtime",
    "aws_bedrockagentcore_browser",
    "aws_bedrockagentcore_code_interpreter",
  ),
  check: setting("network_configuration.network_mode", isNot("PUBLIC")),

  insecure: hcl`
    resource "aws_bedrockagentcore_code_interpreter" "numbers" {
      name = "numbers"

      network_configuration {
        network_mode = "PUBLIC"
        #              ^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_bedrockagentcore_code_interpreter" "numbers" {
      name = "numbers"

      network_configuration {
        network_mode = "SANDBOX"
      }
    }
  `,
});
