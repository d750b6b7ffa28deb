import type { Module } from "../../../language/model/module.ts";
import type { BlockSection } from "../../../language/model/section.ts";
import { editDistance } from "../../../language/schema/closest.ts";
import { member, membersOf, type SchemaMember } from "../../../language/schema/schema.ts";
import { declared } from "../../kit/checks.ts";
import { expression, replace } from "../../kit/edits.ts";
import { isKnown, isWithinSchema, type Major, majors } from "../../kit/provider.ts";
import { type Fix, hcl, type Problem, rule } from "../../kit/rule.ts";
import { goneIn } from "./shapes/successors.ts";
import { impactOf, majorsWith, ofEachName, pathOf, sharesFate, type WrittenName } from "./shapes/written.ts";

export default rule({
  id: "aws-provider-attribute-unknown",
  title: "This resource has no such argument",
  severity: "medium",
  responsibility: "customer",
  why: "Terraform refuses the whole configuration: what the argument was to protect is not protected.",
  controls: {},
  aliases: {},
  references: [
    "https://developer.hashicorp.com/terraform/language/syntax/configuration",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade",
  ],

  on: declared("resource", "data"),
  *check(section: BlockSection, module: Module): Iterable<Problem> {
    if (!isKnown(module) || section.broken) return;
    const admitted = majors(module);
    for (const { written, inMajors, to } of doubtful(section.block)) {
      if (admitted.some((major) => inMajors.includes(major))) continue;
      const path = pathOf(written.within, written.name.text);
      const [only, ...others] = inMajors.length > 0 ? admitted : [];
      const type = written.type.replace("data.", "");
      if (inMajors.length === 0 && to === undefined && !isFinished(written) && !isWithinSchema(module)) continue;
      const at = section.place(written.name);
      yield {
        at,
        // each is a mistake of its own, whatever else stands in the block
        together: at,
        message:
          only && others.length === 0
            ? goneIn(`Version ${only} of the provider has no \`${path}\` in \`${type}\``, `${written.type}.${path}`)
            : `\`${type}\` has no \`${path}\`${to === undefined ? "" : `; \`${to}\` is meant`}`,
        fixes: () => (to === undefined || isSetOnce(written, to) ? [] : [renamed(section, written, to)]),
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

/** A name that not every version of the provider has, the versions that do, and the name that is meant where none does. */
interface Doubtful {
  readonly written: WrittenName;
  readonly inMajors: readonly Major[];
  readonly to: string | undefined;
}

const doubtful = ofEachName(
  (type, path) => majorsWith(type, path).length < 2,
  (written): Doubtful | undefined => {
    if (sharesFate(written)) return undefined;
    const inMajors = majorsWith(written.type, pathOf(written.within, written.name.text));
    return { written, inMajors, to: inMajors.length === 0 ? meant(written) : undefined };
  },
);

/** What takes the elements of IAM's grammar only: no later version of the provider adds to it. */
const isFinished = ({ type }: WrittenName): boolean => type === "data.aws_iam_policy_document";

/** The name that a misspelt one means; undefined for one that may exist in a provider newer than the schema here. */
function meant(written: WrittenName): string | undefined {
  const {
    type,
    within,
    name: { text: name },
    others,
  } = written;
  if (name.length < 5 && !isFinished(written)) return undefined;
  const tolerance = name.length < 10 ? 1 : 2;
  const [closest, rival] = membersOf(type, within)
    .flatMap((member) => {
      // an argument that is there under its right name may have got a neighbour in a later version, a block hardly
      const isTaken = others.has(member.name) && !(written.value === undefined && takesBlocks(member));
      const distance = isTaken ? undefined : editDistance(name, member.name, tolerance);
      return distance !== undefined && isMeant(written, member) ? [{ name: member.name, distance }] : [];
    })
    .sort((a, b) => a.distance - b.distance);
  return closest && closest.distance < (rival?.distance ?? Infinity) ? closest.name : undefined;
}

const takesBlocks = (member: SchemaMember): boolean =>
  member.kind === "block" || /^(?:list|set)\(object\)$/.test(member.type);

/** Of `subnet_id` and `subnet_ids`, `ipv4_pool` and `ipv6_pool` a later version may well have the other one too: unless what is written says which is meant. */
function isMeant(written: WrittenName, member: SchemaMember): boolean {
  const name = written.name.text;
  if (stem(name) !== stem(member.name)) return true;
  const isPlural = name.replaceAll(/\d/g, "") !== member.name.replaceAll(/\d/g, "");
  return isPlural && (isFinished(written) || fits(written, member));
}

const stem = (name: string): string => name.replaceAll(/\d|s(?=_|$)/g, "");

/** Whether it is written as what the provider takes under a name: a block, a list, a text. */
function fits({ value }: WrittenName, member: SchemaMember): boolean {
  if (value === undefined) return takesBlocks(member);
  if (member.kind === "block") return false;
  return value.kind === "tuple"
    ? /^(?:list|set)\(/.test(member.type)
    : value.kind === "template" && member.type === "string";
}

/** Whether what is meant is there already, and can be there once only. */
const isSetOnce = ({ type, within, others }: WrittenName, to: string): boolean => {
  const found = others.has(to) ? member(type, pathOf(within, to)) : undefined;
  return found !== undefined && found !== "anything" && found.kind === "block" && found.max === 1;
};

const renamed = (section: BlockSection, written: WrittenName, to: string): Fix => {
  const at = section.place(written.name);
  return {
    title: `Rename to \`${to}\``,
    impact: impactOf(written, to),
    edits: [section.file.syntax === "hcl" ? replace(section, at, expression(to)) : { at, text: `"${to}"` }],
  };
};
