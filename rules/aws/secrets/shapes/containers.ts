import { type BlockSection, type Section, ValueSection } from "../../../../language/model/section.ts";
import type { Entry, Mapping, Value } from "../../../../language/model/value.ts";
import { embedded } from "../../../../language/policy/embedded.ts";
import { jsonText } from "../../../../language/policy/json.ts";
import { contains, type Edit, near, type Place } from "../../../../language/syntax/text.ts";
import { beginsLine, marginAt } from "../../../../language/write/layout.ts";
import { addItem, expression, remove, removeItem, substitute } from "../../../kit/edits.ts";

/** A variable of a container's environment. */
export interface ContainerVariable {
  readonly definition: BlockSection;
  /** The container as code, or as JSON in a heredoc. */
  readonly container: Mapping;
  readonly form: "code" | "heredoc";
  readonly environment: Entry;
  readonly item: Mapping;
  readonly name: string;
}

/** The variable of a task definition's container that a place is in; undefined where it cannot be edited. */
export function variableAt(definition: BlockSection, place: Place): ContainerVariable | undefined {
  const read = containers(definition);
  if (!read) return undefined;
  for (const container of mappings(read.value)) {
    const environment = container.entries.get("environment");
    if (!environment) continue;
    for (const item of mappings(environment.value)) {
      const name = item.entries.get("name")?.value;
      const holds = item.at.uri === place.uri && contains(item.at, place);
      if (holds && name?.state === "known" && typeof name.value === "string")
        return { definition, container, form: read.form, environment, item, name: name.value };
    }
  }
  return undefined;
}

function containers(
  definition: BlockSection,
): { readonly value: Value; readonly form: ContainerVariable["form"] } | undefined {
  const written = definition.attribute("container_definitions")?.value;
  if (written?.kind === "template" && written.form === "heredoc")
    return { value: jsonText(embedded(written, definition.fileOf(written).text, definition)), form: "heredoc" };
  const [argument] = written?.kind === "call" && written.name.text === "jsonencode" ? written.args : [];
  return argument && { value: definition.value(argument), form: "code" };
}

const mappings = (value: Value): readonly Mapping[] =>
  value.state === "list" ? value.items.filter((item) => item.state === "mapping") : [];

/** Takes a variable away. */
export function withoutVariable({
  definition,
  container,
  form,
  environment,
  item,
}: ContainerVariable): readonly Edit[] {
  const section = new ValueSection(container, definition);
  const all = mappings(environment.value);
  if (form === "code") return all.length > 1 ? [removeItem(section, item)] : remove(section, "environment");
  const index = all.indexOf(item);
  const [previous, next] = [all[index - 1], all[index + 1]];
  const at = next
    ? near(item.at, item.at.start, next.at.start)
    : near(item.at, previous?.at.end ?? item.at.start, item.at.end);
  return [{ at, text: "" }];
}

/** Has a variable filled from a secret when the container starts. */
export function fromSecret(variable: ContainerVariable, address: string): readonly Edit[] {
  const { definition, container, form, environment, name } = variable;
  const isOnly = mappings(environment.value).length === 1;
  if (form === "code") {
    const section: Section = new ValueSection(container, definition);
    const secret = expression(`{ name = ${JSON.stringify(name)}, valueFrom = ${address} }`);
    if (isOnly && !container.entries.has("secrets")) return substitute(section, "environment", "secrets", [secret]);
    return [...withoutVariable(variable), addItem(section, "secrets", secret)];
  }
  const secret = `{ "name": ${JSON.stringify(name)}, "valueFrom": "\${${address}}" }`;
  const key = environment.key;
  if (isOnly && !container.entries.has("secrets"))
    return [{ at: near(key, key.start, environment.value.at.end), text: `"secrets": [${secret}]` }];
  return [...withoutVariable(variable), insertion(variable, secret)];
}

function insertion({ definition, container, environment }: ContainerVariable, secret: string): Edit {
  const { text } = definition.file;
  const secrets = container.entries.get("secrets")?.value;
  const { key } = environment;
  if (secrets?.state !== "list") {
    const gap = beginsLine(text, key.start) ? `\n${marginAt(text, key.start)}` : " ";
    return { at: near(key, key.start, key.start), text: `"secrets": [${secret}],${gap}` };
  }
  const last = secrets.items.at(-1);
  if (!last) return { at: near(secrets.at, secrets.at.start + 1, secrets.at.end - 1), text: secret };
  const gap = beginsLine(text, last.at.start) ? `\n${marginAt(text, last.at.start)}` : " ";
  return { at: near(last.at, last.at.end, last.at.end), text: `,${gap}${secret}` };
}
