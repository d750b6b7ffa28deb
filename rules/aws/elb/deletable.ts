import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-deletable",
  title: "Load balancer has no deletion protection",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One mistaken or malicious call takes the service off the net.",
  controls: { "security-hub": ["ELB.6"] },
  aliases: { checkov: ["CKV_AWS_150"], kics: ["afecd1f1-6378-4f7e-bb3b-60c35801fdd4"] },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],

  on: resources("aws_lb", "aws_alb"),
  check: setting("enable_deletion_protection", is(true), { fallback: false, title: "Protect from deletion" }),

  insecure: hcl`
    resource "aws_lb" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^
      load_balancer_type = "application"
      name               = "web"
    }
  `,
  secure: hcl`
    resource "aws_lb" "web" {
      enable_deletion_protection = true
      load_balancer_type         = "application"
      name                       = "web"
    }
  `,
});
