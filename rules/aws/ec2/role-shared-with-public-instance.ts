import type { Value } from "../../../language/model/value.ts";
import { anywhere, isFalse, isTrue, plain } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-ec2-role-shared-with-public-instance",
  title: "Public and private instances share a role",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever breaks into the public one may do what the private one may.",
  controls: {},
  aliases: ["c53c7a89-f9d7-4c7b-8b66-8a555be99593"],
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html"],

  on: (module) =>
    module.ofType("aws_instance").filter((instance) => isTrue(instance.get("associate_public_ip_address"))),
  *check(instance) {
    const profile = instance.get("iam_instance_profile");
    const names = (value: Value) =>
      (value.refs ?? []).map(({ type, name }) => `${type}.${name}`).join() || plain(value);
    const own = names(profile);
    if (own === undefined || own === "") return;
    const other = anywhere(instance, "aws_instance").find(
      (each) =>
        each !== instance &&
        isFalse(each.get("associate_public_ip_address")) &&
        names(each.get("iam_instance_profile")) === own,
    );
    if (!other) return;
    yield {
      at: profile.at,
      related: [{ at: other.header, message: "This private instance has the same role" }],
      fixes: () => [
        {
          title: "Give it a role of its own",
          impact: "disruption",
          edits: [put(instance, "iam_instance_profile", stop("name-of-the-instance-profile"))],
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_instance" "app" {
      ami                         = "ami-0a1b2c3d4e5f6a7b8"
      instance_type               = "t3.small"
      associate_public_ip_address = true
      iam_instance_profile        = "app"
      #                             ^^^^^
    }

    resource "aws_instance" "database" {
      ami                         = "ami-0a1b2c3d4e5f6a7b8"
      associate_public_ip_address = false
      iam_instance_profile        = "app"
      instance_type               = "t3.small"
    }
  `,
  secure: hcl`
    resource "aws_instance" "app" {
      ami                         = "ami-0a1b2c3d4e5f6a7b8"
      instance_type               = "t3.small"
      associate_public_ip_address = true
      iam_instance_profile        = "name-of-the-instance-profile"
    }

    resource "aws_instance" "database" {
      ami                         = "ami-0a1b2c3d4e5f6a7b8"
      associate_public_ip_address = false
      iam_instance_profile        = "app"
      instance_type               = "t3.small"
    }
  `,
});
