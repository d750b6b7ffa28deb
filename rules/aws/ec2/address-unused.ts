import type { Module } from "../../../language/model/module.ts";
import type { Reference, Value } from "../../../language/model/value.ts";
import { memo, memoBy } from "../../../language/query/engine.ts";
import { isCallingUnseen, items, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

/** What uses addresses anywhere in the tree of modules; open where that cannot be told of some. */
const allocations = memo((root: Module): { readonly used: ReadonlySet<string>; readonly isOpen: boolean } => {
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
    used: new Set(values.flatMap(({ refs }) => refs ?? []).map(keyOf)),
    isOpen: values.some((value) => value.state === "unknown" && !value.refs?.length),
  };
});

const keyOf = ({ module, mode, type, name }: Omit<Reference, "attribute">): string =>
  `${module} ${mode} ${type} ${name}`;

/** Whether something uses an address, or may. */
const isUsed = memoBy((root: Module, key: string): boolean => {
  const { used, isOpen } = allocations(root);
  return isOpen || used.has(key);
});

export default rule({
  id: "aws-ec2-address-unused",
  title: "Elastic IP address is not in use",
  severity: "low",
  profile: "all",
  responsibility: "customer",
  why: "It is paid for, and whoever forgets about it may leave a name that points there.",
  controls: { "security-hub": ["EC2.12"] },
  aliases: { checkov: ["CKV2_AWS_19"] },
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
    const { module, mode, type, name } = address;
    if (isUsed(module.root, keyOf({ module: module.address, mode, type, name })) || isCallingUnseen(module)) return;
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
