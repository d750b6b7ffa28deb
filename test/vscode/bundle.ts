import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";

const folder = path.resolve("out/vscode/tests");

/** An extension that holds nothing but the tests, so that Parapet itself runs as it was packaged. */
export async function bundleSuite(): Promise<{ readonly folder: string; readonly index: string }> {
  const index = path.join(folder, "index.js");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest = { name: "parapet-tests", publisher: "parapet", version: "0.0.0", engines: { vscode: "^1.91.0" } };
  await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
  await build({
    entryPoints: ["test/vscode/suite/index.ts"],
    outfile: index,
    bundle: true,
    platform: "browser",
    format: "cjs",
    target: "es2022",
    external: ["vscode"],
    // Mocha's browser build calls itself an ES module; it must not take the bundle's `exports` for its own.
    define: { exports: "undefined" },
    sourcemap: "inline",
    logLevel: "warning",
  });
  return { folder, index };
}

/** A copy of the tests' workspace: they never touch the one that is checked in. */
export async function copyWorkspace(): Promise<AsyncDisposable & { readonly folder: string }> {
  const copy = await mkdtemp(path.join(tmpdir(), "parapet-workspace-"));
  await cp("test/vscode/workspace", copy, { recursive: true });
  return { folder: copy, [Symbol.asyncDispose]: () => rm(copy, { recursive: true, force: true }) };
}
