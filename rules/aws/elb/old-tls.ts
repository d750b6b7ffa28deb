import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { admitsOldTls, defaultPolicy, loadBalancerPolicy } from "../../kit/tls-policies.ts";

export default rule({
  id: "aws-elb-old-tls",
  title: "Load balancer accepts TLS older than 1.2",
  severity: "medium",
  responsibility: "customer",
  why: "TLS before 1.2 has holes through which what is sent can be read.",
  controls: { "security-hub": ["ELB.17"] },
  aliases: {
    checkov: ["CKV_AWS_103", "CKV2_AWS_74"],
    trivy: ["AVD-AWS-0047"],
    tfsec: ["aws-elb-use-secure-tls-policy"],
  },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],

  on: resources("aws_lb_listener", "aws_alb_listener").where((listener) =>
    /^(?:HTTPS|TLS)$/.test(String(plain(listener.get("protocol")))),
  ),
  *check(listener) {
    const policy = listener.get("ssl_policy");
    const name = policy.state === "absent" ? defaultPolicy : plain(policy);
    if (typeof name !== "string" || !admitsOldTls(name)) return;
    yield {
      at: policy.at,
      message:
        policy.state === "absent"
          ? "Load balancer accepts TLS older than 1.2 by its default policy"
          : `Load balancer accepts TLS older than 1.2 (\`${name}\`)`,
      ...relatedTo(policy),
      fixes: () => [
        { title: "Ask for TLS 1.2", impact: "disruption", edits: [put(listener, "ssl_policy", loadBalancerPolicy)] },
      ],
    };
  },

  insecure: hcl`
    resource "aws_lb_listener" "web" {
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1"
      port              = 443
      protocol          = "HTTPS"
      certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/web"
      ssl_policy        = "ELBSecurityPolicy-2016-08"
      #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^

      default_action {
        type             = "forward"
        target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"
      }
    }
  `,
  secure: hcl`
    resource "aws_lb_listener" "web" {
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1"
      port              = 443
      protocol          = "HTTPS"
      certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/web"
      ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"

      default_action {
        type             = "forward"
        target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"
      }
    }
  `,
});
