import { holds, is, isSet, noneOf, relatedTo, resources } from "../../kit/checks.ts";
import { putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-without-logging",
  title: "Load balancer keeps no access log",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "After an attack nobody can tell who asked for what.",
  controls: { "security-hub": ["ELB.5"] },
  aliases: { checkov: ["CKV_AWS_91"] },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],

  on: resources("aws_lb", "aws_alb").where((balancer) =>
    holds(balancer.get("load_balancer_type"), noneOf(["gateway"]), "application"),
  ),
  *check(balancer) {
    const enabled = balancer.get("access_logs.enabled");
    if (holds(enabled, is(true), false)) return;
    yield {
      at: enabled.at,
      ...relatedTo(enabled),
      fixes: () => [
        {
          title: "Keep an access log",
          impact: "update",
          edits: putAll(balancer, {
            ...(!holds(balancer.get("access_logs.bucket"), isSet()) && {
              "access_logs.bucket": stop("name-of-the-log-bucket"),
            }),
            "access_logs.enabled": true,
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_lb" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^
      load_balancer_type = "application"
      name               = "web"
    }
  `,
  secure: hcl`
    resource "aws_lb" "web" {
      load_balancer_type = "application"
      name               = "web"

      access_logs {
        bucket  = "name-of-the-log-bucket"
        enabled = true
      }
    }
  `,
});
