import type { Resource } from "../../../language/model/resource.ts";
import type { Value } from "../../../language/model/value.ts";
import { documentOf, type Policy, type Statement, textOf } from "../../../language/policy/policy.ts";
import { plain } from "../../kit/checks.ts";

/** What the policy of a resource guards, by the name that it has here. */
export function guarded({ policy, resources }: Statement): string {
  const carrier = policy.attachments[0]?.resource;
  if (carrier) {
    const meant = guarding.flatMap((name) => resourceOf(carrier, name) ?? [])[0];
    return quoted(nameOf(meant ?? carrier));
  }
  return resources?.values.length === 1 ? namedBy(resources.values[0]) : "the resource";
}

/** What a statement names, if that is one resource. */
export function named({ resources }: Statement): string {
  const [only, ...others] = resources?.values ?? [];
  return others.length > 0 ? "what is named" : namedBy(only);
}

/** A resource by its ARN, or by what it is called where it is declared. */
function namedBy(value: Value | undefined): string {
  const declared = value?.refs?.find(({ mode }) => mode === "resource");
  if (declared) return quoted(declared.name);
  const path = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:([\w./:-]*\w)/.exec((value && textOf(value)) ?? "")?.[1];
  return path === undefined ? "the resource" : quoted(path);
}

/** The attributes by which policies that are resources name what they guard. */
const guarding = [
  "bucket",
  "queue_url",
  "arn",
  "key_id",
  "repository",
  "secret_arn",
  "file_system_id",
  "domain_name",
  "function_name",
  "resource_arn",
  "rest_api_id",
  "stream_arn",
  "cluster_arn",
  "backup_vault_name",
  "event_bus_name",
  "destination_name",
];

function resourceOf(carrier: Resource, attribute: string): Resource | undefined {
  const reference = carrier.get(attribute).refs?.find(({ mode }) => mode === "resource");
  return reference && carrier.module.find(reference);
}

/** Labels that say no more than the type does. */
const vague = /^(?:this|main|default|self|(?:iam_)?(?:policy|role|user|group)|policy_document)$/;

/** A resource by its label, or where that says nothing by what AWS knows it by, else by what its module is called. */
function nameOf(resource: Resource): string {
  if (!vague.test(resource.name)) return resource.name;
  const known = ["bucket", "name", "function_name", "domain_name"].map((name) => plain(resource.get(name)));
  const name = known.find((each) => typeof each === "string" && each !== "");
  return typeof name === "string"
    ? name
    : (/^(?:.*\.)?module\.([\w-]+)/.exec(resource.module.address)?.[1] ?? resource.name);
}

/** A name as messages show it. */
const quoted = (name: string): string => `\`${name}\``;

/** Who is given the policy that a resource attaches, by name. */
export function identityNamed(carrier: Resource): string | undefined {
  if (carrier.mode === "data") return undefined;
  if (/^aws_iam_(?:role|user|group)$/.test(carrier.type)) return quoted(nameOf(carrier));
  const identity = identityOf(carrier);
  if (identity) return quoted(nameOf(identity));
  const written = ["role", "user", "group"]
    .map((name) => plain(carrier.get(name)))
    .find((name) => typeof name === "string");
  return typeof written === "string" ? quoted(written) : undefined;
}

/** Who is given the policy that a resource attaches: that one itself where it is a role. */
export const identityOf = (carrier: Resource): Resource | undefined =>
  carrier.type === "aws_iam_role"
    ? carrier
    : ["role", "user", "group", "roles", "users", "groups"].flatMap((name) => resourceOf(carrier, name) ?? [])[0];

/** Who holds a policy: "the holder of `worker`". */
export function holder(policy: Policy): string {
  const carrier = policy.attachments[0]?.resource;
  const identity = carrier && identityOf(carrier);
  const named = identity ?? carrier ?? documentOf(policy);
  const name = named ? nameOf(named) : policy.label;
  return name === undefined ? "the holder of this policy" : `the holder of ${quoted(name)}`;
}

/** The name of the role that a trust policy is of, or of the document that says it. */
export function roleNamed(policy: Policy): string {
  const named = roleOf(policy) ?? documentOf(policy);
  return named ? quoted(nameOf(named)) : "the role";
}

/** The role that a trust policy is of. */
export const roleOf = ({ attachments }: Policy): Resource | undefined =>
  attachments.find(({ resource }) => resource.type === "aws_iam_role")?.resource;

/** The same at the beginning of a sentence: "Holder of `worker`". */
export const whoHolds = (policy: Policy): string => holder(policy).replace(/^the h/, "H");
