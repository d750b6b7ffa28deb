import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, type FSWatcher, readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { recordName } from "../../cli/record.ts";
import { recovered } from "../../cli/recover.ts";
import { bench, key } from "./harness.ts";

const root = join(import.meta.dirname, "../..");
const bundle = join(root, "dist/parapet.cjs");
const kills = Number(process.env["PARAPET_KILLS"] ?? 20);

const names = Array.from({ length: 50 }, (_, index) => `m${index % 5}/f${index}.tf`);
const old = (name: string): string => key.replace('"data"', `"${name.replace(/\W/g, "_")}"`);
const fixed = (name: string): string =>
  old(name).replace('description = "data"', 'description         = "data"\n  enable_key_rotation = true');

describe("parapet check --fix, killed", () => {
  const { write, read, path, check } = bench();

  before(() => {
    if (!existsSync(bundle)) assert.equal(spawnSync(process.execPath, ["esbuild.mjs"], { cwd: root }).status, 0);
  });

  const start = (): { readonly child: ChildProcess; readonly ended: Promise<unknown> } => {
    const args = [bundle, "check", ".", "--fix", "--format", "json"];
    const child = spawn(process.execPath, args, { cwd: path("."), stdio: "ignore" });
    return { child, ended: new Promise((resolve) => child.once("close", resolve)) };
  };

  /** Resolves when the process begins to write, or then to rename, or has ended without. */
  const writing = async (ended: Promise<unknown>, step: "write" | "rename" = "write"): Promise<boolean> => {
    let watcher: FSWatcher | undefined;
    const begun = new Promise<boolean>((resolve) => {
      let seen = 0;
      // The record comes, and another takes its place when all is ready.
      watcher = watch(path("."), (event, name) => {
        if (name === recordName && event === "rename" && ++seen === (step === "write" ? 1 : 2)) resolve(true);
      });
    });
    const isWriting = await Promise.race([begun, ended.then(() => false)]);
    watcher?.close();
    return isWriting;
  };

  const texts = (): readonly string[] => names.map(read);
  const leftovers = (): readonly string[] =>
    readdirSync(path("."), { recursive: true, encoding: "utf8" }).filter((name) => name.includes(recordName));

  it(`leaves each of 50 files old or new, and all old or all new after the next run (${kills} kills)`, async function () {
    this.timeout(60_000 + kills * 4_000);
    const fresh = Object.fromEntries(names.map((name) => [name, old(name)]));
    write(fresh);
    const measured = start();
    assert.ok(await writing(measured.ended));
    const from = performance.now();
    await measured.ended;
    // The report follows the writing; to aim at all of it costs some kills that come too late.
    const phase = performance.now() - from;
    assert.deepEqual(texts(), names.map(fixed));

    const figures = { early: 0, writing: 0, late: 0, half: 0, finished: 0, undone: 0 };
    for (let turn = 0; turn < kills; turn++) {
      write(fresh);
      const { child, ended } = start();
      // One in ten dies wherever it is, the others while they write, every second of them about where it renames.
      const aim = turn % 10 === 9 ? "anywhere" : turn % 2 === 0 ? "rename" : "write";
      const wait = Math.random() * phase * { anywhere: 10, write: 1, rename: 0.05 }[aim];
      if (aim === "anywhere") await new Promise((resolve) => setTimeout(resolve, wait));
      else {
        await writing(ended, aim);
        for (const until = performance.now() + wait; performance.now() < until; );
      }
      child.kill("SIGKILL");
      await ended;

      const found = texts();
      for (const [index, name] of names.entries())
        assert.ok(found[index] === old(name) || found[index] === fixed(name), `${name} is torn: ${found[index]}`);
      const news = names.filter((name, index) => found[index] === fixed(name)).length;
      const wasWriting = existsSync(path(recordName));
      figures[wasWriting ? "writing" : news === 0 ? "early" : "late"]++;
      if (news > 0 && news < names.length) figures.half++;

      assert.deepEqual(recovered(path(".")).faults, []);
      const now = texts();
      const isNew = now[0] === fixed(names[0] ?? "");
      assert.deepEqual(now, names.map(isNew ? fixed : old));
      assert.deepEqual(leftovers(), []);
      if (wasWriting) figures[isNew ? "finished" : "undone"]++;
      if (turn % 10 === 0) {
        assert.equal((await check(".", "--fix")).code, 0);
        assert.deepEqual(texts(), names.map(fixed));
      }
    }
    assert.ok(figures.writing > 0, "no kill has hit the writing");
    if (process.env["PARAPET_KILLS"] !== undefined) console.log({ kills, phase: Math.round(phase), ...figures });
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    it(`writes to the end before it heeds ${signal}`, async function () {
      if (process.platform === "win32") this.skip();
      // On a machine that is busy it may have ended before the signal comes: then there was nothing to heed.
      const heeded = signal === "SIGINT" ? [130, null] : [null, signal];
      const endings: unknown[] = [];
      while (endings.length < 10 && !isDeepStrictEqual(endings.at(-1), heeded)) {
        write(Object.fromEntries(names.map((name) => [name, old(name)])));
        const { child, ended } = start();
        assert.ok(await writing(ended));
        child.kill(signal);
        await ended;
        assert.deepEqual(texts(), names.map(fixed));
        assert.deepEqual(leftovers(), []);
        endings.push([child.exitCode, child.signalCode]);
      }
      assert.deepEqual([endings.at(-1), endings.slice(0, -1)], [heeded, endings.slice(0, -1).map(() => [0, null])]);
    });
});
