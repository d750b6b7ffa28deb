import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-serial-console-on",
  title: "Serial consoles of instances can be used",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It is a way into a machine that no security group and no firewall is asked about.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-access-to-serial-console.html",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_serial_console_access",
  ],

  on: resources("aws_ec2_serial_console_access"),
  check: setting("enabled", is(false), {
    fallback: true,
    impact: "disruption",
    title: "Switch it off until it is needed",
  }),

  insecure: hcl`
    resource "aws_ec2_serial_console_access" "region" {
      enabled = true
      #         ^^^^
    }
  `,
  secure: hcl`
    resource "aws_ec2_serial_console_access" "region" {
      enabled = false
    }
  `,
});
