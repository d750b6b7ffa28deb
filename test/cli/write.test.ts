import assert from "node:assert/strict";
import * as node from "node:fs";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formerOf, freshOf, hash, recordName, type WritableFileSystem } from "../../cli/record.ts";
import { isInterrupted, recovered } from "../../cli/recover.ts";
import { Boundary, type WriteResult, write } from "../../cli/write.ts";

/** What a call of the file system does before it is done: throws to make it fail. */
type Before = (count: number, name: string, args: readonly unknown[]) => void;

/** Node's file system, with something before each call. It waits for no disk. */
function watched(before: Before): WritableFileSystem & { readonly calls: number } {
  let calls = 0;
  const seen = (name: string, call: (...args: never[]) => unknown): object =>
    Object.assign(
      (...args: never[]) => {
        before(calls++, name, args);
        return name === "fsyncSync" ? undefined : call(...args);
      },
      name === "realpathSync" && { native: seen("native", realpathSync.native) },
    );
  const all = Object.entries(node).flatMap(([name, call]) =>
    name.endsWith("Sync") && typeof call === "function"
      ? [[name, seen(name, call as (...args: never[]) => unknown)]]
      : [],
  );
  return Object.defineProperty(Object.fromEntries(all), "calls", { get: () => calls });
}

const patient = watched(() => undefined);

const failure = (code: string): Error => Object.assign(new Error(code), { code });

/** Fails at one call, as a full disk does: half of what was to be written is. */
const failsAt =
  (at: number, code: string): Before =>
  (count, name, args) => {
    if (count !== at) return;
    if (name === "writeSync") {
      const [file, content, start, length] = args as [number, Buffer, number, number];
      node.writeSync(file, content, start, length >> 1);
    }
    throw failure(code);
  };

/** Does nothing any more from one call on, as a process that was killed. */
const diesAt =
  (at: number): Before =>
  (count, name, args) => {
    if (count === at) failsAt(at, "KILLED")(count, name, args);
    if (count > at) throw failure("KILLED");
  };

/** A disk in memory where there is one: what is tested here is done some thousand times. */
const quick = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

