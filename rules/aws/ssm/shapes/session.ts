import type { Resource } from "../../../../language/model/resource.ts";
import type { Mapping } from "../../../../language/model/value.ts";
import type { Place } from "../../../../language/syntax/text.ts";
import { plain } from "../../../kit/checks.ts";
import { jsonObjects } from "../../../kit/json-attribute.ts";

/** The inputs of a session document. */
export interface Inputs {
  /** Where their name stands. */
  readonly at: Place;
  /** Whether one of them is there and neither empty nor false, or may be. */
  isOn(name: string): boolean;
}

/** The inputs of a session document, as far as they can be seen. */
export const sessionInputs = (document: Resource): readonly Inputs[] =>
  plain(document.get("document_format")) === "YAML"
    ? fromYaml(document)
    : jsonObjects(document, "content").flatMap((content) => {
        const entry = content.entries.get("inputs");
        return entry?.value.state === "mapping" ? [fromJson(entry.key, entry.value)] : [];
      });

const fromJson = (at: Place, inputs: Mapping): Inputs => ({
  at,
  isOn(name) {
    const value = inputs.entries.get(name)?.value;
    if (!value) return inputs.open;
    return value.state !== "known" || !isNothing(String(value.value ?? ""));
  },
});

/** The inputs are a flat list of names and values: a line tells one. */
function fromYaml(document: Resource): readonly Inputs[] {
  const content = document.get("content");
  const text = plain(content);
  if (typeof text !== "string" || !/^\s*inputs:/m.test(text)) return [];
  return [
    {
      at: content.at,
      isOn(name) {
        const [, value] = new RegExp(`^\\s+${name}:[ \\t]*(.*?)[ \\t]*$`, "m").exec(text) ?? [];
        return value !== undefined && !isNothing(value.replaceAll(/^["']|["']$/g, ""));
      },
    },
  ];
}

const isNothing = (text: string): boolean => text === "" || text === "false";
