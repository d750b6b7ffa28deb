import { holds, isSet, resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-emr-outside-vpc",
  title: "EMR cluster has no subnet of its own and lands in the default VPC",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It lands in the default VPC, whose subnets are public.",
  controls: {},
  aliases: { kics: ["2b3c8a6d-9856-43e6-ab1d-d651094f03b4"] },
  references: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-vpc-subnet.html"],

  on: resources("aws_emr_cluster").where((cluster) => cluster.get("ec2_attributes.subnet_ids").state === "absent"),
  *check(cluster) {
    const subnet = cluster.get("ec2_attributes.subnet_id");
    if (holds(subnet, isSet())) return;
    yield {
      at: cluster.sections("ec2_attributes")[0]?.header ?? cluster.header,
      fixes: () => [
        {
          title: "Name a subnet",
          impact: "replacement",
          edits: [put(cluster, "ec2_attributes.subnet_id", stop("subnet-id"))],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_emr_cluster" "jobs" {
      name          = "jobs"
      release_label = "emr-7.5.0"
      service_role  = "arn:aws:iam::123456789012:role/emr"

      ec2_attributes {
      #^^^^^^^^^^^^^
        instance_profile = "emr"
        key_name         = "ops"
      }

      master_instance_group {
        instance_type = "m5.xlarge"
      }
    }
  `,
  secure: hcl`
    resource "aws_emr_cluster" "jobs" {
      name          = "jobs"
      release_label = "emr-7.5.0"
      service_role  = "arn:aws:iam::123456789012:role/emr"

      ec2_attributes {
        instance_profile = "emr"
        key_name         = "ops"
        subnet_id        = "subnet-id"
      }

      master_instance_group {
        instance_type = "m5.xlarge"
      }
    }
  `,
});
