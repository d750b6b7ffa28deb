import { isMap, isScalar, isSeq, type Node } from "yaml";
import { block, expression, type Source, type SourceBody } from "../../rules/kit/edits.ts";
import type { YamlReader } from "../config/yaml.ts";
import { nameOf } from "../config/yaml.ts";
import { settingAt } from "./settings.ts";

/** How deep a value that is written may be nested. */
const deepest = 12;

const most = 50;

/** What a fix writes at a path of a resource type; `${aws_kms_key.logs.arn}` on its own is code. */
export function sourceAt(reader: YamlReader, node: Node, type: string, path: string): Source | undefined {
  const setting = settingAt(type, path);
  if (setting.kind === "missing") return reader.wrong(node, setting.message);
  if (setting.kind === "value") return source(reader, node, path, deepest);
  const bodies: SourceBody[] = [];
  for (const item of reader.list(node, path, most)) {
    const body = bodyAt(reader, item, type, path);
    if (body) bodies.push(body);
  }
  return bodies.length > 0 ? block(...bodies) : undefined;
}

/** What a block or, without a path, a resource of the type holds. */
export function bodyAt(reader: YamlReader, node: Node, type: string, path = ""): SourceBody | undefined {
  if (!isMap(node)) return reader.wrong(node, `\`${path === "" ? "body" : path}\` is a mapping of settings.`);
  return Object.fromEntries(
    reader.entries(node, path).flatMap(([key, value]) => {
      const name = nameOf(key);
      const inner = path === "" ? name : `${path}.${name}`;
      const setting = settingAt(type, inner);
      if (setting.kind === "missing") reader.wrong(key, setting.message);
      const written = setting.kind === "missing" ? undefined : sourceAt(reader, value, type, inner);
      return written === undefined ? [] : [[name, written] as const];
    }),
  );
}

function source(reader: YamlReader, node: Node, name: string, depth: number): Source | undefined {
  if (depth === 0) return reader.wrong(node, `\`${name}\` is nested too deeply.`);
  if (isSeq(node))
    return (node.items as readonly Node[]).flatMap((item) => source(reader, item, name, depth - 1) ?? []);
  if (isMap(node))
    return Object.fromEntries(
      reader.entries(node, name).flatMap(([key, value]) => {
        const written = source(reader, value, name, depth - 1);
        return written === undefined ? [] : [[nameOf(key), written] as const];
      }),
    );
  if (isScalar(node) && typeof node.value === "string") {
    const [, code] = /^\$\{([^{}\n]+)\}$/.exec(node.value) ?? [];
    if (code !== undefined) return expression(code.trim());
  }
  return reader.scalar(node, name);
}
