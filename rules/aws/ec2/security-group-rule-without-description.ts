import { holds, isSet } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { allTraffic } from "./shapes/traffic.ts";

export default rule({
  id: "aws-ec2-security-group-rule-without-description",
  title: "Security group rule has no description",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "Without a reason beside it, no one dares to close an opening that is no longer needed.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_23"],
    trivy: ["AVD-AWS-0124"],
    tfsec: ["aws-ec2-add-description-to-security-group-rule", "aws-vpc-add-description-to-security-group-rule"],
    kics: ["68eb4bf3-f9bf-463d-b5cf-e029bb446d2e"],
  },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],

  on: allTraffic,
  *check({ section }) {
    const description = section.get("description");
    if (holds(description, isSet())) return;
    yield {
      at: description.at,
      fixes: () => [
        {
          title: "Add a description",
          impact: "update",
          edits: [put(section, "description", stop("What it is for"))],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_security_group" "web" {
      name = "web"

      ingress {
      #^^^^^^
        from_port   = 443
        to_port     = 443
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
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
        description = "What it is for"
      }
    }
  `,
});
