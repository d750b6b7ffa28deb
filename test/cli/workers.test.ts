import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Hire, WorkerMessage, WorkOrder } from "../../cli/job.ts";
import { run } from "../../cli/program.ts";
import { Queue } from "../../cli/queue.ts";
import { inProcess } from "../../cli/worker.ts";
import { actions } from "../harness/fixture.ts";
import { encrypted, key, volume } from "./harness.ts";

const call = (name: string, from: string, more = ""): string => `module "${name}" {\n  source = "${from}"\n${more}}\n`;

const parameter = `variable "size" {
  default = 40
}

resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = var.size
}
`;

/** Folders in which much is shared, and something is wrong with some of it. */
const folders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "a module called from several": {
    "modules/disk/main.tf": parameter,
    "modules/pair/main.tf": call("one", "../disk") + call("two", "../disk", "  size = 50\n") + key,
    "live/a/main.tf": call("disk", "../../modules/disk") + volume,
    "live/b/main.tf": call("pair", "../../modules/pair"),
    "live/c/main.tf": `${call("pair", "../../modules/pair")}# parapet:ignore aws-ebs-volume-unencrypted tried\n${call("disk", "../../modules/disk")}`,
    "live/d/main.tf": encrypted,
  },
  "what cannot be read and what is no syntax": {
    "shared/main.tf": `${key}resource "aws_ebs_volume" {\n`,
    "shared/broken.tf": 'resource "aws_kms_key" "x" {\n  description = "\n}\n',
    "z/main.tf": call("shared", "../shared"),
    "a/main.tf": call("shared", "../shared") + volume,
    "a/latin.tf": "# \u{fffd}\u{0}",
    "m/main.tf": 'locals {\n  x = "\n}\n',
    "empty/notes.txt": "",
    ".parapet.yaml": "rules:\n  aws-no-such-rule: off\n",
  },
  "many that are small": Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`m${index % 7}/n${index}/main.tf`, index % 3 === 0 ? volume : key]),
  ),
  "policies in JSON": {
    "policies/all.json": '{ "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }',
    "policies/other.json": '{ "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] }',
    "main.tf": volume,
  },
};

