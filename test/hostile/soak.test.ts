import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

describe("a server that is typed at for long", function () {
  this.timeout(600_000);

  it("keeps no more memory", async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", join(import.meta.dirname, "soak.ts"), "--edits", "600"],
      { timeout: 500_000 },
    );
    const kept = [...stdout.matchAll(/^\d+ edits: ([\d.]+) MB kept$/gm)].map(([, figure]) => Number(figure));
    assert.equal(kept.length, 10);
    console.log(`      ${stdout.trim().split("\n").at(-1)}`);
  });
});
