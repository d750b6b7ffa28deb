import { holds, is, oneOf, resources } from "../../kit/checks.ts";
import { addBlock, put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ecs-without-container-insights",
  title: "Cluster does not collect container metrics (Container Insights)",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A flood or a miner in a container is noticed late.",
  controls: { "security-hub": ["ECS.12"] },
  aliases: {
    checkov: ["CKV_AWS_65"],
    trivy: ["AVD-AWS-0034"],
    tfsec: ["aws-ecs-enable-container-insight"],
    kics: ["97cb0688-369a-4d26-b1f7-86c4c91231bc"],
  },
  references: [
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  ],

  on: resources("aws_ecs_cluster"),
  *check(cluster) {
    const settings = cluster
      .sections("setting")
      .filter((setting) => holds(setting.get("name"), is("containerInsights")));
    if (
      cluster.isOpen("setting") ||
      settings.some((setting) => holds(setting.get("value"), oneOf("enabled", "enhanced")))
    )
      return;
    const [off] = settings;
    yield {
      at: off ? off.get("value").at : cluster.header,
      fixes: () => [
        {
          title: "Turn Container Insights on",
          impact: "disruption",
          edits: [
            off
              ? put(off, "value", "enabled")
              : addBlock(cluster, "setting", { name: "containerInsights", value: "enabled" }),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_ecs_cluster" "shop" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "shop"
    }
  `,
  secure: hcl`
    resource "aws_ecs_cluster" "shop" {
      name = "shop"

      setting {
        name  = "containerInsights"
        value = "enabled"
      }
    }
  `,
});
