import { deepEqual, equal, ok } from "node:assert/strict";
import { rules } from "../../rules/index.ts";
import { serviceOf } from "../../rules/responsibility/services.ts";

const typesIn = (example: string): readonly string[] =>
  [...example.matchAll(/^\s*resource "(aws_\w+)"/gm)].flatMap(([, type]) => type ?? []);

describe("the shared responsibility model", () => {
  it("says of every resource type that a rule speaks about whose job it is", () => {
    const types = new Set(rules.flatMap(({ insecure, secure }) => [...typesIn(insecure), ...typesIn(secure)]));
    deepEqual(
      [...types].filter((type) => !serviceOf(type)),
      [],
    );
  });

  it("tells services apart, also where their types begin alike", () => {
    const expected = {
      aws_instance: "EC2",
      aws_db_instance: "RDS",
      aws_default_security_group: "VPC",
      aws_route_table: "VPC",
      aws_ec2_client_vpn_endpoint: "VPC",
      aws_ec2_host: "EC2",
      aws_route53_record: "Route 53",
      aws_cloudwatch_log_group: "CloudWatch",
      aws_cloudwatch_event_rule: "EventBridge",
      aws_lb_listener: "Elastic Load Balancing",
      aws_ebs_encryption_by_default: "EBS",
      aws_s3_bucket: "S3",
      aws_iam_role: "IAM",
      aws_wafv2_web_acl: "WAF",
    };
    for (const [type, name] of Object.entries(expected)) equal(serviceOf(type)?.name, name, type);
    equal(serviceOf("google_storage_bucket"), undefined);
    const texts = Object.keys(expected).map((type) => serviceOf(type)?.you);
    ok(new Set(texts).size >= 10);
  });
});
