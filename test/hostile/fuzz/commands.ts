import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../../cli/program.ts";
import { parse } from "../../../language/syntax/parse.ts";
import { actions, type Texts, today } from "../../harness/fixture.ts";
import { assertShown } from "../names.ts";
import type { Format } from "./attempt.ts";
import { Wrong } from "./faults.ts";
import type { Meter } from "./meter.ts";

/** Reports on files at the command line, and sees that what it prints can be shown. */
export const check = (files: Texts, format: Format, meter: Meter): Promise<void> =>
  inFolder(files, async (folder) => {
    const { stdout, stderr } = await printed(
      `check as ${format}`,
      ["check", ".", "--profile", "all", "--format", format, ...(isSmall(files) ? ["--fixes"] : [])],
      folder,
      meter,
    );
    await meter.run(`what ${format} says`, () => {
      assertFit(stdout);
      assertFit(stderr);
      if (format === "json" || format === "sarif") JSON.parse(stdout);
      if (format === "github")
        for (const line of stdout.split("\n"))
          assert.match(line, /^(?:::(?:error|warning|notice) [^:]+::[^:].*)?$/, "no command of ours");
    });
  });

/** To verify the fixes of each finding by itself takes as long as there are findings, times as long as there is code and calls of it. */
const isSmall = (files: Texts): boolean =>
  Object.keys(files).length <= 3 && Object.values(files).join("").length < 5_000;

/** Fixes files at the command line, all that can be fixed, and sees that they are no worse to read. */
export const mend = (files: Texts, meter: Meter): Promise<void> =>
  inFolder(files, async (folder) => {
    await printed("check --fix", ["check", ".", "--fix", "--impact", "replacement"], folder, meter);
    await meter.run("reading what --fix wrote", () => {
      for (const [name, text] of Object.entries(files)) {
        const after = readFileSync(join(folder, name), "utf8");
        const [had, has] = [text.toWellFormed(), after].map((one) => errorsIn(name, one));
        assert.ok((has ?? 0) <= (had ?? 0), `${name} has ${has} syntax errors and had ${had}`);
      }
    });
  });

const errorsIn = (name: string, text: string): number =>
  parse(`file:///${name}`, text).chunks.reduce((sum, { tree }) => sum + tree.errors.length, 0);

function assertFit(text: string): void {
  try {
    assertShown(text, "it");
  } catch (error) {
    throw new Wrong("output", error instanceof Error ? error.message : "");
  }
}

async function printed(during: string, args: readonly string[], cwd: string, meter: Meter) {
  let [stdout, stderr] = ["", ""];
  meter.calls++;
  await meter.run(during, () =>
    run(args, {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      color: false,
      debug: true,
      cwd,
      today,
      actions,
    }),
  );
  const failure = /^.*\bfailed: [\s\S]*/m.exec(stderr.replaceAll(/^.*syntax error:.*$/gm, ""));
  if (failure) meter.fault("exception", during, failure[0]);
  return { stdout, stderr };
}

async function inFolder(files: Texts, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "parapet-fuzz-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
