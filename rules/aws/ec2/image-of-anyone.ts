import { dataSources, holds, isSet, items, plain } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** How images begin that Amazon publishes itself. */
const amazons = /^(?:al20|amazon-|amzn|aws-|bottlerocket|Windows_Server)/i;

export default rule({
  id: "aws-ec2-image-of-anyone",
  title: "Machine image (AMI) is found by name alone: anyone can publish one that matches",
  severity: "high",
  responsibility: "customer",
  why: "Anyone can publish an image of that name, and it runs with the role of the instance.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_386"], trivy: ["AVD-AWS-0344"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-ami-name-confusion-attacks.html"],

  on: dataSources("aws_ami").where((image) =>
    image.sections("filter").some((filter) => plain(filter.get("name")) === "name"),
  ),
  *check(image) {
    if (
      holds(image.get("owners"), isSet()) ||
      image
        .sections("filter")
        .some((filter) => /^(?:owner-alias|owner-id|image-id)$/.test(String(plain(filter.get("name")))))
    )
      return;
    const names = image
      .sections("filter")
      .filter((filter) => plain(filter.get("name")) === "name")
      .flatMap((filter) => items(filter.get("values")))
      .map((value) => String(plain(value) ?? ""));
    if (!names.some((name) => /[*?]/.test(name))) return;
    yield {
      at: image.header,
      fixes: () => [
        names.every((name) => amazons.test(name))
          ? { title: "Take Amazon's only", impact: "disruption", edits: [put(image, "owners", ["amazon"])] }
          : {
              title: "Take those of one owner only",
              impact: "disruption",
              edits: [put(image, "owners", [stop("self")])],
            },
      ],
    };
  },

  insecure: hcl`
    data "aws_ami" "base" {
    #^^^^^^^^^^^^^^^^^^^^
      most_recent = true

      filter {
        name   = "name"
        values = ["al2023-ami-*-x86_64"]
      }
    }
  `,
  secure: hcl`
    data "aws_ami" "base" {
      most_recent = true
      owners      = ["amazon"]

      filter {
        name   = "name"
        values = ["al2023-ami-*-x86_64"]
      }
    }
  `,
});
