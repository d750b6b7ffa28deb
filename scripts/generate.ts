import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { configSchema } from "./generate/config-schema.ts";
import { ruleIndex } from "./generate/rule-index.ts";
import { packedSchema } from "./generate/schema.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { PARAPET_SHARED: shared = join(root, "..", "shared") } = process.env;

/** A generated file, whole; undefined where its source is not on this machine, so that what is committed stays. */
interface Generated {
  readonly path: string;
  readonly text: () => string | undefined | Promise<string>;
}

const files: readonly Generated[] = [
  { path: "language/schema/aws.json", text: () => lines(packedSchema(shared)) },
  { path: "rules/index.ts", text: () => ruleIndex(root) },
  { path: "schemas/parapet.schema.json", text: schema },
];

/** Imported here only, because the index of rules may just have been written. */
async function schema(): Promise<string> {
  const { rules } = await import("../rules/index.ts");
  return `${JSON.stringify(configSchema(rules), undefined, 2)}\n`;
}

/** JSON with every property, and every item of an array, on a line of its own, so that a diff shows what changed. */
function lines(value: object | undefined): string | undefined {
  if (value === undefined) return undefined;
  const properties = Object.entries(value).map(([key, content]) => {
    const text = Array.isArray(content)
      ? `[\n${content.map((item) => JSON.stringify(item)).join(",\n")}\n]`
      : JSON.stringify(content);
    return `${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${properties.join(",\n")}\n}\n`;
}

const check = process.argv.includes("--check");
const stale: string[] = [];
for (const { path, text } of files) {
  const target = join(root, path);
  const wanted = await text();
  if (wanted === undefined || (existsSync(target) && readFileSync(target, "utf8") === wanted)) continue;
  stale.push(path);
  if (!check) writeFileSync(target, wanted);
}

for (const path of stale) console.log(`${check ? "stale" : "wrote"} ${path}`);
if (check && stale.length > 0) {
  console.error("Generated files are stale: run `npm run generate`.");
  process.exitCode = 1;
}
