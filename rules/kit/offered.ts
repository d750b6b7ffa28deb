import type { Module } from "../../language/model/module.ts";
import type { BlockSection, Section } from "../../language/model/section.ts";
import type { Statement } from "../../language/policy/policy.ts";
import { contains, type Edit } from "../../language/syntax/text.ts";
import { concat, expression, stop, type Text, type TextPiece, type Verbatim } from "../../language/write/source.ts";
import { referred } from "./checks.ts";
import { nameIn, partitionOf } from "./known.ts";
import { lookup } from "./placement.ts";
import { sourceText } from "./source-text.ts";

// What a module knows of where it is used: a fix takes it from here, and makes nothing up.

/** What is known, and what has to be written for it to be there. */
interface Offered {
  readonly words: TextPiece;
  readonly edits: readonly Edit[];
}

/** The number of the account that a policy is in: what the module calls it, else what AWS says; one to overtype where no code can stand. */
export function ownAccount(module: Module, statement: Statement): Offered {
  const { policy } = statement;
  const block = policy.notation === "json" ? undefined : blockAround(module, statement);
  if (!block) return { words: stop("123456789012"), edits: [] };
  const named = nameIn(module, /^(?:(?:aws|current|own|this)_)?account_id$/);
  if (named !== undefined && module.data("aws_caller_identity").length === 0)
    return { words: expression(named), edits: [] };
  const { address, edits } = lookup(block, "aws_caller_identity");
  return { words: expression(`${address}.account_id`), edits };
}

/** The partition of the ARNs of a policy: as it has them where no code can stand, else as its module writes them. */
export const partition = (module: Module, { policy }: Statement): TextPiece =>
  policy.notation === "json" ? (/\barn:(aws[\w-]*):/.exec(policy.text)?.[1] ?? "aws") : partitionOf(module);

/** An ARN to overtype: with the partition, the region and the account that the module or the policy has for it, whole where no account is known. */
export function arnToOvertype(sample: string, module: Module, statement: Statement): Text {
  const [, , service = "", region = "", account = "", ...resource] = sample.split(":");
  const known = accountIn(module, statement);
  if (account === "" || known === undefined) return stop(sample);
  const [, kind = "", name = ""] = /^(\/?[\w-]+[:/])?(.+)$/.exec(resource.join(":")) ?? [];
  const own = statement.policy.notation === "json" ? undefined : nameIn(module, /^(?:aws_)?region$/);
  const where = region === "" ? "" : own === undefined ? stop(region) : expression(own);
  return concat("arn:", partition(module, statement), `:${service}:`, where, ":", known, `:${kind}`, stop(name));
}

/** What a policy can name its account by without anything that is not there yet: in JSON the one that its ARNs have. */
function accountIn(module: Module, statement: Statement): TextPiece | undefined {
  const { policy } = statement;
  if (policy.notation !== "json") {
    const { words, edits } = ownAccount(module, statement);
    return edits.length === 0 && typeof words === "object" ? words : undefined;
  }
  const written = [...policy.text.matchAll(/\barn:[\w-]+:[\w-]+:[^:"\s]*:(\w+):/g)].map(([, account = ""]) => account);
  const [only, ...others] = new Set(written.filter((account) => account !== "aws"));
  return others.length === 0 ? only : undefined;
}

/** The organization that a module speaks of, if it is one: its id as it stands in the policy, or where AWS tells it; else one to overtype. */
export function organization(module: Module, { policy }: Statement): TextPiece {
  const written = new Set(policy.text.match(/\bo-[a-z\d]{10,32}\b/g));
  const [only] = written;
  if (only !== undefined && written.size === 1) return only;
  if (policy.notation === "json") return stop("o-exampleorgid");
  const known = module.data("aws_organizations_organization").find(({ key, certain }) => key === "" && certain);
  const name = known ? `${known.localAddress}.id` : nameIn(module, /^(?:aws_)?(?:org|organization)_id$/);
  return name === undefined ? stop("o-exampleorgid") : expression(name);
}

/** The addresses of the network that a security group, a rule of one or an ACL belongs to, as far as its code says which that is. */
export function networkOf(resource: BlockSection): Verbatim | undefined {
  const owner =
    referred(resource.get("security_group_id"), resource, "aws_security_group") ??
    referred(resource.get("network_acl_id"), resource, "aws_network_acl") ??
    resource;
  if (owner.module !== resource.module) return undefined;
  const vpc = sourceText(owner, "vpc_id") ?? "";
  const [, address] = /^(?:"\$\{)?((?:data\.)?aws_vpc\.[\w-]+(?:\[(?:\d+|"[^"]*")\])?)\.id(?:\}")?$/.exec(vpc) ?? [];
  return address === undefined ? undefined : expression(`${address}.cidr_block`);
}

/** The block in HCL that a statement stands in. */
const blockAround = (module: Module, { at }: Statement): Section | undefined =>
  ["resource", "data", "locals", "module"]
    .flatMap((kind) => module.blocks(kind))
    .find((block) => block.file.uri === at.uri && block.file.syntax === "hcl" && contains(block.at, at));
