import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import { items, plain } from "../../../kit/checks.ts";
import { expression, resourceBeside } from "../../../kit/edits.ts";
import { addressBeside, freeName } from "../../../kit/placement.ts";
import { sourceText } from "../../../kit/source-text.ts";
import { groupTypes, type Traffic } from "./traffic.ts";

/** A security group from which administrators come in. */
export interface Management {
  /** `aws_security_group.bastion` */
  readonly address: string;
  /** What adds it, where it is new. */
  readonly edits: readonly Edit[];
}

const words = /(?:^|[^a-z])(?:bastion|management|mgmt|admin|jump|vpn)/i;

/**
 * The group of the module whose name says that administrators come from there, in the same VPC, else a new one below the
 * first group of that VPC. Undefined where no other group can be meant, or the VPC cannot be known.
 */
export function management({ resource, section }: Traffic): Management | undefined {
  const { module } = section;
  const own = owner(resource);
  if (own === undefined) {
    const [only] = managers(module);
    return only && { address: only.localAddress, edits: [] };
  }
  const isInline = resource === own;
  const present = managers(module).find(
    (group) => group !== own && sharesVpc(group, own) && !(isInline && names(group, own)),
  );
  if (present) return { address: present.localAddress, edits: [] };
  if (isManagement(own)) return undefined;
  const below = module.ofType("aws_security_group").find((group) => sharesVpc(group, own) && addressBeside(group, own));
  return added(module, own, below ?? own);
}

function added(module: Module, own: Resource, below: Resource): Management | undefined {
  const name = freeName(module, "aws_security_group", "management");
  const vpc = sourceText(own, "vpc_id");
  if (vpc !== undefined && /\b(?:each|count)\./.test(vpc)) return undefined;
  const body = {
    name,
    description: "Where administrators come from",
    ...(vpc !== undefined && { vpc_id: expression(vpc) }),
  };
  const { address, edit } = resourceBeside(below, "aws_security_group", body, name);
  return { address, edits: [edit] };
}

/** The group that a rule belongs to: the one it stands in, or that it names. */
export function owner(resource: Resource): Resource | undefined {
  if (groupTypes.some((type) => type === resource.type)) return resource;
  for (const reference of resource.get("security_group_id").refs ?? []) {
    const found = reference.mode === "resource" ? resource.module.find(reference) : undefined;
    if (found && found.module === resource.module) return found;
  }
  return undefined;
}

/** Two groups that name each other in their blocks are a circle that Terraform refuses. */
const names = (group: Resource, other: Resource): boolean =>
  ["ingress", "egress"].some((direction) =>
    group
      .sections(direction)
      .some((section) => items(section.get("security_groups")).some((item) => other.isMeantBy(item))),
  );

const isManagement = (group: Resource): boolean => {
  const repeated = group.attribute("count") ?? group.attribute("for_each");
  return (
    !repeated &&
    [group.name, plain(group.get("name")), plain(group.get("name_prefix"))].some((name) =>
      words.test(String(name ?? "")),
    )
  );
};

const managers = (module: Module): readonly Resource[] => module.ofType("aws_security_group").filter(isManagement);

/** Whether two groups may be in one VPC, as far as is written. */
export const sharesVpc = (one: Resource, other: Resource): boolean => {
  const [a, b] = [sourceText(one, "vpc_id"), sourceText(other, "vpc_id")];
  return a === b || a === undefined || b === undefined;
};
