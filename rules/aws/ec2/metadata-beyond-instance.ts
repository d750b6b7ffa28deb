import { plain, relatedTo, resources } from "../../kit/checks.ts";
import { put } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-metadata-beyond-instance",
  title: "Containers on the instance can reach its metadata and credentials",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "A container or a proxy on the instance gets the credentials of its role.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_341"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html"],

  on: resources("aws_launch_configuration", "aws_launch_template"),
  *check(template) {
    const limit = template.get("metadata_options.http_put_response_hop_limit");
    if (!(Number(plain(limit)) > 1)) return;
    yield {
      at: limit.at,
      message: `Containers can reach metadata and credentials of the instance, up to ${plain(limit)} network hops away`,
      ...relatedTo(limit),
      fixes: () => [
        {
          title: "Keep it on the instance",
          impact: "disruption",
          edits: [put(template, "metadata_options.http_put_response_hop_limit", 1)],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_launch_template" "app" {
      name = "app"

      metadata_options {
        http_put_response_hop_limit = 2
        #                             ^
        http_tokens                 = "required"
      }
    }
  `,
  secure: hcl`
    resource "aws_launch_template" "app" {
      name = "app"

      metadata_options {
        http_put_response_hop_limit = 1
        http_tokens                 = "required"
      }
    }
  `,
});
