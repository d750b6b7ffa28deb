import type { Resource } from "../../../language/model/resource.ts";
import type { Edit } from "../../../language/syntax/text.ts";
import { append, freeName } from "../../kit/edits.ts";

/**
 * A KMS key to encrypt a resource with: the module's own that says it is for this, else its first, else a new one below
 * the resource, with rotation.
 */
export function key(
  resource: Resource,
  description: string,
): { readonly address: string; readonly edits: readonly Edit[] } {
  const { module, type, name } = resource;
  const keys = module.ofType("aws_kms_key").filter((each) => each.certain && each.key === "");
  const service = type.split("_")[1] ?? "";
  const found = keys.find((each) => each.name.includes(service) || each.name.includes(name)) ?? keys[0];
  if (found) return { address: `aws_kms_key.${found.name}`, edits: [] };
  const own = freeName(module, "aws_kms_key", name);
  const edit = append(resource, ["resource", "aws_kms_key", own], { description, enable_key_rotation: true });
  return { address: `aws_kms_key.${own}`, edits: [edit] };
}
