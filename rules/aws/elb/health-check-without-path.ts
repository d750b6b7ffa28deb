import { isSet, plain, resources, setting } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-health-check-without-path",
  title: "Health check has no path of its own",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A target that answers at the root and nowhere else counts as healthy.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_261"] },
  references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"],

  on: resources("aws_lb_target_group", "aws_alb_target_group").where((group) =>
    /^HTTPS?$/.test(String(plain(group.get("protocol")))),
  ),
  check: setting("health_check.path", isSet(stop("/health")), { title: "Check a path" }),

  insecure: hcl`
    resource "aws_lb_target_group" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name     = "web"
      port     = 443
      protocol = "HTTPS"
      vpc_id   = "vpc-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_lb_target_group" "web" {
      name     = "web"
      port     = 443
      protocol = "HTTPS"
      vpc_id   = "vpc-0a1b2c3d"

      health_check {
        path = "/health"
      }
    }
  `,
});
