import type { Section } from "../../../language/model/section.ts";
import { isTrue, plain, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { admitsOldTls } from "../../kit/tls-policies.ts";

/** Suites that AWS can switch on and none of its own policies of today has: without encryption or a certificate, for export, with MD5, or with a cipher that is broken. */
const weakCipher = /(?:^|-)(?:A?NULL|ADH|AECDH|EXP\d*|MD5|RC[24]|DES|IDEA)(?:-|$)/;

export default rule({
  id: "aws-elb-classic-old-tls",
  title: "Classic load balancer accepts TLS older than 1.2 or a weak cipher",
  severity: "high",
  responsibility: "customer",
  why: "SSL 3.0, TLS before 1.2, RC4 and triple DES have holes through which what is sent can be read.",
  controls: { "security-hub": ["ELB.8"] },
  aliases: {
    checkov: ["CKV_AWS_213"],
    kics: ["126c1788-23c2-4a10-906c-ef179f4f96ec", "4a800e14-c94a-442d-9067-5a2e9f6c0a4c"],
  },
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-ssl-security-policy.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  ],

  on: resources("aws_load_balancer_policy", "aws_lb_ssl_negotiation_policy").each((policy) =>
    policy.sections(policy.type === "aws_load_balancer_policy" ? "policy_attribute" : "attribute"),
  ),
  *check(attribute: Section) {
    const [name, value] = [plain(attribute.get("name")), attribute.get("value")];
    if (name === "Reference-Security-Policy" && admitsOldTls(String(plain(value))))
      yield {
        at: value.at,
        message: `Classic load balancer accepts TLS older than 1.2 (\`${plain(value)}\`)`,
        fixes: () => [
          {
            title: "Ask for TLS 1.2",
            impact: "disruption",
            edits: [put(attribute, "value", "ELBSecurityPolicy-TLS-1-2-2017-01")],
          },
        ],
      };
    if (/^Protocol-(?:SSLv[23]|TLSv1|TLSv1\.1)$/.test(String(name)) && isTrue(value))
      yield {
        at: value.at,
        message: `Classic load balancer accepts ${String(name).replace("Protocol-", "")}`,
        fixes: () => [
          { title: "Switch the protocol off", impact: "disruption", edits: [put(attribute, "value", "false")] },
        ],
      };
    if (weakCipher.test(String(name)) && isTrue(value))
      yield {
        at: value.at,
        message: `Classic load balancer accepts the weak cipher ${name}`,
        fixes: () => [
          { title: "Switch the cipher off", impact: "disruption", edits: [put(attribute, "value", "false")] },
        ],
      };
  },

  insecure: hcl`
    resource "aws_load_balancer_policy" "tls" {
      load_balancer_name = "web"
      policy_name        = "tls"
      policy_type_name   = "SSLNegotiationPolicyType"

      policy_attribute {
        name  = "Reference-Security-Policy"
        value = "ELBSecurityPolicy-2015-05"
        #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_load_balancer_policy" "tls" {
      load_balancer_name = "web"
      policy_name        = "tls"
      policy_type_name   = "SSLNegotiationPolicyType"

      policy_attribute {
        name  = "Reference-Security-Policy"
        value = "ELBSecurityPolicy-TLS-1-2-2017-01"
      }
    }
  `,
});
