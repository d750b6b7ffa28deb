import { hcl, rule } from "../../kit/rule.ts";
import { exposed, isWithinNetwork, problem } from "./shapes/exposure.ts";
import { webOnly } from "./shapes/narrowing.ts";

export default rule({
  id: "aws-ec2-http-open-to-world",
  title: "Plain HTTP is open to the internet",
  severity: "medium",
  severityDependsOn: "what listens on the port, and whether the internet reaches what the group is attached to",
  profile: "hint",
  responsibility: "customer",
  why: "What goes over port 80 can be read and changed on its way: session cookies, passwords, downloads.",
  controls: { cwe: ["319"] },
  aliases: {
    checkov: ["CKV_AWS_260"],
    tfsec: ["aws-ec2-no-public-ingress-sgr", "aws-vpc-no-public-ingress-sgr"],
    kics: ["ffac8a12-322e-42c1-b9b9-81ff85c39ef7", "4728cd65-a20c-49da-8b31-9c08b423e4db"],
  },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],

  on: exposed("http"),
  *check(exposure) {
    if (isWithinNetwork(exposure)) return;
    yield problem(exposure, function* () {
      yield* webOnly(exposure);
    });
  },

  insecure: hcl`
    resource "aws_security_group" "web" {
      name = "web"

      ingress {
        from_port   = 80
        to_port     = 80
        protocol    = "tcp"
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
