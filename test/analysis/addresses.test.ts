import assert from "node:assert/strict";
import { rules } from "../../rules/index.ts";
import { checked, type Texts } from "../harness/fixture.ts";

const addresses = (id: string, texts: Texts): readonly string[] =>
  checked(
    rules.filter((rule) => rule.id === id),
    texts,
  ).report.findings.map(({ address }) => address);

describe("the address of a finding", () => {
  it("is the instance's where there is one, and the block's where there is none", () => {
    const written = (count: string) => ({
      "main.tf": `resource "aws_autoscaling_attachment" "a" {\n${count}  alb_target_group_arn = "arn"\n}\n`,
    });
    const id = "aws-provider-attribute-unknown";
    assert.deepEqual(addresses(id, written("")), ["aws_autoscaling_attachment.a"]);
    assert.deepEqual(addresses(id, written("  count = 0\n")), ["aws_autoscaling_attachment.a"]);
  });

  it("names what the caller of a module wrote by the caller's address", () => {
    assert.deepEqual(
      addresses("aws-rds-tls-not-required", {
        "main.tf": `
          resource "aws_db_parameter_group" "orders" {
            family = "postgres13"
          }

          module "db" {
            source               = "./db"
            parameter_group_name = aws_db_parameter_group.orders.name
          }
        `,
        "db/main.tf": `
          variable "parameter_group_name" {}

          resource "aws_db_instance" "this" {
            engine               = "postgres"
            engine_version       = "13.20"
            parameter_group_name = var.parameter_group_name
          }
        `,
      }),
      ["aws_db_parameter_group.orders"],
    );
  });
});
