import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-classic-zones-apart",
  title: "Classic load balancer keeps traffic within its availability zone",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "When the instances of one zone fail or are flooded, those of the others do not help.",
  controls: { "security-hub": ["ELB.9"] },
  aliases: { checkov: ["CKV_AWS_138"] },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-disable-crosszone-lb.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],

  on: resources("aws_elb"),
  check: setting("cross_zone_load_balancing", is(true), { fallback: true, title: "Balance over zones" }),

  insecure: hcl`
    resource "aws_elb" "web" {
      name                      = "web"
      subnets                   = ["subnet-0a1b2c3d"]
      cross_zone_load_balancing = false
      #                           ^^^^^

      listener {
        instance_port      = 443
        instance_protocol  = "https"
        lb_port            = 443
        lb_protocol        = "https"
        ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/web"
      }
    }
  `,
  secure: hcl`
    resource "aws_elb" "web" {
      name                      = "web"
      subnets                   = ["subnet-0a1b2c3d"]
      cross_zone_load_balancing = true

      listener {
        instance_port      = 443
        instance_protocol  = "https"
        lb_port            = 443
        lb_protocol        = "https"
        ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/web"
      }
    }
  `,
});
