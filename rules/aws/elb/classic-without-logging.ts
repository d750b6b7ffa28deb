import { holds, is, resources } from "../../kit/checks.ts";
import { block, put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-classic-without-logging",
  title: "Classic load balancer keeps no access log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell who asked for what.",
  controls: { "security-hub": ["ELB.5"] },
  aliases: { checkov: ["CKV_AWS_92"], kics: ["20018359-6fd7-4d05-ab26-d4dffccbdf79"] },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],

  on: resources("aws_elb"),
  *check(balancer) {
    const [log] = balancer.sections("access_logs");
    if (log ? holds(log.get("enabled"), is(true), true) : balancer.isOpen("access_logs")) return;
    yield {
      at: log ? log.get("enabled").at : balancer.header,
      fixes: () => [
        {
          title: "Keep an access log",
          impact: "update",
          edits: [
            log
              ? put(log, "enabled", true)
              : put(balancer, "access_logs", block({ bucket: stop("name-of-the-log-bucket") })),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_elb" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^^
      name    = "web"
      subnets = ["subnet-0a1b2c3d"]

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
      name    = "web"
      subnets = ["subnet-0a1b2c3d"]

      listener {
        instance_port      = 443
        instance_protocol  = "https"
        lb_port            = 443
        lb_protocol        = "https"
        ssl_certificate_id = "arn:aws:acm:eu-west-1:123456789012:certificate/web"
      }

      access_logs {
        bucket = "name-of-the-log-bucket"
      }
    }
  `,
});
