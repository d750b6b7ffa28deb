import { format } from "node:util";
import type { Page } from "playwright-core";
import { mark } from "./suite/mark.ts";

/** Milliseconds without a word after which a run is given up: more than a test may take. */
const limit = 120_000;

/** Opens a workbench that was told to run tests, prints what they say, and returns the exit code. */
export async function runInPage(page: Page, url: string): Promise<number> {
  const verbose = process.env["VERBOSE"] !== undefined;
  const others: string[] = [];
  let begun = false;
  let crashed: (error: Error) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    crashed = reject;
  });
  const giveUp = (): void => crashed(new Error(`nothing was said for ${limit / 1000} s`));
  const timer = setTimeout(giveUp, limit);
  page.once("crash", () => crashed(new Error("the page crashed")));
  page.once("close", () => crashed(new Error("the page was closed")));
  if (verbose) {
    page.on("console", (message) => console.error("[page]", message.text()));
    page.on("pageerror", (error) => console.error("[page]", error));
  }
  // Both must be there before the workbench is, else its first lines, or its last, are lost.
  await page.exposeFunction("codeAutomationLog", (_type: string, parts: readonly unknown[]) => {
    const line = format(...parts);
    const from = line.indexOf(mark);
    if (from >= 0) {
      begun = true;
      timer.refresh();
      console.log(line.slice(from + mark.length + 1));
    } else if (verbose) console.error("[host]", line);
    else others.push(line);
  });
  const exit = new Promise<number>((resolve) => void page.exposeFunction("codeAutomationExit", resolve));
  try {
    await page.goto(url);
    return await Promise.race([exit, failure]);
  } finally {
    clearTimeout(timer);
    if (!begun) console.error(others.join("\n"));
  }
}
