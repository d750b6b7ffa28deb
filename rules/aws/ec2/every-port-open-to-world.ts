import { hcl, rule } from "../../kit/rule.ts";
import { exposed, problem } from "./exposure.ts";
import { httpsOnly, insideOnly } from "./narrowing.ts";

export default rule({
  id: "aws-ec2-every-port-open-to-world",
  title: "Every port is open to the internet",
  severity: "critical",
  responsibility: "customer",
  why: "Whatever listens on the machine, now or after the next update, can be attacked from everywhere.",
  controls: {
    "cis-aws-3.0": ["5.2", "5.3"],
    "security-hub": ["EC2.13", "EC2.14", "EC2.18", "EC2.19"],
    "nist-800-53-r5": ["AC-4", "CM-7", "SC-7"],
    "pci-dss-4.0": ["1.3.1"],
    cwe: ["284"],
  },
  aliases: ["CKV_AWS_277", "4728cd65-a20c-49da-8b31-9c08b423e4db"],
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],

  on: exposed("every port"),
  *check(exposure) {
    yield problem(exposure, function* () {
      yield* httpsOnly(exposure);
      yield* insideOnly(exposure);
    });
  },

  insecure: hcl`
    resource "aws_security_group" "web" {
      name = "web"

      ingress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_security_group" "web" {
      name = "web"

      ingress {
        from_port   = 443
        to_port     = 443
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `,
});
