import { generate } from "./hostile/fuzz/generate.ts";
import { exercise } from "./hostile/fuzz/exercise.ts";
const rows: [number, string][] = [];
for (let i = 0; i < 28; i++) {
  const a = generate(1, i);
  const size = Object.values(a.files).join("").length;
  const t = process.cpuUsage();
  const r = await exercise(a);
  const { user } = process.cpuUsage(t);
  rows.push([user / 1000, `${i} ${size} ${a.edits.length} ${a.ways} ${r.faults.map((f) => f.kind + f.during)}`]);
}
rows.sort((x, y) => y[0] - x[0]);
console.log(rows.map(([t, s]) => `${t.toFixed(0)} ${s}`).join("\n"));
