import type { Module } from "../../../language/model/module.ts";
import { memo, memoBy } from "../../../language/query/engine.ts";
import { holds, items, oneOf, plain, relatedTo, resources } from "../../kit/checks.ts";
import { hcl, rule } from "../../kit/rule.ts";

export default rule({
  id: "aws-route53-record-dangling",
  title: "DNS record points to an address that nothing here holds",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "Whoever is given the address next is taken for you.",
  controls: {},
  aliases: { checkov: ["CKV2_AWS_23"], kics: ["25db74bf-fa3b-44da-934e-8c3e005c0453"] },
  references: ["https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-aws-resources.html"],
  noFix: "Which resource is to answer there is for the author to say.",

  on: resources("aws_route53_record").where(
    (record) => holds(record.get("type"), oneOf("A", "AAAA")) && plain(record.get("type")) !== undefined,
  ),
  *check(record) {
    if (record.sections("alias").length > 0 || record.isOpen("alias")) return;
    for (const address of items(record.get("records"))) {
      const text = plain(address);
      if (typeof text !== "string" || address.refs?.length || isInternal(text)) continue;
      if (isHeld(record.module.root, text)) continue;
      yield {
        at: address.at,
        message: `DNS record points to \`${text}\`, which nothing here holds`,
        ...relatedTo(address),
      };
    }
  },

  insecure: hcl`
    resource "aws_route53_record" "www" {
      name    = "www"
      records = ["203.0.113.7"]
      #          ^^^^^^^^^^^^^
      ttl     = 300
      type    = "A"
      zone_id = "Z0123456789ABC"
    }
  `,
  secure: hcl`
    resource "aws_eip" "www" {
      domain = "vpc"
    }

    resource "aws_route53_record" "www" {
      name    = "www"
      records = [aws_eip.www.public_ip]
      ttl     = 300
      type    = "A"
      zone_id = "Z0123456789ABC"
    }
  `,
});

/** What can be reached from inside only is nobody's to be given. */
const isInternal = (address: string): boolean =>
  /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd])/i.test(address);

/** Whether something in the tree of modules holds an address. */
const isHeld = memoBy((root: Module, address: string): boolean => held(root).has(address));

const held = memo((root: Module): ReadonlySet<unknown> => {
  const holders = [...root.tree()].flatMap(resources("aws_eip", "aws_instance"));
  return new Set(holders.flatMap((holder) => [plain(holder.get("public_ip")), plain(holder.get("address"))]));
});
