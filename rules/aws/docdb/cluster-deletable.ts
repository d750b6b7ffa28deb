import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-docdb-cluster-deletable",
  title: "DocumentDB cluster has no deletion protection",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One mistaken or malicious call takes the database away.",
  controls: { "security-hub": ["DocumentDB.5"] },
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-delete.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/documentdb-controls.html",
  ],

  on: resources("aws_docdb_cluster"),
  check: setting("deletion_protection", is(true), { fallback: false, title: "Protect from deletion" }),

  insecure: hcl`
    resource "aws_docdb_cluster" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      cluster_identifier  = "orders"
      skip_final_snapshot = true
    }
  `,
  secure: hcl`
    resource "aws_docdb_cluster" "orders" {
      cluster_identifier  = "orders"
      deletion_protection = true
      skip_final_snapshot = true
    }
  `,
});
