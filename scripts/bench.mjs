// Measures what is in bench/, one after the other, bundled as the extension is: run from sources, every call is slower. Arguments are
// for the last: estates, and another build to compare with (bench/cold.ts); `--only cold` runs one alone.
import { spawnSync } from "node:child_process";
import { build } from "esbuild";

const given = process.argv.slice(2);
const only = given[0] === "--only" ? given.splice(0, 2)[1] : undefined;

for (const name of ["parse", "server", "iam", "query", "cold"]) {
  if (only !== undefined && name !== only) continue;
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
  const { status } = spawnSync(process.execPath, ["--expose-gc", outfile, ...(name === "cold" ? given : [])], {
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
