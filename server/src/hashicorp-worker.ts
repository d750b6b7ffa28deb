import { parentPort } from "node:worker_threads";
import { parse } from "@cdktf/hcl2json";
import type { Question } from "./hashicorp.ts";
import type { Verdict } from "./reference-parser.ts";

/** Answers one question at a time with HashiCorp's own parser, in a thread that may be lost at any moment. */
parentPort?.on("message", async ({ id, text }: Question) => {
  parentPort?.postMessage({ id, verdict: await parsed(text) });
});

async function parsed(text: string): Promise<Verdict> {
  try {
    return { state: "valid", json: await parse("parapet.tf", text) };
  } catch (error) {
    return rejection(error instanceof Error ? error.message : String(error));
  }
}

/** Reads `[parapet.tf:3,5-9: Summary; Detail …]`: the first message is the one that matters. */
function rejection(message: string): Verdict {
  const found = /parapet\.tf:(\d+),(\d+)-(?:(\d+),)?(\d+): ([^;\n]+); ([^\n]+)/.exec(message);
  if (!found) return { state: "unavailable" };
  const [, line, column, endLine, endColumn, summary = "", detail = ""] = found;
  const text = detail
    .replace(/(?:, and \d+ other diagnostic.*|\])$/, "")
    .replaceAll(/parapet\.tf:(\d+),[\d,-]+/g, "line $1");
  return {
    state: "invalid",
    line: Number(line),
    column: Number(column),
    endLine: Number(endLine ?? line),
    endColumn: Number(endColumn),
    message: `${summary}: ${text.trim()}`,
  };
}
