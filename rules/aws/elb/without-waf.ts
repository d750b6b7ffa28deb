import { companions, holds, is, isTrue, resources } from "../../kit/checks.ts";
import { append, expression, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-elb-without-waf",
  title: "No web application firewall (WAF) protects the public load balancer",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "advanced",
  why: "Floods and well-known attacks reach the application.",
  controls: { "security-hub": ["ELB.16"] },
  aliases: { checkov: ["CKV2_AWS_28"], kics: ["0afa6ab8-a047-48cf-be07-93a2f8c34cf7"] },
  references: [
    "https://docs.aws.amazon.com/waf/latest/developerguide/waf-chapter.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],

  on: resources("aws_lb", "aws_alb")
    .where((balancer) => holds(balancer.get("load_balancer_type"), is("application"), "application"))
    .where((balancer) => !isTrue(balancer.get("internal")) && balancer.get("internal").state !== "unknown"),
  *check(balancer) {
    const associations = ["aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"].map((type) =>
      companions(balancer, type, "resource_arn"),
    );
    if (associations.some(({ found, certain }) => found.length > 0 || !certain)) return;
    yield {
      at: balancer.header,
      fixes: () => [
        {
          title: "Put a web ACL before it",
          impact: "disruption",
          edits: [
            append(balancer, "aws_wafv2_web_acl_association", {
              resource_arn: expression(`${balancer.type}.${balancer.name}.arn`),
              web_acl_arn: stop("arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/web/id"),
            }),
          ],
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
    }

    resource "aws_wafv2_web_acl_association" "web" {
      resource_arn = aws_lb.web.arn
      web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/web/id"
    }
  `,
});
