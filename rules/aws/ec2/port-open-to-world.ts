import { hcl, rule } from "../../kit/rule.ts";
import { exposed, isMeantForAll, isWithinNetwork, problem } from "./shapes/exposure.ts";
import { httpsOnly, insideOnly } from "./shapes/narrowing.ts";

export default rule({
  id: "aws-ec2-port-open-to-world",
  title: "A port other than HTTPS is open to the internet",
  severity: "medium",
  profile: "hint",
  severityDependsOn: "what listens on the port, and whether the internet reaches what the group is attached to",
  profileDependsOn:
    "whether anything can listen on the port (on port 0 nothing can), and whether the rule's description says that all are meant",
  responsibility: "customer",
  why: "Each open port is one more service that strangers can probe; few but HTTPS are meant for them.",
  controls: { "security-hub": ["EC2.18"], cwe: ["284"] },
  aliases: {
    tfsec: ["aws-ec2-no-public-ingress-sgr", "aws-vpc-no-public-ingress-sgr"],
    kics: [
      "590d878b-abdc-428f-895a-e2b68a0e1998",
      "54c417bf-c762-48b9-9d31-b3d87047e3f0",
      "4728cd65-a20c-49da-8b31-9c08b423e4db",
    ],
  },
  references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18"],
  subsumes: ["aws-ec2-http-open-to-world"],

  on: exposed("other"),
  *check(exposure) {
    if (isWithinNetwork(exposure)) return;
    const { ports } = exposure.traffic;
    yield {
      ...problem(exposure, function* () {
        yield* insideOnly(exposure);
        yield* httpsOnly(exposure);
      }),
      // on port 0 nothing can listen
      ...(((ports && ports.from === 0 && ports.to === 0) || isMeantForAll(exposure)) && { profile: "all" }),
    };
  },

  insecure: hcl`
    resource "aws_security_group" "app" {
      name = "app"

      ingress {
        from_port   = 8000
        to_port     = 8080
        protocol    = "tcp"
        cidr_blocks = ["192.168.0.0/16", "0.0.0.0/0"]
        #                                ^^^^^^^^^^^
      }
    }
  `,
  secure: hcl`
    resource "aws_security_group" "app" {
      name = "app"

      ingress {
        from_port   = 8000
        to_port     = 8080
        protocol    = "tcp"
        cidr_blocks = ["192.168.0.0/16", "10.0.0.0/8"]
      }
    }
  `,
});
