import { resources } from "../../kit/checks.ts";
import { addBlock, proposal } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-autoscaling-without-tags",
  title: "Auto Scaling group has no tags",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Nobody can tell whose instances they are, and permissions cannot go by it.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_153"], kics: ["ba48df05-eaa1-4d64-905e-4a4b051e7587"] },
  references: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html"],

  on: resources("aws_autoscaling_group"),
  *check(group) {
    if (group.sections("tag").length > 0 || group.isOpen("tag") || group.get("tags").state !== "absent") return;
    yield {
      at: group.header,
      fixes: () => [
        {
          title: "Name it by a tag",
          impact: "update",
          edits: [addBlock(group, "tag", { key: "Name", value: proposal(group.name), propagate_at_launch: true })],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_autoscaling_group" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      max_size = 3
      min_size = 1
    }
  `,
  secure: hcl`
    resource "aws_autoscaling_group" "web" {
      max_size = 3
      min_size = 1

      tag {
        key                 = "Name"
        value               = "web"
        propagate_at_launch = true
      }
    }
  `,
});
