import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-athena-workgroup-overridden",
  title: "Clients can override the Athena workgroup's encryption and output location",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever queries may write results elsewhere, and without encryption.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_82"], trivy: ["AVD-AWS-0007"], tfsec: ["aws-athena-no-encryption-override"] },
  references: ["https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html"],

  on: resources("aws_athena_workgroup"),
  check: setting("configuration.enforce_workgroup_configuration", is(true), {
    fallback: true,
    impact: "disruption",
    title: "Hold clients to them",
  }),

  insecure: hcl`
    resource "aws_athena_workgroup" "sales" {
      name = "sales"

      configuration {
        enforce_workgroup_configuration = false
        #                                 ^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_athena_workgroup" "sales" {
      name = "sales"

      configuration {
        enforce_workgroup_configuration = true
      }
    }
  `,
});
