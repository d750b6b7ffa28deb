import { resources } from "../../kit/checks.ts";
import { ownKey } from "../../kit/own-key.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-redshiftserverless-namespace-without-own-key",
  title: "Redshift Serverless namespace is not encrypted with a key of yours",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  cost: "basic",
  why: "A key of your own has a policy you write, an audit trail, and can be revoked.",
  controls: { "security-hub": ["RedshiftServerless.4"] },
  aliases: { checkov: ["CKV_AWS_282"] },
  references: ["https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-workgroups-and-namespaces.html"],

  on: resources("aws_redshiftserverless_namespace"),
  check: ownKey("kms_key_id", { description: "Warehouse data" }),

  insecure: hcl`
    resource "aws_redshiftserverless_namespace" "sales" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      namespace_name = "sales"
    }
  `,
  secure: hcl`
    resource "aws_redshiftserverless_namespace" "sales" {
      kms_key_id     = aws_kms_key.sales.arn
      namespace_name = "sales"
    }

    resource "aws_kms_key" "sales" {
      description         = "Warehouse data"
      enable_key_rotation = true
    }
  `,
});
