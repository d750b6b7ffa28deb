import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-target-plain-http",
  title: "Load balancer talks plain HTTP to its targets",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever listens inside the network reads what is sent, passwords and sessions too.",
  controls: { "security-hub": ["ELB.22"] },
  aliases: { checkov: ["CKV_AWS_378"] },
  references: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"],
  noFix: "The targets have to speak TLS first, with certificates of their own.",

  on: resources("aws_lb_target_group", "aws_alb_target_group"),
  *check(group) {
    const protocol = group.get("protocol");
    if (plain(protocol) !== "HTTP" || plain(group.get("target_type")) === "lambda") return;
    yield {
      at: protocol.at,
      ...relatedTo(protocol),
    };
  },

  insecure: hcl`
    resource "aws_lb_target_group" "web" {
      name     = "web"
      port     = 443
      protocol = "HTTP"
      #          ^^^^^^
      vpc_id   = "vpc-0a1b2c3d"
    }
  `,
  secure: hcl`
    resource "aws_lb_target_group" "web" {
      name     = "web"
      port     = 443
      protocol = "HTTPS"
      vpc_id   = "vpc-0a1b2c3d"
    }
  `,
});
