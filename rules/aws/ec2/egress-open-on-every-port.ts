import { hcl, rule } from "../../kit/rule.ts";
import { type Exposure, exposures, problem } from "./shapes/exposure.ts";
import { httpsOnly, insideOnly } from "./shapes/narrowing.ts";
import { traffic } from "./shapes/traffic.ts";

export default rule({
  id: "aws-ec2-egress-open-on-every-port",
  title: "Outbound traffic to the internet is open on every port",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  why: "An intruder loads tools and carries data out over any port; with 443 alone most of that fails or is seen.",
  controls: { cwe: ["284"] },
  aliases: {
    checkov: ["CKV_AWS_382"],
    trivy: ["AVD-AWS-0104"],
    tfsec: ["aws-ec2-no-public-egress-sgr", "aws-vpc-no-public-egress-sgr"],
  },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],

  on: traffic.egress.faults((egress) => exposures(egress, "every port")),
  *check(exposure: Exposure) {
    yield problem(exposure, function* () {
      yield* httpsOnly(exposure);
      yield* insideOnly(exposure);
    });
  },

  insecure: hcl`
    resource "aws_security_group" "web" {
      name = "web"

      egress {
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

      egress {
        from_port   = 443
        to_port     = 443
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `,
});
