import { is, resources, setting } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-qldb-ledger-allows-everything",
  title: "Ledger checks no permissions by table or statement",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever may send statements may read, change and drop every table.",
  controls: {},
  aliases: { checkov: ["CKV_AWS_170"] },
  references: ["https://docs.aws.amazon.com/qldb/latest/developerguide/getting-started-standard-mode.html"],

  on: resources("aws_qldb_ledger"),
  check: setting("permissions_mode", is("STANDARD"), {
    impact: "disruption",
    title: "Check permissions by table and statement",
  }),

  insecure: hcl`
    resource "aws_qldb_ledger" "ledger" {
      name             = "ledger"
      permissions_mode = "ALLOW_ALL"
      #                  ^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_qldb_ledger" "ledger" {
      name             = "ledger"
      permissions_mode = "STANDARD"
    }
  `,
});
