import type { Resource } from "../../../language/model/resource.ts";
import type { Mapping } from "../../../language/model/value.ts";
import type { Place } from "../../../language/syntax/text.ts";
import { jsonObjects } from "../ecs/containers.ts";

/** The inputs of a session document with the place of their name, as far as they can be seen. */
export const sessionInputs = (document: Resource): readonly { readonly at: Place; readonly inputs: Mapping }[] =>
  jsonObjects(document, "content").flatMap((content) => {
    const entry = content.entries.get("inputs");
    return entry?.value.state === "mapping" ? [{ at: entry.key, inputs: entry.value }] : [];
  });

/** Whether an input is there and neither empty nor false, or may be. */
export function isOn(inputs: Mapping, name: string): boolean {
  const value = inputs.entries.get(name)?.value;
  if (!value) return inputs.open;
  return value.state !== "known" || !(value.value === "" || value.value === false || value.value === "false");
}
