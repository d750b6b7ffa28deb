import { holds, isSet, resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-bedrock-agent-without-guardrail",
  title: "Bedrock agent answers without a guardrail",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "Whoever talks to it may make it say, or do, what it should not.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_383"] },
  references: ["https://docs.aws.amazon.com/bedrock/latest/userguide/agents-guardrail.html"],

  on: resources("aws_bedrockagent_agent"),
  *check(agent) {
    const configuration = agent.get("guardrail_configuration");
    const named = agent.get("guardrail_configuration.guardrail_identifier");
    if (holds(named, isSet()) || configuration.state === "unknown") return;
    yield {
      at: agent.header,
      fixes: () => [
        {
          title: "Name a guardrail",
          impact: "update",
          edits: [
            put(agent, "guardrail_configuration", [
              { guardrail_identifier: stop("id-of-the-guardrail"), guardrail_version: "DRAFT" },
            ]),
          ],
        },
      ],
    };
  },

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
      agent_name              = "help"
      agent_resource_role_arn = "arn:aws:iam::123456789012:role/help"
      foundation_model        = "anthropic.claude-3-5-sonnet-20240620-v1:0"
      guardrail_configuration = [
        {
          guardrail_identifier = "id-of-the-guardrail"
          guardrail_version    = "DRAFT"
        },
      ]
    }
  `,
});
