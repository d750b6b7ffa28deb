import { companions, holds, is, items, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-autoscaling-health-unchecked",
  title: "Instances that fail the load balancer's health check are not replaced",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One whose application hangs stays in service.",
  controls: { "security-hub": ["AutoScaling.1"] },
  aliases: { checkov: ["CKV2_AWS_15"] },
  references: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html",
  ],

  on: resources("aws_autoscaling_group"),
  *check(group) {
    const attached = companions(group, "aws_autoscaling_attachment", "autoscaling_group_name").found;
    const isBehind =
      attached.length > 0 ||
      ["target_group_arns", "load_balancers"].some(
        (name) => group.get(name).state === "list" && items(group.get(name)).length > 0,
      );
    const kind = group.get("health_check_type");
    if (!isBehind || holds(kind, is("ELB"), "EC2")) return;
    for (const attachment of attached.length > 0 ? attached : [undefined])
      yield {
        at: kind.at,
        ...relatedTo(kind),
        ...(attachment && { subject: attachment }),
        fixes: () => [
          { title: "Ask the load balancer", impact: "disruption", edits: [put(group, "health_check_type", "ELB")] },
        ],
      };
  },

  insecure: hcl`
    resource "aws_autoscaling_group" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      max_size          = 3
      min_size          = 1
      target_group_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"]
    }
  `,
  secure: hcl`
    resource "aws_autoscaling_group" "web" {
      health_check_type = "ELB"
      max_size          = 3
      min_size          = 1
      target_group_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"]
    }
  `,
});
