import { companion, resources } from "../../kit/checks.ts";
import { stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-appsync-without-waf",
  title: "No web application firewall (WAF) protects the AppSync API",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "advanced",
  why: "Floods and well-known attacks reach the application.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_33"] },
  references: ["https://docs.aws.amazon.com/appsync/latest/devguide/WAF-Integration.html"],

  on: resources("aws_appsync_graphql_api"),
  check: companion("aws_wafv2_web_acl_association", {
    via: "resource_arn",
    attribute: "arn",
    impact: "disruption",
    title: "Put a web ACL before it",
    body: () => ({ web_acl_arn: stop("arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/api/id") }),
  }),

  insecure: hcl`
    resource "aws_appsync_graphql_api" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      authentication_type = "AWS_IAM"
      name                = "orders"
    }
  `,
  secure: hcl`
    resource "aws_appsync_graphql_api" "orders" {
      authentication_type = "AWS_IAM"
      name                = "orders"
    }

    resource "aws_wafv2_web_acl_association" "orders" {
      resource_arn = aws_appsync_graphql_api.orders.arn
      web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/api/id"
    }
  `,
});
