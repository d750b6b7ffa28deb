import { execFileSync } from "node:child_process";
import { cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

/** What the command line needs to run: its own bundles, those of the server that `parapet lsp` starts, and what both read. */
const contents = [
  "dist/hashicorp-worker.cjs",
  "dist/hcl2json",
  "dist/iam-data.gz",
  "dist/managed-policies.gz",
  "dist/parapet-worker.cjs",
  "dist/parapet.cjs",
  "dist/server-worker.cjs",
  "dist/server.cjs",
  "dist/THIRD-PARTY-LICENCES.txt",
  "CHANGELOG.md",
  "LICENSE",
  "NOTICE",
  "SECURITY.md",
] as const;

const readme = `# Parapet

Finds insecure AWS configuration in Terraform and IAM policies, and mends it. No account, no binary, no network.

\`\`\`sh
npx parapet check infra                      # exit 0: nothing found; 1: findings; 2: something was not checked
npx parapet check infra --base ../main/infra # only what is new since another version of it
npx parapet check infra --dry-run            # the diff of what --fix would write
npx parapet lsp --stdio                      # a language server
npx parapet help check
\`\`\`
`;

const limit = 5 * 1024 * 1024;

/** Packages the command line for npm out of dist/, and says where the tarball is. */
export async function packageCommandLine(): Promise<string> {
  const folder = path.resolve("out/npm");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const entry of contents) await cp(entry, path.join(folder, entry), { recursive: true });
  const { name, version, license, keywords } = JSON.parse(await readFile("package.json", "utf8"));
  const manifest = {
    name,
    version,
    description: "Finds insecure AWS configuration in Terraform and IAM policies, and mends it.",
    license,
    keywords,
    bin: { parapet: "dist/parapet.cjs" },
    engines: { node: ">=20" },
    files: ["dist", ...contents.filter((entry) => !entry.startsWith("dist/"))],
  };
  await writeFile(path.join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await writeFile(path.join(folder, "README.md"), readme);
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts"], { cwd: folder, shell: process.platform === "win32" });
  const tarball = path.join(folder, `${name}-${version}.tgz`);
  const { size } = await stat(tarball);
  if (size > limit) throw new Error(`${path.basename(tarball)} is ${size} bytes, over the limit of ${limit}.`);
  return tarball;
}

if (import.meta.filename === process.argv[1]) console.log(await packageCommandLine());
