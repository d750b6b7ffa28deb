import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { requiringToken } from "./shapes/user-data.ts";

export default rule({
  id: "aws-ec2-instance-allows-imdsv1",
  title: "Instance metadata answers requests without a token (IMDSv1)",
  severity: "high",
  responsibility: "customer",
  why: "One server-side request forgery in an application is then enough to read the credentials of the instance's role.",
  controls: {
    "security-hub": ["EC2.8", "EC2.170", "AutoScaling.3"],
  },
  aliases: {
    checkov: ["CKV_AWS_79"],
    trivy: ["AVD-AWS-0028", "AVD-AWS-0130"],
    tfsec: [
      "aws-autoscaling-enforce-http-token-imds",
      "aws-ec2-enforce-http-token-imds",
      "aws-ec2-enforce-launch-config-http-token-imds",
    ],
  },
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ],

  uncovers: ["aws-ec2-metadata-beyond-instance"],

  on: resources("aws_instance", "aws_launch_template", "aws_launch_configuration", "aws_spot_instance_request"),
  *check(instance) {
    for (const options of instance.sections("metadata_options")) {
      const tokens = options.get("http_tokens");
      if (plain(tokens) !== "optional" || plain(options.get("http_endpoint")) === "disabled") continue;
      yield {
        at: tokens.at,
        ...relatedTo(tokens),
        fixes: () => requiringToken(instance, options),
      };
    }
  },

  insecure: hcl`
    resource "aws_instance" "app" {
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "t3.small"

      metadata_options {
        http_tokens = "optional"
        #             ^^^^^^^^^^
      }
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
