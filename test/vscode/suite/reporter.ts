import "mocha/mocha.js";
import { mark } from "./mark.ts";

const say = (text: string): void => {
  for (const line of text.split("\n")) console.log(`${mark} ${line}`);
};

/** Prints a line a test, and the figures last. */
export class Lines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on("suite", ({ title }) => {
      if (title !== "") say(title);
    });
    runner.on("pass", ({ title, duration = 0 }) => say(`  ✔ ${title} (${duration} ms)`));
    runner.on("pending", ({ title }) => say(`  - ${title}`));
    runner.on("fail", ({ title }, error: Error) => say(`  ✘ ${title}\n${error.stack ?? error.message}`));
    runner.on("end", () => {
      const { passes, failures, pending } = this.stats;
      say(`${passes} passed, ${failures} failed, ${pending} skipped`);
    });
  }
}
