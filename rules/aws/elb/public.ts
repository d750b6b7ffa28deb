import { byHand, holds, is, noneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-public",
  title: "Load balancer faces the internet",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Whatever stands behind it can be attacked by anyone.",
  controls: {},
  aliases: { trivy: ["AVD-AWS-0053"], tfsec: ["aws-elb-alb-not-public"] },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
  ],
  noFix:
    "Whether it is there for the internet is for the author to say: inside it would be another one, at another address.",

  on: resources("aws_lb", "aws_alb").where((balancer) =>
    holds(balancer.get("load_balancer_type"), noneOf(["gateway"]), "application"),
  ),
  check: setting("internal", byHand(is(true)), { fallback: false }),

  insecure: hcl`
    resource "aws_lb" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^
      load_balancer_type = "application"
      name               = "web"
    }
  `,
  secure: hcl`
    resource "aws_lb" "web" {
      internal           = true
      load_balancer_type = "application"
      name               = "web"
    }
  `,
});
