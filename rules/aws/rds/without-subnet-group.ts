import { expression, put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { databases } from "./shapes/databases.ts";

export default rule({
  id: "aws-rds-without-subnet-group",
  title: "Database has no subnet group and lands in the default VPC",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "A default VPC comes with public subnets, and its default security group admits all that shares it.",
  controls: {},
  aliases: {},
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
  ],

  on: databases,
  *check(database) {
    const name = database.get("db_subnet_group_name");
    if (name.state !== "absent") return;
    const groups = database.module.ofType("aws_db_subnet_group");
    const group = groups.find((each) => each.name.includes("private")) ?? groups[0];
    yield {
      at: name.at,
      fixes: () => [
        {
          title: "Place it in a private subnet group",
          impact: database.type === "aws_rds_cluster" ? "replacement" : "disruption",
          edits: [
            put(
              database,
              "db_subnet_group_name",
              group ? expression(`aws_db_subnet_group.${group.name}.name`) : stop("private"),
            ),
          ],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_db_subnet_group" "private" {
      name       = "private"
      subnet_ids = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
    }

    resource "aws_db_instance" "orders" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      allocated_storage = 20
      engine            = "mysql"
      instance_class    = "db.t4g.medium"
    }
  `,
  secure: hcl`
    resource "aws_db_subnet_group" "private" {
      name       = "private"
      subnet_ids = ["subnet-0a1b2c3d", "subnet-4e5f6a7b"]
    }

    resource "aws_db_instance" "orders" {
      allocated_storage    = 20
      db_subnet_group_name = aws_db_subnet_group.private.name
      engine               = "mysql"
      instance_class       = "db.t4g.medium"
    }
  `,
});
