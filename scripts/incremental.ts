import { spawnSync } from "node:child_process";

// `npm run incremental -- 200 7`: many edits to each estate, by chance, with this seed; each must give what a fresh run gives.
const tests = ["test/analysis/incremental.test.ts"];
const [edits = "100", seed = String(Date.now() % 100_000)] = process.argv.slice(2);
console.log(`${edits} edits to each estate and each folder, seed ${seed}`);
const { status } = spawnSync("mocha", tests, {
  env: { ...process.env, PARAPET_EDITS: edits, PARAPET_SEED: seed },
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.exitCode = status ?? 1;
