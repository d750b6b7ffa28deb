import { companions, holds, isSet, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-autoscaling-without-load-balancer",
  title: "Auto Scaling group is behind no load balancer",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Its instances are called directly, and one that hangs is called all the same.",
  controls: {},
  aliases: { kics: ["8e94dced-9bcc-4203-8eb7-7e41202b2505"] },
  references: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-load-balancer.html"],
  noFix: "Whether its instances answer requests at all, and at which port, is for the author to say.",

  on: resources("aws_autoscaling_group"),
  *check(group) {
    const isBehind =
      ["target_group_arns", "load_balancers"].some((name) => holds(group.get(name), isSet())) ||
      group.sections("traffic_source").length > 0 ||
      group.isOpen("traffic_source");
    const { found, certain } = companions(group, "aws_autoscaling_attachment", "autoscaling_group_name");
    if (isBehind || found.length > 0 || !certain) return;
    yield {
      at: group.header,
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
      max_size          = 3
      min_size          = 1
      target_group_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/id"]
    }
  `,
});
