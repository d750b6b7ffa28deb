import type { Module } from "../../../language/model/module.ts";
import type { Reference, Value } from "../../../language/model/value.ts";
import { memo } from "../../../language/query/engine.ts";
import { items, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** What is used of addresses anywhere in the tree of modules; open where that cannot be told of some. */
const allocations = memo((root: Module): { readonly used: readonly Reference[]; readonly isOpen: boolean } => {
  const all = (...types: readonly string[]) => [...root.tree()].flatMap(resources(...types));
  const values: readonly Value[] = [
    ...all("aws_eip_association", "aws_nat_gateway").map((user) => user.get("allocation_id")),
    ...all("aws_lb", "aws_alb", "aws_transfer_server", "aws_nat_gateway").flatMap((user) => [
      ...user.sections("subnet_mapping").map((mapping) => mapping.get("allocation_id")),
      ...user.sections("endpoint_details").flatMap((details) => items(details.get("address_allocation_ids"))),
      ...items(user.get("secondary_allocation_ids")),
    ]),
  ];
  return {
    used: values.flatMap(({ refs }) => refs ?? []),
    isOpen: values.some((value) => value.state === "unknown" && !value.refs?.length),
  };
});

export default rule({
  id: "aws-ec2-address-unused",
  title: "Address is held for nothing",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It is paid for, and whoever forgets about it may leave a name that points there.",
  controls: { "security-hub": ["EC2.12"] },
  aliases: ["CKV2_AWS_19"],
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ],
  noFix: "What is to answer at the address is for the author to say.",

  on: resources("aws_eip"),
  *check(address) {
    if (
      ["instance", "network_interface", "associate_with_private_ip"].some(
        (name) => address.get(name).state !== "absent",
      )
    )
      return;
    const { used, isOpen } = allocations(address.module.root);
    if (isOpen || used.some((reference) => address.answersTo(reference)) || address.module.unopened.length > 0) return;
    yield { at: address.header };
  },

  insecure: hcl`
    resource "aws_eip" "nat" {
    #^^^^^^^^^^^^^^^^^^^^^^^
      domain = "vpc"
    }
  `,
  secure: hcl`
    resource "aws_eip" "nat" {
      domain = "vpc"
    }

    resource "aws_nat_gateway" "main" {
      allocation_id = aws_eip.nat.id
      subnet_id     = "subnet-0a1b2c3d"
    }
  `,
});
