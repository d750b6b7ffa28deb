import { items, plain, referred, resources } from "../../kit/checks.ts";
import { replace } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-emr-open-to-world",
  title: "EMR cluster is open to the internet through its security group",
  severity: "high",
  responsibility: "customer",
  why: "Anyone may run code on the cluster, with its role.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_7"] },
  references: ["https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-security-groups.html"],
  subsumes: ["aws-ec2-port-open-to-world"],

  on: resources("aws_emr_cluster"),
  *check(cluster) {
    for (const name of [
      "emr_managed_master_security_group",
      "emr_managed_slave_security_group",
      "service_access_security_group",
      "additional_master_security_groups",
      "additional_slave_security_groups",
    ]) {
      const value = cluster.get(`ec2_attributes.${name}`);
      const group = referred(value, cluster, "aws_security_group");
      for (const ingress of group?.sections("ingress") ?? [])
        for (const range of [...items(ingress.get("cidr_blocks")), ...items(ingress.get("ipv6_cidr_blocks"))])
          if (/^(?:0\.0\.0\.0|::)\/0$/.test(String(plain(range))))
            yield {
              at: range.at,
              subject: cluster,
              fixes: () => [
                {
                  title: "Narrow to `10.0.0.0/8`",
                  impact: "disruption",
                  edits: [replace(ingress, range.at, "10.0.0.0/8")],
                },
              ],
            };
    }
  },

  insecure: hcl`
    resource "aws_emr_cluster" "jobs" {
      name          = "jobs"
      release_label = "emr-7.5.0"
      service_role  = "arn:aws:iam::123456789012:role/emr"

      ec2_attributes {
        emr_managed_master_security_group = aws_security_group.jobs.id
        emr_managed_slave_security_group  = aws_security_group.jobs.id
        instance_profile                  = "emr"
      }

      master_instance_group {
        instance_type = "m5.xlarge"
      }
    }

    resource "aws_security_group" "jobs" {
      name = "jobs"

      ingress {
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^
        from_port   = 8088
        protocol    = "tcp"
        to_port     = 8088
      }
    }
  `,
  secure: hcl`
    resource "aws_emr_cluster" "jobs" {
      name          = "jobs"
      release_label = "emr-7.5.0"
      service_role  = "arn:aws:iam::123456789012:role/emr"

      ec2_attributes {
        emr_managed_master_security_group = aws_security_group.jobs.id
        emr_managed_slave_security_group  = aws_security_group.jobs.id
        instance_profile                  = "emr"
      }

      master_instance_group {
        instance_type = "m5.xlarge"
      }
    }

    resource "aws_security_group" "jobs" {
      name = "jobs"

      ingress {
        cidr_blocks = ["10.0.0.0/8"]
        from_port   = 8088
        protocol    = "tcp"
        to_port     = 8088
      }
    }
  `,
});
