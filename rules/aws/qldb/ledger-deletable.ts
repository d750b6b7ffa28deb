import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-qldb-ledger-deletable",
  title: "Ledger has no deletion protection",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "One mistaken or malicious call takes the journal away.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_172"] },
  references: ["https://docs.aws.amazon.com/qldb/latest/developerguide/ledger-management.basics.html"],

  on: resources("aws_qldb_ledger"),
  check: setting("deletion_protection", is(true), { fallback: true, title: "Protect from deletion" }),

  insecure: hcl`
    resource "aws_qldb_ledger" "ledger" {
      deletion_protection = false
      #                     ^^^^^
      name                = "ledger"
      permissions_mode    = "STANDARD"
    }
  `,
  secure: hcl`
    resource "aws_qldb_ledger" "ledger" {
      deletion_protection = true
      name                = "ledger"
      permissions_mode    = "STANDARD"
    }
  `,
});
