import type { Resource } from "../../../language/model/resource.ts";
import { holds, is, isTrue, plain, referred, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { httpsBeside, isHttpsForSome, redirected, served } from "./shapes/https.ts";
import { isUnreached } from "./shapes/unreached.ts";

export default rule({
  id: "aws-elb-plain-http",
  title: "Load balancer accepts plain HTTP",
  severity: "high",
  responsibility: "customer",
  why: "Whoever listens on the way reads and changes what is sent, passwords and sessions too.",
  controls: { "security-hub": ["ELB.1", "ELB.18"] },
  aliases: {
    checkov: ["CKV_AWS_2", "CKV2_AWS_20", "CKV_AWS_103"],
    trivy: ["AVD-AWS-0054"],
    tfsec: ["aws-elb-http-not-used"],
    kics: ["de7f5e83-da88-4046-871f-ea18504b1d43"],
  },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener",
  ],

  on: resources("aws_lb_listener", "aws_alb_listener").where(isForHttp),
  *check(listener) {
    const actions = listener.sections("default_action");
    if (listener.isOpen("default_action")) return;
    if (
      actions.some(
        (action) =>
          holds(action.get("type"), is("redirect")) &&
          holds(action.get("redirect.protocol"), is("HTTPS"), "#{protocol}"),
      )
    )
      return;
    const found = balancerOf(listener);
    // within the network it is the balancer's targets that would have to speak TLS, too
    if (found && (isTrue(found.get("internal")) || isUnreached(listener, found))) return;
    yield {
      at: listener.get("protocol").at,
      ...(found && { subject: found }),
      fixes: () => {
        const secure = httpsBeside(listener);
        if (!secure)
          // where one is there for some callers, they choose by what they hand in
          return isHttpsForSome(listener) ? [] : [served(listener, found)].filter((fix) => fix !== undefined);
        const port = String(plain(secure.get("port")) ?? 443);
        return [{ title: "Redirect to HTTPS", impact: "disruption", edits: [redirected(listener, port)] }];
      },
    };
  },

  insecure: hcl`
    resource "aws_lb_listener" "web" {
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1"
      port              = 80
      protocol          = "HTTP"
      #                   ^^^^^^

      default_action {
        type             = "forward"
        target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"
      }
    }

    resource "aws_lb_listener" "secure" {
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1"
      port              = 443
      protocol          = "HTTPS"
      certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/web"

      default_action {
        type             = "forward"
        target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"
      }
    }
  `,
  secure: hcl`
    resource "aws_lb_listener" "web" {
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1"
      port              = 80
      protocol          = "HTTP"

      default_action {
        type = "redirect"

        redirect {
          port        = "443"
          protocol    = "HTTPS"
          status_code = "HTTP_301"
        }
      }
    }

    resource "aws_lb_listener" "secure" {
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/1"
      port              = 443
      protocol          = "HTTPS"
      certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/web"

      default_action {
        type             = "forward"
        target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/1"
      }
    }
  `,
});

/** By what is written, or by what the provider takes for an application load balancer where nothing is. */
function isForHttp(listener: Resource): boolean {
  const protocol = listener.get("protocol");
  if (protocol.state !== "absent") return plain(protocol) === "HTTP";
  const type = balancerOf(listener)?.get("load_balancer_type");
  return type
    ? holds(type, is("application"), "application") && type.state !== "unknown"
    : /:loadbalancer\/app\//.test(String(plain(listener.get("load_balancer_arn"))));
}

const balancerOf = (listener: Resource): Resource | undefined =>
  referred(listener.get("load_balancer_arn"), listener, "aws_lb", "aws_alb");
