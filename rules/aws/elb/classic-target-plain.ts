import { blocks, holds, isSet, plain } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-classic-target-plain",
  title: "Classic load balancer's traffic to its instances is not encrypted",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whoever listens inside the network reads what is sent, passwords and sessions too.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_376"] },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],
  noFix: "The instances have to speak TLS first, with certificates of their own.",

  on: blocks("listener", "aws_elb"),
  *check(listener) {
    const protocol = listener.get("instance_protocol");
    const name = String(plain(protocol)).toLowerCase();
    const isPlain = name === "http" || name === "tcp";
    if (!isPlain && !((name === "https" || name === "ssl") && !holds(listener.get("ssl_certificate_id"), isSet())))
      return;
    yield {
      at: isPlain ? protocol.at : listener.header,
      message: isPlain
        ? `Classic load balancer's traffic to its instances is not encrypted (${name.toUpperCase()})`
        : "Listener of the classic load balancer has no certificate",
    };
  },

  insecure: hcl`
    resource "aws_elb" "web" {
      name    = "web"
      subnets = ["subnet-0a1b2c3d"]

      listener {
        instance_port      = 8080
        instance_protocol  = "http"
        #                    ^^^^^^
        lb_port            = 443
        lb_protocol        = "https"
        ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/web"
      }
    }
  `,
  secure: hcl`
    resource "aws_elb" "web" {
      name    = "web"
      subnets = ["subnet-0a1b2c3d"]

      listener {
        instance_port      = 8080
        instance_protocol  = "https"
        lb_port            = 443
        lb_protocol        = "https"
        ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/web"
      }
    }
  `,
});
