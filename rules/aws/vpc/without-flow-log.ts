import type { Resource } from "../../../language/model/resource.ts";
import { companions, plain, resources } from "../../kit/checks.ts";
import { append, concat, expression, resourceBeside } from "../../kit/edits.ts";
import { encodedPolicy } from "../../kit/encoded-policy.ts";
import { type Fix, hcl, rule } from "../../kit/rule.ts";
import { newLogGroup } from "../cloudwatch/shapes/new-log-group.ts";

export default rule({
  id: "aws-vpc-without-flow-log",
  title: "VPC keeps no flow log",
  severity: "medium",
  profile: "hint",
  responsibility: "customer",
  cost: "basic",
  why: "After a break-in nobody can tell who connected to what, or which data left; GuardDuty's findings cannot be traced.",
  controls: {
    "cis-aws-1.4": ["3.9"],
    "security-hub": ["EC2.6"],
    cwe: ["778"],
  },
  aliases: { checkov: ["CKV2_AWS_11"], trivy: ["AVD-AWS-0178"], kics: ["f83121ea-03da-434f-9277-9cd247ab3047"] },
  references: ["https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"],

  on: resources("aws_vpc"),
  *check(vpc) {
    const { found, certain } = companions(vpc, "aws_flow_log", "vpc_id");
    if (found.length === 0 && certain) yield { at: vpc.header, fixes: () => [toCloudWatch(vpc), ...toBucket(vpc)] };
  },

  insecure: hcl`
    resource "aws_vpc" "main" {
    #^^^^^^^^^^^^^^^^^^^^^^^^
      cidr_block = "10.0.0.0/16"
    }
  `,
  secure: hcl`
    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_flow_log" "main" {
      vpc_id          = aws_vpc.main.id
      traffic_type    = "ALL"
      iam_role_arn    = aws_iam_role.main_flow_log.arn
      log_destination = aws_cloudwatch_log_group.main_flow_log.arn
    }

    resource "aws_cloudwatch_log_group" "main_flow_log" {
      name              = "/aws/vpc/main/flow-log"
      retention_in_days = 365
    }

    resource "aws_iam_role" "main_flow_log" {
      name_prefix = "flow-log-"
      assume_role_policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Allow"
            Principal = {
              Service = "vpc-flow-logs.amazonaws.com"
            }
            Action = "sts:AssumeRole"
          },
        ]
      })
    }

    resource "aws_iam_role_policy" "main_flow_log" {
      role = aws_iam_role.main_flow_log.id
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          {
            Effect = "Allow"
            Action = [
              "logs:CreateLogStream",
              "logs:DescribeLogGroups",
              "logs:DescribeLogStreams",
              "logs:PutLogEvents",
            ]
            Resource = "\${aws_cloudwatch_log_group.main_flow_log.arn}:*"
          },
        ]
      })
    }
  `,
});

function toCloudWatch(vpc: Resource): Fix {
  const name = `${vpc.name}_flow_log`;
  const writing = ["CreateLogStream", "DescribeLogGroups", "DescribeLogStreams", "PutLogEvents"];
  const group = newLogGroup(vpc, "/aws/vpc/", name, "/flow-log");
  const role = resourceBeside(
    vpc,
    "aws_iam_role",
    {
      name_prefix: "flow-log-",
      assume_role_policy: encodedPolicy({
        Effect: "Allow",
        Principal: { Service: "vpc-flow-logs.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
    },
    name,
  );
  const policy = resourceBeside(
    vpc,
    "aws_iam_role_policy",
    {
      role: expression(`${role.address}.id`),
      policy: encodedPolicy({
        Effect: "Allow",
        Action: writing.map((action) => `logs:${action}`),
        Resource: concat(expression(`${group.address}.arn`), ":*"),
      }),
    },
    name,
  );
  const flowLog = append(vpc, "aws_flow_log", {
    vpc_id: expression(`aws_vpc.${vpc.name}.id`),
    traffic_type: "ALL",
    iam_role_arn: expression(`${role.address}.arn`),
    log_destination: expression(`${group.address}.arn`),
  });
  return {
    title: "Keep a flow log in CloudWatch",
    impact: "disruption",
    edits: [flowLog, group.edit, role.edit, policy.edit],
  };
}

/** A bucket of the module that is there for logs can take them too. */
function toBucket(vpc: Resource): readonly Fix[] {
  const buckets = vpc.module
    .ofType("aws_s3_bucket")
    .filter((bucket) => !bucket.attribute("count") && !bucket.attribute("for_each"));
  const bucket =
    buckets.find(({ name }) => /log|audit|trail/i.test(name)) ??
    buckets.find((each) => /log|audit|trail/i.test(String(plain(each.get("bucket")))));
  if (!bucket) return [];
  const flowLog = {
    vpc_id: expression(`aws_vpc.${vpc.name}.id`),
    traffic_type: "ALL",
    log_destination_type: "s3",
    log_destination: expression(`${bucket.localAddress}.arn`),
  };
  return [
    {
      title: `Keep a flow log in \`${bucket.localAddress}\``,
      impact: "disruption",
      edits: [append(vpc, "aws_flow_log", flowLog)],
    },
  ];
}
