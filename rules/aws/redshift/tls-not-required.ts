import { is, resources } from "../../kit/checks.ts";
import { parameter } from "../../kit/parameter-group.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshift-tls-not-required",
  title: "Redshift accepts connections without TLS",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever listens on the way reads passwords and query results.",
  controls: { "security-hub": ["Redshift.2"] },
  aliases: { checkov: ["CKV_AWS_105"] },
  references: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html",
  ],

  on: resources("aws_redshift_parameter_group"),
  check: parameter("require_ssl", is(true), { value: "true", title: "Ask for TLS", impact: "disruption" }),

  insecure: hcl`
    resource "aws_redshift_parameter_group" "sales" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      family = "redshift-1.0"
      name   = "sales"
    }
  `,
  secure: hcl`
    resource "aws_redshift_parameter_group" "sales" {
      family = "redshift-1.0"
      name   = "sales"

      parameter {
        name  = "require_ssl"
        value = "true"
      }
    }
  `,
});
