import type { Resource } from "../../language/model/resource.ts";
import type { Section } from "../../language/model/section.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { type Demand, holds, is } from "./checks.ts";
import { addBlock, put } from "./edits.ts";
import type { Impact, Problem } from "./rule.ts";

/** The parameters of a group whose name is what is demanded, or may be. */
export const parametersNamed = (group: Resource, name: Demand): readonly Section[] =>
  group.sections("parameter").filter((parameter) => holds(parameter.get("name"), name));

/** Sets a parameter where it stands; where it does not, it gets a block of its own. */
export const setParameter = (group: Resource, parameter: Section | undefined, name: string, value: string): Edit =>
  parameter ? put(parameter, "value", value) : addBlock(group, "parameter", { name, value });

/** Demands that a parameter group sets a parameter to what holds; `value` is what to write. */
export const parameter = (
  name: string,
  demand: Demand,
  { value, title, impact }: { readonly value: string; readonly title: string; readonly impact: Impact },
) =>
  function* (group: Resource): Iterable<Problem> {
    const named = parametersNamed(group, is(name));
    if (named.some((one) => holds(one.get("value"), demand))) return;
    const [first] = named;
    if (!first && group.isOpen("parameter")) return;
    yield {
      at: first ? first.get("value").at : group.header,
      fixes: () => [{ title, impact, edits: [setParameter(group, first, name, value)] }],
    };
  };
