// Measures what is in bench/, one after the other, bundled as the extension is: run from sources, every call is slower.
import { spawnSync } from "node:child_process";
import { build } from "esbuild";

for (const name of ["parse", "server", "iam", "query"]) {
  const outfile = `out/bench/${name}.mjs`;
  await build({
    entryPoints: [`bench/${name}.ts`],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    mainFields: ["module", "main"],
    external: ["@cdktf/hcl2json"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  const { status } = spawnSync(process.execPath, ["--expose-gc", outfile], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
