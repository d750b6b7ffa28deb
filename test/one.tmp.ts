import { readFileSync } from "node:fs";
import { exercise } from "/work/wt/fuzz/test/hostile/fuzz/exercise.ts";
const a = JSON.parse(readFileSync(process.argv[2]!, "utf8"));
const t=process.cpuUsage();
console.log(JSON.stringify(await exercise(a), undefined, 1).slice(0,4000), process.cpuUsage(t));
