import { spawnSync } from "node:child_process";

// Our grammars under VS Code's own engine: single scopes, whole files, and the injections in HashiCorp's grammar.

const hashicorp = ["--grammar", "node_modules/tm-grammars/grammars/terraform.json"];
const update = process.argv.includes("--update") ? ["--updateSnapshot"] : [];
let passed = 0;
let failed = 0;
run("unit", [...hashicorp, "test/grammar/unit/*.tf"]);
run("snapshot", [...update, "test/grammar/snapshots/*.tf"]);
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed > 0 ? 1 : 0;

function run(tool: "unit" | "snapshot", options: readonly string[]): void {
  const script = `node_modules/vscode-tmgrammar-test/dist/${tool}.js`;
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...options], { encoding: "utf8" });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  const good = stdout.match(/^✓/gm)?.length ?? 0;
  const bad = stdout.match(/^✖|^.*failed/gm)?.length ?? 0;
  passed += good;
  failed += status === 0 ? 0 : Math.max(bad, 1);
  if (good + bad === 0) failed++;
}
