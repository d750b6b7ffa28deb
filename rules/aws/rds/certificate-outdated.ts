import { oneOf, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-rds-certificate-outdated",
  title: "Database uses a certificate of an expired authority",
  severity: "medium",
  responsibility: "customer",
  why: "Clients that check certificates refuse it, so that checking gets switched off.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_211"], kics: ["9f40c07e-699e-4410-8856-3ba0f2e3a2dd"] },
  references: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html"],

  on: resources("aws_db_instance", "aws_rds_cluster_instance"),
  check: setting("ca_cert_identifier", oneOf("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"), {
    fallback: "rds-ca-rsa2048-g1",
    impact: "disruption",
    title: "Take a certificate of today",
  }),

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage  = 20
      engine             = "postgres"
      instance_class     = "db.t4g.medium"
      ca_cert_identifier = "rds-ca-2019"
      #                    ^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      allocated_storage  = 20
      engine             = "postgres"
      instance_class     = "db.t4g.medium"
      ca_cert_identifier = "rds-ca-rsa2048-g1"
    }
  `,
});
