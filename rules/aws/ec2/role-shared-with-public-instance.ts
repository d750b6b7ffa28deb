import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { memo, memoBy } from "../../../language/query/engine.ts";
import { isFalse, isTrue, plain, resources } from "../../kit/checks.ts";
import { put, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** A profile as it is written. */
const named = (profile: Value) =>
  (profile.refs ?? []).map(({ type, name }) => `${type}.${name}`).join() || plain(profile);

/** The first private instance of each profile. */
const privateByProfile = memo((root: Module) => {
  const first = new Map<string | number | boolean | undefined, Resource>();
  for (const instance of [...root.tree()].flatMap(resources("aws_instance"))) {
    if (!isFalse(instance.get("associate_public_ip_address"))) continue;
    const profile = named(instance.get("iam_instance_profile"));
    if (!first.has(profile)) first.set(profile, instance);
  }
  return first;
});

const privateWith = memoBy((root: Module, profile: string | number | boolean) => privateByProfile(root).get(profile));

export default rule({
  id: "aws-ec2-role-shared-with-public-instance",
  title: "A public and a private instance share one role",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever breaks into the public one may do what the private one may.",
  controls: {},
  aliases: { kics: ["c53c7a89-f9d7-4c7b-8b66-8a555be99593"] },
  references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html"],

  on: resources("aws_instance").where((instance) => isTrue(instance.get("associate_public_ip_address"))),
  *check(instance) {
    const profile = instance.get("iam_instance_profile");
    const own = named(profile);
    if (own === undefined || own === "") return;
    const other = privateWith(instance.module.root, own);
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
