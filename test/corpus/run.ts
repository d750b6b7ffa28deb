import { join } from "node:path";
import { type Verdict, verdicts } from "./conformance.ts";

// `npm run conformance [-- CORPUS]`: how far we agree with other tools' own cases, by source; the cases where we do not.
const { PARAPET_SHARED: shared = join(import.meta.dirname, "../../../shared") } = process.env;
const [corpus = join(shared, "corpus")] = process.argv.slice(2);

const all = [...verdicts(corpus)];
for (const source of new Set(all.map((verdict) => verdict.source))) {
  const own = all.filter((verdict) => verdict.source === source);
  console.log(
    `${source}: ${rate(own, "found")} found of what must be, silent on ${rate(own, "silent")} of what must not`,
  );
}
for (const { source, id, where, expected } of all.filter(({ expected, actual }) => expected !== actual))
  console.log(`${source}  ${id}  must be ${expected}: ${where}`);

function rate(verdicts: readonly Verdict[], expected: Verdict["expected"]): string {
  const asked = verdicts.filter((verdict) => verdict.expected === expected);
  const right = asked.filter(({ actual }) => actual === expected);
  return `${right.length}/${asked.length} (${((100 * right.length) / Math.max(1, asked.length)).toFixed(1)} %)`;
}
