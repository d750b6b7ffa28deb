import { is, plain, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-not-ebs-optimized",
  title: "Instance is not EBS-optimized: its disks and its network share one bandwidth",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "A flood of packets slows the disks down, and the service with them.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_135"], kics: ["60224630-175a-472a-9e23-133827040766"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html"],

  on: resources("aws_instance").where((instance) =>
    takesOptimization.test(String(plain(instance.get("instance_type")) ?? "")),
  ),
  check: setting("ebs_optimized", is(true), {
    fallback: false,
    impact: "replacement",
    title: "Give the disks a network of their own",
  }),

  insecure: hcl`
    resource "aws_instance" "app" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      instance_type = "m3.xlarge"
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami           = "ami-0a1b2c3d4e5f6a7b8"
      ebs_optimized = true
      instance_type = "m3.xlarge"
    }
  `,
});

/** Those of before 2015 that can do it and do not by themselves; later ones always do, smaller ones never. */
const takesOptimization =
  /^(?:c1\.xlarge|c3\.(?:x|2x|4x)large|g2\.2xlarge|i2\.(?:x|2x|4x)large|m1\.x?large|m2\.[24]xlarge|m3\.(?:x|2x)large|r3\.(?:x|2x|4x)large)$/;
