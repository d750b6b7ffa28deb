import type { Resource } from "../../language/model/resource.ts";
import type { Mapping, Value } from "../../language/model/value.ts";
import { embedded } from "../../language/policy/embedded.ts";
import { jsonText } from "../../language/policy/json.ts";

/** The objects in an attribute that takes JSON: in `jsonencode`, a heredoc or a string; as far as they can be seen. */
export function jsonObjects(resource: Resource, name: string): readonly Mapping[] {
  const value = resource.attribute(name)?.value;
  // in Terraform's JSON a call stands in a template
  const [only] = value?.kind === "template" && value.parts.length === 1 ? value.parts : [];
  const written = only?.kind === "interpolation" ? only.expression : value;
  if (!written) return [];
  if (written.kind === "template")
    return mappings(jsonText(embedded(written, resource.fileOf(written).text, resource)));
  const [argument] = written.kind === "call" && written.name.text === "jsonencode" ? written.args : [];
  return argument ? mappings(resource.value(argument)) : [];
}

const mappings = (value: Value): readonly Mapping[] => {
  if (value.state === "mapping") return [value];
  return value.state === "list" ? value.items.filter((item) => item.state === "mapping") : [];
};

/** What stands at a path below an object; undefined where nothing does, `unknown` where it cannot be seen. */
export function valueAt(content: Mapping, path: readonly string[]): Value | "unknown" | undefined {
  let value: Value = content;
  for (const name of path) {
    if (value.state === "unknown") return "unknown";
    if (value.state !== "mapping") return undefined;
    const entry = value.entries.get(name);
    if (!entry) return value.open ? "unknown" : undefined;
    value = entry.value;
  }
  return value.state === "unknown" ? "unknown" : value;
}
