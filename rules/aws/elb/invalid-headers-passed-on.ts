import { holds, is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-invalid-headers-passed-on",
  title: "Load balancer passes malformed headers on to its targets",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "A request that it and the application read differently smuggles another past it.",
  controls: { "security-hub": ["ELB.4"] },
  aliases: {
    checkov: ["CKV_AWS_131"],
    trivy: ["AVD-AWS-0052"],
    tfsec: ["aws-elb-drop-invalid-headers"],
    kics: ["6e3fd2ed-5c83-4c68-9679-7700d224d379"],
  },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],

  on: resources("aws_lb", "aws_alb").where((balancer) =>
    holds(balancer.get("load_balancer_type"), is("application"), "application"),
  ),
  check: setting("drop_invalid_header_fields", is(true), {
    fallback: false,
    impact: "disruption",
    title: "Drop malformed headers",
  }),

  insecure: hcl`
    resource "aws_lb" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^
      load_balancer_type = "application"
      name               = "web"
    }
  `,
  secure: hcl`
    resource "aws_lb" "web" {
      drop_invalid_header_fields = true
      load_balancer_type         = "application"
      name                       = "web"
    }
  `,
});