describe("writing files all or none", () => {
  let root = "";
  const sets = [["a.tf", "sub/b.tf"], ["c.tf", "sub/deep/d.tf", "e.auto.tfvars"], ["f.json"]];
  const names = sets.flat();
  const path = (name: string): string => join(root, name);
  const texts = (): readonly string[] => names.map((name) => readFileSync(path(name), "utf8"));
  const old = (name: string): string => `# old ${name} é\r\n`;
  const fresh = (name: string): string => `# new ${name}, which is longer é\n`;

  function lay(): void {
    if (root !== "") rmSync(root, { recursive: true, force: true });
    root = realpathSync(mkdtempSync(join(quick, "parapet-write-")));
    for (const name of names) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), old(name));
    }
  }
  beforeEach(lay);
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
    root = "";
  });

  const order = () => ({
    files: names.map((name) => ({ path: path(name), before: old(name), after: fresh(name) })),
    sets: sets.map((set) => set.map(path)),
    roots: [root],
  });
  const leftovers = () =>
    readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /(^|\/)\./.test(name));
  const shown = (written: WriteResult) => written.left.map(({ path, why }) => `${path.slice(root.length + 1)} ${why}`);

  /** Each file is old or new; gives for each set how many of it are new. */
  function news(): readonly number[] {
    return sets.map(
      (set) =>
        set.filter((name) => {
          const text = readFileSync(path(name), "utf8");
          assert.ok(text === old(name) || text === fresh(name), `${name} is torn: ${text}`);
          return text === fresh(name);
        }).length,
    );
  }
  function assertWhole(what: string): void {
    for (const [index, count] of news().entries())
      assert.ok(count === 0 || count === sets[index]?.length, `${what}: set ${index} is half written`);
    assert.deepEqual(leftovers(), [], what);
  }

  it("writes them and leaves nothing beside them", () => {
    const result = write(order());
    assert.deepEqual([result.written.length, result.left, result.faults], [6, [], []]);
    assert.deepEqual(texts(), names.map(fresh));
    assert.deepEqual(leftovers(), []);
  });

  for (const code of ["ENOSPC", "EIO", "EACCES"])
    it(`changes nothing, or all, where the file system fails at any call with ${code}`, () => {
      let [failed, written] = [0, 0];
      for (let at = 0; ; at++) {
        lay();
        const system = watched(failsAt(at, code));
        const result = write(order(), system);
        if (system.calls <= at) break;
        // What could not be cleared away waits for the next run, and that is told.
        if (isInterrupted(root)) {
          assert.ok(result.faults.length > 0, `at ${at}`);
          assert.deepEqual(recovered(root, patient).faults, [], `at ${at}`);
        }
        assertWhole(`at ${at}`);
        const left = result.left.map(({ path }) => path.slice(root.length + 1));
        for (const [index, count] of news().entries()) {
          if (count > 0) written++;
          else failed++;
          assert.equal(count === 0, left.includes(sets[index]?.[0] ?? ""), `at ${at}: ${shown(result)}`);
        }
      }
      assert.ok(failed > 150 && written > 15, `${failed} ${written}`);
    });

  it("leaves each file old or new wherever it dies, and the next run makes sets whole, wherever that dies", () => {
    let [finished, undone, half] = [0, 0, 0];
    for (let at = 0; ; at++) {
      lay();
      const system = watched(diesAt(at));
      write(order(), system);
      if (system.calls <= at) break;
      const isHalf = news().some((count, index) => count > 0 && count < (sets[index]?.length ?? 0));
      if (isHalf) half++;
      // The next run dies as well, at a call that differs from turn to turn, and the one after it does not.
      recovered(root, watched(diesAt((at * 7) % 60)));
      news();
      assert.deepEqual(recovered(root, patient).faults, [], `at ${at}`);
      assertWhole(`at ${at}`);
      if (news().some((count) => count > 0)) finished++;
      else undone++;
    }
    assert.ok(finished > 20 && undone > 50 && half > 2, `${finished} ${undone} ${half}`);
  });

  it("finishes what died about the renames, wherever finishing dies", () => {
    const renames: number[] = [];
    lay();
    write(
      order(),
      watched((at, name) => name === "renameSync" && renames.push(at)),
    );
    for (const at of [renames[0], renames[3], renames.at(-1)])
      for (let second = 0; ; second++) {
        lay();
        write(order(), watched(diesAt(at ?? 0)));
        const system = watched(diesAt(second));
        recovered(root, system);
        news();
        assert.deepEqual(recovered(root, patient).faults, []);
        assertWhole(`at ${at}, then ${second}`);
        if (system.calls <= second) break;
      }
    assert.equal(renames.length, names.length + 1);
  });

  for (const [how, edit] of [
    ["into the file", (name: string) => appendFileSync(path(name), "# mine\n")],
    [
      "by another file in its place",
      (name: string) => {
        writeFileSync(path("other"), `${readFileSync(path(name), "utf8")}# mine\n`);
        renameSync(path("other"), path(name));
      },
    ],
  ] as const)
    it(`loses no edit that somebody else makes at any call, ${how}`, () => {
      let [kept, later] = [0, 0];
      for (let at = 0; ; at++) {
        lay();
        let isLast = false;
        const system = watched((count, name, args) => {
          if (count !== at) return;
          // A file that takes the place of ours in the very moment before ours takes its place is beyond what can be seen.
          isLast = how !== "into the file" && name === "renameSync" && args[1] === path("sub/b.tf");
          if (!isLast) edit("sub/b.tf");
        });
        const result = write(order(), system);
        if (system.calls <= at) break;
        if (isLast) continue;
        const text = readFileSync(path("sub/b.tf"), "utf8");
        assert.ok(text.endsWith("# mine\n"), `at ${at}: ${text}`);
        const isOld = text.startsWith(old("sub/b.tf"));
        if (isOld) {
          kept++;
          assert.deepEqual(
            shown(result).sort(),
            [
              "a.tf was left, for a file that belongs to the same fix was left",
              "sub/b.tf was changed meanwhile and was left",
            ],
            `at ${at}`,
          );
          assert.equal(readFileSync(path("a.tf"), "utf8"), old("a.tf"), `at ${at}`);
        } else later++;
        assert.deepEqual(
          names.slice(2).map((name) => readFileSync(path(name), "utf8")),
          names.slice(2).map(fresh),
          `at ${at}`,
        );
        assert.deepEqual(leftovers(), [], `at ${at}`);
      }
      assert.ok(kept > 50 && later > 5, `${kept} ${later}`);
    });

  for (const name of ["a.tf", "sub/b.tf"])
    it(`keeps a set whole that it gave up for ${name}, wherever it dies after that`, () => {
      for (let after = 0; ; after++) {
        lay();
        let [isEdited, left] = [false, after];
        const system = watched((_, call, args) => {
          if (isEdited && left-- <= 0) throw failure("KILLED");
          if (isEdited || call !== "renameSync" || args[1] !== path("a.tf")) return;
          // The first file of the set is about to take its place.
          appendFileSync(path(name), "# mine\n");
          isEdited = true;
        });
        write(order(), system);
        assert.ok(isEdited);
        assert.deepEqual(recovered(root, patient).faults, []);
        const now = (sets[0] ?? []).map((one) => readFileSync(path(one), "utf8"));
        const [kept] = leftovers();
        if (kept !== undefined) {
          // It died before it saw the change, which is in the old content then.
          assert.equal(readFileSync(path(kept), "utf8"), `${old(name)}# mine\n`, `after ${after}`);
          assert.deepEqual(now, (sets[0] ?? []).map(fresh), `after ${after}`);
        } else
          assert.deepEqual(
            now,
            (sets[0] ?? []).map((one) => old(one) + (one === name ? "# mine\n" : "")),
          );
        if (left > 0) break;
      }
    });

  it("finishes each of several roots, and does nothing twice in one that lies in another", () => {
    const roots = [path("sub/deep"), path("sub"), path("other")];
    mkdirSync(path("other"));
    writeFileSync(path("other/g.tf"), old("g"));
    const files = [
      { path: path("other/g.tf"), before: old("g"), after: fresh("g") },
      ...order().files.filter(({ path }) => path.includes("/sub/")),
    ];
    for (let at = 0; ; at++) {
      for (const { path, before } of files) writeFileSync(path, before);
      const system = watched(diesAt(at));
      write({ files, sets: [], roots }, system);
      for (const one of roots) assert.deepEqual(recovered(one, patient).faults, []);
      for (const { path, before, after } of files)
        assert.ok([before, after].includes(readFileSync(path, "utf8")), `${path} at ${at}`);
      assert.deepEqual(leftovers(), [], `at ${at}`);
      if (system.calls > at) continue;
      assert.ok(files.every(({ path, after }) => readFileSync(path, "utf8") === after));
      break;
    }
  });

  it("does not put back what somebody has written over since", () => {
    let isEdited = false;
    const system = watched((_, name, args) => {
      if (name !== "renameSync" || args[1] !== path("sub/b.tf")) return;
      appendFileSync(path("a.tf"), "# mine\n");
      isEdited = true;
      throw failure("EIO");
    });
    const { faults } = write(order(), system);
    assert.ok(isEdited);
    assert.equal(readFileSync(path("a.tf"), "utf8"), `${fresh("a.tf")}# mine\n`);
    assert.deepEqual(
      faults.map(({ path, why }) => [path.slice(root.length + 1), why]),
      [["a.tf", "was changed meanwhile and not put back as it was before --fix"]],
    );
  });

  it("leaves what is read-only, also as root, with all that belongs to it", () => {
    chmodSync(path("c.tf"), 0o444);
    const result = write(order());
    assert.deepEqual(shown(result), [
      "c.tf is read-only and was left",
      "sub/deep/d.tf was left, for a file that belongs to the same fix was left",
      "e.auto.tfvars was left, for a file that belongs to the same fix was left",
    ]);
    assert.deepEqual(news(), [2, 0, 1]);
  });

  it("joins sets that have a file in common", () => {
    writeFileSync(path("f.json"), "{}");
    const result = write({ ...order(), sets: [...order().sets, [path("f.json"), path("a.tf")]] });
    assert.deepEqual(result.left.map(({ path }) => path.slice(root.length + 1)).sort(), ["a.tf", "f.json", "sub/b.tf"]);
  });

  it("keeps mode and owner", () => {
    const owner = process.geteuid?.() === 0 ? 4321 : (process.geteuid?.() ?? 0);
    const group = process.geteuid?.() === 0 ? 1234 : (process.getegid?.() ?? 0);
    chmodSync(path("a.tf"), 0o640);
    if (process.platform !== "win32") chownSync(path("a.tf"), owner, group);
    const { mode } = statSync(path("a.tf"));
    write(order());
    const found = statSync(path("a.tf"));
    assert.deepEqual([found.mode, found.uid, found.gid], [mode, owner, group]);
    assert.equal(readFileSync(path("a.tf"), "utf8"), fresh("a.tf"));
  });

  it("writes the file that a link leads to, once, and the link stays", () => {
    symlinkSync("../a.tf", path("sub/link.tf"));
    const again = { path: path("sub/link.tf"), before: old("a.tf"), after: fresh("a.tf") };
    const { written } = write({ ...order(), files: [...order().files, again] });
    assert.equal(written.length, 6);
    assert.ok(lstatSync(path("sub/link.tf")).isSymbolicLink());
    assert.equal(readFileSync(path("sub/link.tf"), "utf8"), fresh("a.tf"));
    const boundary = new Boundary(root);
    assert.deepEqual([boundary.isSpelling(path("a.tf")), boundary.isSpelling(path("sub/link.tf"))], [true, false]);
  });

  it("leaves a file alone for which two texts are meant", () => {
    symlinkSync("a.tf", path("link.tf"));
    const other = { path: path("link.tf"), before: old("a.tf"), after: "# third\n" };
    const result = write({ ...order(), files: [...order().files, other] });
    assert.match(shown(result)[0] ?? "", /^a\.tf would be written in two ways/);
    assert.deepEqual(news(), [0, 3, 1]);
  });

  it("writes nothing outside the roots, nor what is hidden or no part of a module", () => {
    mkdirSync(path(".git/hooks"), { recursive: true });
    const refused = [path(".git/hooks/pre-commit"), path("sub/run.sh"), `${root}-twin/x.tf`];
    mkdirSync(`${root}-twin`);
    for (const file of refused) writeFileSync(file, "old");
    try {
      const boundary = new Boundary(root);
      for (const file of refused) {
        assert.equal(
          write({ files: [{ path: file, before: "old", after: "new" }], sets: [], roots: [root] }).left.length,
          1,
        );
        assert.equal(readFileSync(file, "utf8"), "old");
        assert.ok(boundary.refusal(file), file);
      }
    } finally {
      rmSync(`${root}-twin`, { recursive: true });
    }
  });

  it("says before what lies in a directory that takes no temporary file, or under a root that takes none", () => {
    const closed = (directory: string) =>
      new Boundary(
        root,
        watched((_, name, args) => {
          if (name === "accessSync" && args[0] === directory) throw failure("EACCES");
        }),
      );
    const refusals = (boundary: Boundary) => ["a.tf", "sub/b.tf"].map((name) => boundary.refusal(path(name)));
    const refusal = "lies in a directory that takes no temporary file and was left";
    assert.deepEqual(refusals(new Boundary(root)), [undefined, undefined]);
    assert.deepEqual(refusals(closed(path("sub"))), [undefined, refusal]);
    assert.deepEqual(refusals(closed(root)), [refusal, refusal]);
    chmodSync(path("a.tf"), 0o444);
    assert.equal(new Boundary(root).refusal(path("a.tf")), "is read-only and was left");
  });

  it("leaves the other name of a file outside as it is", () => {
    const outside = mkdtempSync(join(quick, "parapet-outside-"));
    linkSync(path("a.tf"), join(outside, "a.tf"));
    write(order());
    assert.equal(readFileSync(join(outside, "a.tf"), "utf8"), old("a.tf"));
    assert.equal(readFileSync(path("a.tf"), "utf8"), fresh("a.tf"));
    rmSync(outside, { recursive: true });
  });

  it("keeps out of the way of another run that is at work", () => {
    writeFileSync(
      path(recordName),
      JSON.stringify({ id: "0".repeat(32), process: process.ppid, isReady: false, files: [] }),
    );
    const before = readFileSync(path(recordName), "utf8");
    assert.match(shown(write(order()))[0] ?? "", /another --fix is at work there/);
    assert.deepEqual(texts(), names.map(old));
    assert.match(recovered(root).faults[0]?.why ?? "", /another --fix is at work here \(process \d+\)/);
    assert.equal(readFileSync(path(recordName), "utf8"), before);
  });

  describe("and is interrupted", () => {
    /** Dies when the third file is to take its place: one set is new, one is half new. */
    function interrupt(third = "sub/deep/d.tf"): void {
      let isDead = false;
      const system = watched((_, name, args) => {
        isDead ||= name === "renameSync" && args[1] === path(third);
        if (isDead) throw failure("KILLED");
      });
      write(order(), system);
      assert.deepEqual(news(), [2, 1, 0]);
      assert.ok(isInterrupted(root));
    }

    it("says of each file what became of it", () => {
      interrupt();
      const { notes } = recovered(root);
      assert.deepEqual(
        notes.map(({ path, why }) => `${path.slice(root.length + 1)} ${why}`),
        names.map((name) => `${name} an interrupted --fix was finished here`),
      );
      assert.deepEqual(news(), [2, 3, 1]);
      assert.deepEqual(leftovers(), []);
    });

    it("puts a set back where one of its files has been changed since, and keeps that change", () => {
      interrupt();
      appendFileSync(path("sub/deep/d.tf"), "# mine\n");
      recovered(root);
      assert.equal(readFileSync(path("sub/deep/d.tf"), "utf8"), `${old("sub/deep/d.tf")}# mine\n`);
      assert.equal(readFileSync(path("c.tf"), "utf8"), old("c.tf"));
      assert.equal(readFileSync(path("f.json"), "utf8"), fresh("f.json"));
      assert.deepEqual(leftovers(), []);
    });

    it("goes on with a set where a file has been changed after it became new, and keeps that change", () => {
      interrupt();
      appendFileSync(path("c.tf"), "# mine\n");
      recovered(root);
      assert.equal(readFileSync(path("c.tf"), "utf8"), `${fresh("c.tf")}# mine\n`);
      assert.equal(readFileSync(path("sub/deep/d.tf"), "utf8"), fresh("sub/deep/d.tf"));
    });

    it("believes no content that its record does not name", () => {
      interrupt();
      for (const name of readdirSync(root, { recursive: true, encoding: "utf8" }))
        if (/\.(new|old)$/.test(name)) {
          // The old content has two names while it waits.
          rmSync(path(name));
          writeFileSync(path(name), "# forged\n");
        }
      recovered(root);
      assert.ok(texts().every((text) => !text.includes("forged")));
      assert.ok(!isInterrupted(root));
    });
  });

  describe("after a record that somebody has put there", () => {
    const nobody = 999_999_999;
    const id = "ab".repeat(16);
    let outside = "";
    beforeEach(() => {
      outside = realpathSync(mkdtempSync(join(quick, "parapet-outside-")));
      writeFileSync(join(outside, "x.tf"), "old");
      writeFileSync(join(outside, ".parapet-fix-x"), "theirs");
    });
    afterEach(() => rmSync(outside, { recursive: true }));

    function forge(file: string, rest: object = {}): void {
      const recorded = { path: file, index: 0, set: 0, before: hash("old"), after: hash("forged"), ...rest };
      writeFileSync(path(recordName), JSON.stringify({ id, process: nobody, isReady: true, files: [recorded] }));
    }

    it("touches nothing that its path leads to outside", () => {
      symlinkSync(outside, path("way"));
      symlinkSync(join(outside, "x.tf"), path("x.tf"));
      for (const file of [
        "../x.tf",
        join(outside, "x.tf"),
        `sub/../../${outside.split("/").at(-1)}/x.tf`,
        "way/x.tf",
        "x.tf",
        "/x.tf",
        "",
        ".",
        "sub//../x.tf",
        ".git/hooks/pre-commit",
        "sub/.hidden/x.tf",
        "run.sh",
        "\0.tf",
      ]) {
        forge(file);
        for (const directory of [outside, root]) writeFileSync(freshOf(directory, id, 0), "forged");
        recovered(root);
        assert.equal(readFileSync(join(outside, "x.tf"), "utf8"), "old", file);
        assert.equal(readFileSync(join(outside, ".parapet-fix-x"), "utf8"), "theirs");
        assert.equal(readFileSync(freshOf(outside, id, 0), "utf8"), "forged", file);
        assert.ok(!isInterrupted(root), file);
      }
    });

    it("follows no link in the place of what waits beside a file", () => {
      writeFileSync(path("x.tf"), "old");
      writeFileSync(join(outside, "y"), "forged");
      forge("x.tf");
      symlinkSync(join(outside, "y"), freshOf(root, id, 0));
      symlinkSync(join(outside, "x.tf"), formerOf(root, id, 0));
      recovered(root);
      assert.equal(readFileSync(path("x.tf"), "utf8"), "old");
      assert.ok(lstatSync(path("x.tf")).isFile());
      assert.deepEqual([readFileSync(join(outside, "y"), "utf8"), leftovers()], ["forged", []]);
    });

    it("reads none that is a link, and survives one that says anything", () => {
      writeFileSync(join(outside, "record"), "{}");
      symlinkSync(join(outside, "record"), path(recordName));
      assert.deepEqual(recovered(root), { notes: [], faults: [] });
      rmSync(path(recordName));
      const whole = { id, process: nobody, isReady: true, files: [] };
      for (const text of [
        "",
        "{",
        "null",
        "[]",
        "3",
        "{}",
        JSON.stringify({ ...whole, id: "../../x" }),
        JSON.stringify({ ...whole, files: {} }),
        JSON.stringify({ ...whole, files: [null] }),
        JSON.stringify({ ...whole, files: [{ path: 1 }] }),
        JSON.stringify({ ...whole, process: "1" }),
        JSON.stringify({ ...whole, process: 0 }),
        JSON.stringify({ ...whole, process: -1 }),
        JSON.stringify({ ...whole, files: [{ path: "a.tf", index: 0, set: 0, before: "x", after: "y" }] }),
      ]) {
        writeFileSync(path(recordName), text);
        assert.deepEqual(recovered(root).faults, [], text);
        assert.deepEqual([texts(), isInterrupted(root)], [names.map(old), false], text);
      }
    });
  });
});
