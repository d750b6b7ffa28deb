import { oneOf, resources, setting } from "../../kit/checks.ts";
import { block, putAll, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-transfer-server-public",
  title: "Transfer server is reachable from the internet",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Anyone may try to log in to it.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_164"] },
  references: ["https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html"],

  on: resources("aws_transfer_server"),
  check: setting("endpoint_type", oneOf("VPC", "VPC_ENDPOINT"), {
    fallback: "PUBLIC",
    impact: "disruption",
    title: "Keep it in a VPC",
    edits: (server, type) =>
      putAll(server, {
        endpoint_type: type,
        ...(server.sections("endpoint_details").length === 0 && {
          endpoint_details: block({
            security_group_ids: [stop("sg-id")],
            subnet_ids: [stop("subnet-id")],
            vpc_id: stop("vpc-id"),
          }),
        }),
      }),
  }),

  insecure: hcl`
    resource "aws_transfer_server" "files" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      identity_provider_type = "SERVICE_MANAGED"
    }
  `,
  secure: hcl`
    resource "aws_transfer_server" "files" {
      endpoint_type          = "VPC"
      identity_provider_type = "SERVICE_MANAGED"

      endpoint_details {
        security_group_ids = ["sg-id"]
        subnet_ids         = ["subnet-id"]
        vpc_id             = "vpc-id"
      }
    }
  `,
});
