import { holds, isSet, resources } from "../../kit/checks.ts";
import { block, put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-opensearch-default-security-group",
  title: "OpenSearch domain takes the VPC's default security group",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "The default one of the VPC decides who may connect.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_248"] },
  references: ["https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html"],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain"),
  *check(domain) {
    const groups = domain.get("vpc_options.security_group_ids");
    if (holds(groups, isSet())) return;
    const [own] = domain.sections("vpc_options");
    yield {
      at: groups.at,
      fixes: () => [
        {
          title: "Name a security group",
          impact: "replacement",
          edits: [
            own
              ? put(own, "security_group_ids", [stop("sg-id")])
              : put(
                  domain,
                  "vpc_options",
                  block({ security_group_ids: [stop("sg-id")], subnet_ids: [stop("subnet-id")] }),
                ),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_opensearch_domain" "logs" {
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      vpc_options {
      #^^^^^^^^^^
        subnet_ids = ["subnet-0a1b2c3d"]
      }
    }
  `,
  secure: hcl`
    resource "aws_opensearch_domain" "logs" {
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      vpc_options {
        security_group_ids = ["sg-id"]
        subnet_ids         = ["subnet-0a1b2c3d"]
      }
    }
  `,
});
