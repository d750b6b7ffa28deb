import { type Attempt, type Fault, isSameFault } from "./attempt.ts";
import { Attempts } from "./attempts.ts";
import { generate } from "./generate.ts";
import { minimised } from "./minimise.ts";

interface Plan {
  readonly seed: number;
  /** Whether another attempt is to be made after so many. */
  readonly goesOn: (made: number) => boolean;
  /** How long a failing attempt is made smaller, in milliseconds. */
  readonly patience: number;
  /** Is told of each fault once, with the least that has it. */
  readonly failed: (fault: Fault, attempt: Attempt, index: number) => void;
}

/** What a campaign came to. */
export interface Tally {
  readonly inputs: number;
  readonly edits: number;
  readonly calls: number;
  readonly failures: number;
}

/** Makes one attempt after the other; what fails fails again alone, and is made small, before it counts. */
export async function campaign({ seed, goesOn, patience, failed }: Plan): Promise<Tally> {
  const attempts = new Attempts();
  const known: Fault[] = [];
  let [inputs, edits, calls] = [0, 0, 0];
  for (; goesOn(inputs); inputs++) {
    const attempt = generate(seed, inputs);
    const result = await attempts.make(attempt);
    edits += result.edits;
    calls += result.calls;
    const suspected = result.faults.filter((fault) => !known.some((other) => isSameFault(fault, other)));
    if (suspected.length === 0) continue;
    const { faults } = await attempts.makeAlone(attempt);
    for (const fault of faults) {
      if (known.some((other) => isSameFault(fault, other))) continue;
      known.push(fault);
      const fails = async (smaller: Attempt): Promise<boolean> =>
        (await attempts.make(smaller)).faults.some((other) => isSameFault(fault, other));
      failed(fault, await minimised(attempt, fails, patience), inputs);
    }
  }
  attempts.end();
  return { inputs, edits, calls, failures: known.length };
}
