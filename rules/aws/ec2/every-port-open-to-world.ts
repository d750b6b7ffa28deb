import { hcl, rule } from "../../kit/rule.ts";
import { exposed, problem } from "./shapes/exposure.ts";
import { webOnly } from "./shapes/narrowing.ts";

export default rule({
  id: "aws-ec2-every-port-open-to-world",
  title: "Every port is open to the internet",
  severity: "critical",
  severityDependsOn: "what listens on the port, and whether the internet reaches what the group is attached to",
  responsibility: "customer",
  why: "Whatever listens on the machine, now or after the next update, can be attacked from everywhere.",
  controls: {
    "cis-aws-1.4": ["5.2"],
    "security-hub": ["EC2.13", "EC2.14", "EC2.18", "EC2.19", "EC2.53", "EC2.54"],
    cwe: ["284"],
  },
  aliases: {
    checkov: ["CKV_AWS_277", "CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260"],
    trivy: ["AVD-AWS-0107"],
    tfsec: ["aws-ec2-no-public-ingress-sgr", "aws-vpc-no-public-ingress-sgr"],
    kics: [
      "4728cd65-a20c-49da-8b31-9c08b423e4db",
      "65905cec-d691-4320-b320-2000436cb696",
      "151187cb-0efc-481c-babd-ad24e3c9bc22",
      "ffac8a12-322e-42c1-b9b9-81ff85c39ef7",
      "381c3f2a-ef6f-4eff-99f7-b169cda3422c",
    ],
  },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],

  on: exposed("every port"),
  *check(exposure) {
    yield problem(exposure, function* () {
      yield* webOnly(exposure);
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
