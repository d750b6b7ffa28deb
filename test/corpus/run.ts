import { join } from "node:path";
import { parseArgs } from "node:util";
import { deviationFor, figures, line, verdicts } from "./conformance.ts";

// `npm run conformance [-- CORPUS] [--only ID,ID]`: how far we agree with other tools' own cases, by source, and the
// cases where we do not. What deviates for a written reason is not counted.
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: "string" } } });
const { PARAPET_SHARED: shared = join(import.meta.dirname, "../../../shared") } = process.env;
const [corpus = join(shared, "corpus")] = positionals;

const all = [...verdicts(corpus, values.only === undefined ? undefined : new Set(values.only.split(",")))];
for (const { source, id, where, expected, actual } of all)
  if (expected !== actual && !deviationFor({ source, id, where, expected, actual }))
    console.log(`${source}  ${id}  must be ${expected}: ${where}`);
for (const figure of figures(all)) console.log(line(figure));
