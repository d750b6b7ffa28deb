import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { createVSIX } from "@vscode/vsce";
import { archive, buildDate, entries } from "./package/archive.ts";
import { billOfMaterials } from "./package/sbom.ts";
import { shipped } from "./package/shipped.ts";

/** What the extension needs to run, and nothing else: a list of what goes in cannot let a stray file through. */
const contents = [
  "dist/client.cjs",
  "dist/client.web.js",
  "dist/hashicorp-worker.cjs",
  "dist/hcl2json",
  "dist/iam-data.gz",
  "dist/server-worker.cjs",
  "dist/server.cjs",
  "dist/server.web.js",
  "dist/THIRD-PARTY-LICENCES.txt",
  "l10n",
  "media/icon.png",
  "media/view.svg",
  "media/walkthrough",
  "schemas",
  "syntaxes",
  "language-configuration.json",
  "package.nls.de.json",
  "package.nls.json",
  "CHANGELOG.md",
  "LICENSE",
  "NOTICE",
  "README.md",
] as const;

/** The extension unpacked, as a VS Code under test loads it. */
export const unpacked = path.resolve("out/vscode/extension");

const limit = 4 * 1024 * 1024;

/** Packages dist/ and says where the VSIX is; its bill of materials lies in it and beside it. */
export async function packageExtension(): Promise<string> {
  const {
    type,
    private: _,
    scripts,
    devDependencies,
    overrides,
    ...manifest
  } = JSON.parse(await readFile("package.json", "utf8"));
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });
  for (const entry of contents) await cp(entry, path.join(unpacked, entry), { recursive: true });
  // Without `"type": "module"`: VS Code for the Web would take the CommonJS bundle for an ES module.
  const text = JSON.stringify({ ...manifest, files: ["**"] }, undefined, 2);
  await writeFile(path.join(unpacked, "package.json"), `${text}\n`);

  const vsix = path.resolve(`${manifest.name}-${manifest.version}.vsix`);
  await createVSIX({
    cwd: unpacked,
    packagePath: vsix,
    dependencies: false,
    allowMissingRepository: true,
    // The rules about secrets are shipped with examples of what they find, all made up.
    allowPackageAllSecrets: true,
    rewriteRelativeLinks: false,
  });
  const date = buildDate();
  const files = entries(await readFile(vsix));
  const components = await shipped(JSON.parse(await readFile("out/build.json", "utf8")));
  const bill = billOfMaterials(manifest, components, files, (file) => `extension/${file}`, date);
  await writeFile(vsix.replace(/\.vsix$/, ".cdx.json"), bill);
  const whole = archive({ ...files, "extension/sbom.cdx.json": Buffer.from(bill) }, date);
  await writeFile(vsix, whole);
  if (whole.length > limit)
    throw new Error(`${path.basename(vsix)} is ${whole.length} bytes, over the limit of ${limit}.`);
  return vsix;
}

if (import.meta.filename === process.argv[1]) console.log(await packageExtension());
