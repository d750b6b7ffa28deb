import { parseArgs } from "node:util";
import { campaign } from "./fuzz/campaign.ts";
import { keep } from "./fuzz/found.ts";

// `npm run fuzz -- --minutes 20 [--seed 7]`: attempts for so long; what fails is made small and kept in `found/`.

const { values } = parseArgs({ options: { minutes: { type: "string", default: "1" }, seed: { type: "string" } } });
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const end = Date.now() + Number(values.minutes) * 60_000;
console.log(`seed ${seed}`);

const { inputs, edits, calls, failures } = await campaign({
  seed,
  goesOn: () => Date.now() < end,
  patience: 60_000,
  failed: ({ kind, during, message }, attempt, index) => {
    const name = keep(`${kind} in ${during}: ${message.split("\n")[0]}`, attempt);
    console.log(`\n${kind} in ${during}, number ${index}, kept as found/${name}\n${message}\n`);
  },
});
console.log(`seed ${seed}: ${inputs} inputs, ${edits} edits, ${calls} calls of features, ${failures} failures`);
process.exitCode = failures > 0 ? 1 : 0;