describe("parapet check, by several workers", () => {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "parapet-workers-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), content);
    }
  }

  async function ran(args: readonly string[], workers: number | undefined, hire: Hire = inProcess({ actions })) {
    let [stdout, stderr] = ["", ""];
    const code = await run(["check", ...args], {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      color: false,
      cwd: directory,
      today: "2026-11-23",
      hire,
      ...(workers !== undefined && { workers }),
    });
    return { code, stdout, stderr };
  }

  /** Workers in this thread that say what they are told and what they tell. */
  function overheard() {
    const orders: { readonly worker: number; readonly order: WorkOrder }[] = [];
    const words: { readonly worker: number; readonly word: WorkerMessage }[] = [];
    let hired = 0;
    const hire: Hire = (heard, lost) => {
      const worker = hired++;
      const follower = inProcess({ actions })((word) => {
        words.push({ worker, word });
        heard(word);
      }, lost);
      return {
        give: (order) => {
          orders.push({ worker, order });
          follower.give(order);
        },
        end: () => follower.end(),
      };
    };
    return { hire, orders, words, hired: () => hired };
  }

  for (const [what, files] of Object.entries(folders))
    for (const args of [
      ["--format", "pretty"],
      ["--format", "pretty", "--fixes"],
      ["--format", "json", "--fixes"],
      ["--format", "sarif", "--fixes"],
      ["--format", "github"],
    ])
      it(`prints of ${what} with ${args.join(" ")} the same, however many they are`, async () => {
        write(files);
        const alone = await ran([".", ...args], 1);
        assert.ok(alone.stdout.length > 0);
        for (const workers of [2, 4]) assert.deepEqual(await ran([".", ...args], workers), alone);
      });

  it("starts one for a small folder", async () => {
    write(folders["many that are small"] ?? {});
    const { hire, hired } = overheard();
    await ran(["."], undefined, hire);
    assert.equal(hired(), 1);
  });

  it("judges each module once, and takes it to whoever has read it as long as there is one", async () => {
    write(folders["a module called from several"] ?? {});
    const { hire, words, hired } = overheard();
    await ran(["."], 2, hire);
    assert.equal(hired(), 2);
    const reported = words.flatMap(({ word }) => (word.kind === "reported" ? word.module : []));
    assert.deepEqual([...reported].sort(), [0, 1, 2, 3, 4, 5]);
  });

  it("works fixes out once for each finding that is told, however many modules have found it", async () => {
    write(folders["a module called from several"] ?? {});
    for (const workers of [1, 2]) {
      const { hire, words } = overheard();
      const { stdout } = await ran([".", "--format", "json", "--fixes"], workers, hire);
      const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly suppressed: boolean }[] };
      const found = words.flatMap(({ word }) => (word.kind === "reported" ? word.findings : []));
      const cured = words.filter(({ word }) => word.kind === "begin" && word.step === "cure");
      assert.equal(cured.length, findings.filter(({ suppressed }) => !suppressed).length);
      assert.ok(found.length > findings.length);
    }
  });

  it("works them out for whoever tells, also where another has found the same and does not tell", async () => {
    write({
      "disk/main.tf": key,
      "mid/main.tf": call("disk", "../disk"),
      "other/main.tf": call("disk", "../disk"),
      "top/main.tf": call("mid", "../mid"),
    });
    const { stdout } = await ran([".", "--format", "json", "--fixes"], 2);
    const { findings } = JSON.parse(stdout) as {
      readonly findings: readonly {
        readonly places: readonly { readonly address: string }[];
        readonly fixes: readonly object[];
      }[];
    };
    assert.deepEqual(
      findings.map(({ places, fixes }) => [places.map(({ address }) => address), fixes.length]),
      [[["module.disk.aws_kms_key.data", "module.mid.module.disk.aws_kms_key.data"], 1]],
    );
  });

  it("reports all but the module in which a worker ends, whichever of them it is", async () => {
    write(folders["many that are small"] ?? {});
    const name = "m3/n24";
    const dying: Hire = (heard, lost) => {
      let isLost = false;
      const follower = inProcess({ actions })((word) => {
        if (isLost) return;
        heard(word);
        isLost = word.kind === "begin" && word.step === "judge" && word.name === name;
        if (isLost) lost("ended");
      }, lost);
      return follower;
    };
    const alone = await ran([".", "--format", "json"], 1, dying);
    assert.equal(alone.code, 2);
    assert.equal(alone.stderr, `parapet: ${name}: ended\n`);
    const { findings } = JSON.parse(alone.stdout) as { readonly findings: readonly { readonly file: string }[] };
    assert.equal(new Set(findings.map(({ file }) => file)).size, 39);
    for (const workers of [2, 4]) assert.deepEqual(await ran([".", "--format", "json"], workers, dying), alone);
  });

  it("goes on with one alone where memory has run out and it cannot be told whose", async () => {
    write(folders["many that are small"] ?? {});
    const name = "m3/n24";
    let [hired, ended] = [0, 0];
    const hungry: Hire = (heard, lost) => {
      hired++;
      let isLost = false;
      const follower = inProcess({ actions })((word) => {
        if (isLost) return;
        heard(word);
        isLost = word.kind === "begin" && word.step === "judge" && word.name === name;
        if (isLost) lost("ran out of memory");
      }, lost);
      return { give: (order) => follower.give(order), end: () => void ended++ };
    };
    const { stderr, code } = await ran([".", "--format", "json"], 4, hungry);
    assert.deepEqual([code, stderr], [2, `parapet: ${name}: ran out of memory\n`]);
    // four at first, all of whom are ended; one that finds out whose memory it was, and one that goes on
    assert.deepEqual([hired, ended], [6, 6]);
  });
});

describe("the queue of modules", () => {
  const sizes = [100_000, 100_000, 100_000, 10, 20, 30];

  it("gives a worker what it knows, then what another has most of, and small ones together", () => {
    const queue = new Queue([0, 1, 2, 3, 4, 5], sizes, 1, (module) => (module < 3 ? 0 : 1));
    assert.deepEqual(
      [queue.take(1), queue.take(1), queue.take(0), queue.take(0), queue.take(0)],
      [[3, 4, 5], [0], [1], [2], []],
    );
    assert.equal(queue.size, 0);
  });

  it("takes back what was not done, to be done first", () => {
    const queue = new Queue([3, 4, 5, 0], sizes, 1);
    const taken = queue.take(0);
    assert.deepEqual(taken, [3, 4, 5, 0]);
    queue.giveBack(0, [4, 5]);
    assert.deepEqual(queue.take(0), [4, 5]);
    assert.equal(queue.size, 0);
  });
});
