import { blocks, holds, isSet, plain } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-classic-without-certificate",
  title: "Classic load balancer serves unencrypted, without a certificate",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever listens on the way reads and changes what is sent, passwords and sessions too.",
  controls: { "security-hub": ["ELB.3"] },
  aliases: { checkov: ["CKV_AWS_127"] },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/ssl-server-cert.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],

  on: blocks("listener", "aws_elb"),
  *check(listener) {
    const certificate = listener.get("ssl_certificate_id");
    if (holds(certificate, isSet())) return;
    yield {
      at: listener.header,
      // what is not HTTP its clients speak in a way of their own
      fixes: () =>
        !/^https?$/i.test(String(plain(listener.get("lb_protocol"))))
          ? []
          : [
              {
                title: "Serve over HTTPS",
                impact: "disruption",
                edits: putAll(listener, {
                  ...(plain(listener.get("lb_port")) === 80 && { lb_port: 443 }),
                  lb_protocol: "https",
                  ssl_certificate_id: stop("arn:aws:acm:eu-west-1:123456789012:certificate/id"),
                }),
              },
            ],
    };
  },

  insecure: hcl`
    resource "aws_elb" "web" {
      name    = "web"
      subnets = ["subnet-0a1b2c3d"]

      listener {
      #^^^^^^^
        instance_port     = 8080
        instance_protocol = "http"
        lb_port           = 443
        lb_protocol       = "http"
      }
    }
  `,
  secure: hcl`
    resource "aws_elb" "web" {
      name    = "web"
      subnets = ["subnet-0a1b2c3d"]

      listener {
        instance_port      = 8080
        instance_protocol  = "http"
        lb_port            = 443
        lb_protocol        = "https"
        ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/id"
      }
    }
  `,
});
