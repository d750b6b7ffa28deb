import { isSet, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-security-group-without-description",
  title: "Security group has no description",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A group that nobody can explain is never tightened, and is attached where it should not be.",
  controls: {},
  aliases: {
    checkov: ["CKV_AWS_23"],
    trivy: ["AVD-AWS-0099"],
    tfsec: ["aws-ec2-add-description-to-security-group", "aws-vpc-add-description-to-security-group"],
    kics: ["cb3f5ed6-0d18-40de-a93d-b3538db31e8c"],
  },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html"],
  noFix:
    "A group is given its description when it is made: it would be destroyed and made anew, with every rule that names it.",

  on: resources("aws_security_group"),
  check: setting("description", isSet()),

  insecure: hcl`
    resource "aws_security_group" "web" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      name = "web"
    }
  `,
  secure: hcl`
    resource "aws_security_group" "web" {
      description = "What it is for"
      name        = "web"
    }
  `,
});
