import { noneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-desync-only-watched",
  title: "Load balancer lets request smuggling attempts through",
  severity: "medium",
  responsibility: "customer",
  why: "A request that it and the application read differently smuggles another past it.",
  controls: { "security-hub": ["ELB.12", "ELB.14"] },
  aliases: { checkov: ["CKV_AWS_328"] },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],

  on: resources("aws_lb", "aws_alb", "aws_elb"),
  check: setting("desync_mitigation_mode", noneOf(["monitor"], "defensive"), {
    fallback: "defensive",
    impact: "disruption",
    title: "Refuse what is plainly an attempt",
  }),

  insecure: hcl`
    resource "aws_lb" "web" {
      load_balancer_type     = "application"
      name                   = "web"
      desync_mitigation_mode = "monitor"
      #                        ^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_lb" "web" {
      load_balancer_type     = "application"
      name                   = "web"
      desync_mitigation_mode = "defensive"
    }
  `,
});
