import type { Module } from "../../../language/model/module.ts";
import type { BlockSection } from "../../../language/model/section.ts";
import { editDistance } from "../../../language/schema/closest.ts";
import { member, membersOf } from "../../../language/schema/schema.ts";
import { declared } from "../../kit/checks.ts";
import { expression, replace } from "../../kit/edits.ts";
import { isKnown } from "../../kit/provider.ts";
import { hcl, type Problem, rule } from "../../kit/rule.ts";
import { impactOf, ofEachName, pathOf, type WrittenName } from "./shapes/written.ts";

export default rule({
  id: "aws-provider-attribute-unknown",
  title: "This resource has no such argument",
  severity: "medium",
  responsibility: "customer",
  why: "Terraform refuses the whole configuration: what the argument was to protect is not protected.",
  controls: {},
  aliases: {},
  references: ["https://developer.hashicorp.com/terraform/language/syntax/configuration"],

  on: declared("resource", "data"),
  *check(section: BlockSection, module: Module): Iterable<Problem> {
    if (!isKnown(module)) return;
    for (const { written, to } of section.broken ? [] : misspelt(section.block)) {
      const at = section.place(written.name);
      yield {
        at,
        message: `\`${written.type.replace("data.", "")}\` has no \`${pathOf(written.within, written.name.text)}\`; \`${to}\` is meant`,
        fixes: () => [
          {
            title: `Rename to \`${to}\``,
            impact: impactOf(written, to),
            edits: [section.file.syntax === "hcl" ? replace(section, at, expression(to)) : { at, text: `"${to}"` }],
          },
        ],
      };
    }
  },

  insecure: hcl`
    resource "aws_db_instance" "orders" {
      engine            = "mysql"
      instance_class    = "db.t4g.micro"
      allocated_storage = 20
      storage_encryptd  = true
    # ^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    resource "aws_db_instance" "orders" {
      engine            = "mysql"
      instance_class    = "db.t4g.micro"
      allocated_storage = 20
      storage_encrypted = true
    }
  `,
});

const misspelt = ofEachName(
  (type, path) => member(type, path) === undefined,
  (written) => {
    const to = meant(written);
    return to === undefined ? undefined : { written, to };
  },
);

/** The name that a misspelt one means; undefined for a name that exists, or may in a provider newer than the schema here. */
function meant({ type, within, name: { text: name }, others }: WrittenName): string | undefined {
  if (name.length < 5) return undefined;
  const tolerance = name.length < 10 ? 1 : 2;
  const [closest, rival] = membersOf(type, within)
    .flatMap(({ name: candidate }) => {
      const distance = others.has(candidate) ? undefined : editDistance(name, candidate, tolerance);
      return distance !== undefined && !isSibling(name, candidate) ? [{ candidate, distance }] : [];
    })
    .sort((a, b) => a.distance - b.distance);
  return closest && closest.distance < (rival?.distance ?? Infinity) ? closest.candidate : undefined;
}

/** `subnet_id` and `subnet_ids`, `ipv4_pool` and `ipv6_pool`: a later version may well have the other one too. */
const isSibling = (a: string, b: string): boolean => stem(a) === stem(b);

const stem = (name: string): string => name.replaceAll(/\d|s(?=_|$)/g, "");
