import { closest } from "../../language/schema/closest.ts";
import { metaAttributes } from "../../language/schema/meta.ts";
import { member, membersOf } from "../../language/schema/schema.ts";

/** What can be demanded of a setting, by the provider's schema. */
export type SettingKind =
  | { readonly kind: "block" }
  | {
      readonly kind: "value";
      /** As Terraform writes it; `any` where that is not described. */
      readonly type: string;
      /** The map that it is a key of. */
      readonly map?: string;
    }
  | { readonly kind: "missing"; readonly message: string };

/** What of Terraform's own can be asked about. */
const meta: ReadonlySet<string> = new Set([...metaAttributes, "lifecycle"]);

const free: SettingKind = { kind: "value", type: "any" };

/** The setting at a path of a resource type: `storage_encrypted`, `root_block_device.encrypted`, `tags.Owner`. */
export function settingAt(type: string, path: string): SettingKind {
  const names = path.split(".");
  if (meta.has(names[0] ?? "")) return free;
  let above = "";
  for (const [index, name] of names.entries()) {
    const here = above === "" ? name : `${above}.${name}`;
    const found = member(type, here);
    if (found === "anything") return free;
    if (found === undefined) return missing(type, above, name);
    const isLast = index === names.length - 1;
    if (found.kind === "block") {
      if (isLast) return { kind: "block" };
    } else {
      if (isLast) return { kind: "value", type: found.type };
      const [, held] = /^map\((.*)\)$/.exec(found.type) ?? [];
      if (held !== undefined && index === names.length - 2) return { kind: "value", type: held, map: here };
      if (!found.type.includes("object")) return { kind: "missing", message: `\`${here}\` of ${type} is no block.` };
    }
    above = here;
  }
  return free;
}

function missing(type: string, above: string, name: string): SettingKind {
  const meant = closest(
    name,
    membersOf(type, above).map((one) => one.name),
  );
  const where = above === "" ? type : `\`${above}\` of ${type}`;
  return {
    kind: "missing",
    message: `${where} has no \`${name}\` that can be set${meant ? `; did you mean \`${meant}\`?` : "."}`,
  };
}
