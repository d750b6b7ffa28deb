import type { Resource } from "../../../language/model/resource.ts";
import { isTokenRequiredByDefault } from "../../kit/account-wide.ts";
import { plain, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isOfAmazonLinux2023 } from "./shapes/image.ts";
import { requiringToken } from "./shapes/user-data.ts";

export default rule({
  id: "aws-ec2-imdsv2-not-required",
  title: "IMDSv2 is not required in the code: defaults of image and account decide",
  severity: "medium",
  profileDependsOn:
    "whether the machine has a role whose credentials there would be, and whether its image is Amazon Linux 2023, whose default is IMDSv2",
  responsibility: "customer",
  why: "Whether version 1 answers then depends on the image and on the account's defaults; with it, one request forgery reads the role's credentials.",
  controls: {
    "security-hub": ["EC2.8", "EC2.170", "AutoScaling.3"],
  },
  aliases: {
    checkov: ["CKV_AWS_79"],
    trivy: ["AVD-AWS-0028", "AVD-AWS-0130"],
    tfsec: [
      "aws-ec2-enforce-http-token-imds",
      "aws-autoscaling-enforce-http-token-imds",
      "aws-ec2-enforce-launch-config-http-token-imds",
    ],
  },
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    "https://docs.aws.amazon.com/linux/al2023/ug/imdsv2.html",
  ],

  uncovers: ["aws-ec2-metadata-beyond-instance"],

  on: resources("aws_instance", "aws_launch_template", "aws_launch_configuration", "aws_spot_instance_request"),
  *check(instance) {
    const tokens = instance.get("metadata_options.http_tokens");
    if (tokens.state !== "absent" || plain(instance.get("metadata_options.http_endpoint")) === "disabled") return;
    if (isTokenRequiredByDefault(instance)) return;
    // What the template says holds for the instance.
    if (instance.sections("launch_template").length > 0 || instance.isOpen("launch_template")) return;
    yield {
      at: tokens.at,
      ...((isOfAmazonLinux2023(instance) || !hasRole(instance)) && { profile: "all" }),
      fixes: () => requiringToken(instance),
    };
  },

  insecure: hcl`
    resource "aws_instance" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"

      metadata_options {
        http_tokens = "required"
      }
    }
  `,
});

/** Whether there may be credentials to be had: a machine without a profile has none. */
const hasRole = (instance: Resource): boolean =>
  instance.get("iam_instance_profile").state !== "absent" ||
  instance.sections("iam_instance_profile").length > 0 ||
  instance.isOpen("iam_instance_profile");
