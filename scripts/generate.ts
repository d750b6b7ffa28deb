import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ruleIndex } from "./generate/rule-index.ts";
import { packedSchema } from "./generate/schema.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { PARAPET_SHARED: shared = join(root, "..", "shared") } = process.env;

/** A generated file, whole; undefined where its source is not on this machine, so that what is committed stays. */
interface Generated {
  readonly path: string;
  readonly text: () => string | undefined;
}

const files: readonly Generated[] = [
  { path: "language/schema/aws.json", text: () => lines(packedSchema(shared)) },
  { path: "rules/index.ts", text: () => ruleIndex(root) },
];

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
const stale = files.filter(({ path, text }) => {
  const target = join(root, path);
  const wanted = text();
  if (wanted === undefined || (existsSync(target) && readFileSync(target, "utf8") === wanted)) return false;
  if (!check) writeFileSync(target, wanted);
  return true;
});

for (const { path } of stale) console.log(`${check ? "stale" : "wrote"} ${path}`);
if (check && stale.length > 0) {
  console.error("Generated files are stale: run `npm run generate`.");
  process.exitCode = 1;
}
