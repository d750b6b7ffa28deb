import { format } from "node:util";
import type { Page } from "playwright-core";
import { mark } from "./suite/mark.ts";

const limit = 240_000;

/** Opens a workbench that was told to run tests, prints what they say, and returns the exit code. */
export async function runInPage(page: Page, url: string): Promise<number> {
  const verbose = process.env["VERBOSE"] !== undefined;
  const others: string[] = [];
  let begun = false;
  let crashed: (error: Error) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    crashed = reject;
  });
  page.once("crash", () => crashed(new Error("the page crashed")));
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
      console.log(line.slice(from + mark.length + 1));
    } else if (verbose) console.error("[host]", line);
    else others.push(line);
  });
  const exit = new Promise<number>((resolve) => void page.exposeFunction("codeAutomationExit", resolve));
  const timer = setTimeout(() => crashed(new Error(`nothing ended within ${limit / 1000} s`)), limit);
  try {
    await page.goto(url);
    return await Promise.race([exit, failure]);
  } finally {
    clearTimeout(timer);
    if (!begun) console.error(others.join("\n"));
  }
}
