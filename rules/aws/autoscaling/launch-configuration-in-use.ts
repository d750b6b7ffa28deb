import { resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-autoscaling-launch-configuration-in-use",
  title: "Auto Scaling group uses a launch configuration, which AWS no longer develops",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "AWS makes no new ones any more, and they know nothing of newer protections.",
  controls: { "security-hub": ["AutoScaling.9"] },
  aliases: { checkov: ["CKV_AWS_315"] },
  references: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html",
  ],
  noFix: "A launch template takes its place, with the same settings under other names.",

  on: resources("aws_autoscaling_group"),
  *check(group) {
    const isTemplate = ["launch_template", "mixed_instances_policy"].some(
      (name) => group.sections(name).length > 0 || group.isOpen(name),
    );
    if (isTemplate) return;
    yield {
      at: group.header,
    };
  },

  insecure: hcl`
    resource "aws_autoscaling_group" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      max_size             = 3
      min_size             = 1
      launch_configuration = "web"
    }
  `,
  secure: hcl`
    resource "aws_autoscaling_group" "web" {
      max_size = 3
      min_size = 1
      launch_template {
        id      = "lt-id"
        version = "$Latest"
      }
    }
  `,
});
