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

  on: resources("aws_instance").where((instance) => !isOptimized(String(plain(instance.get("instance_type")) ?? ""))),
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

/** Types of today are optimized whatever is written. */
const isOptimized = (type: string): boolean =>
  /^(?:t[34]|m[5-9]|c[5-9]|r[5-9]|x[12]|z1|i[34]|g[4-6]|p[3-6]|inf|trn|a1|d3|h1|hpc)/.test(type);
