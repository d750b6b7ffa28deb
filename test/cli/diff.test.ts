import assert from "node:assert/strict";
import { unifiedDiff } from "../../cli/diff.ts";
import { random } from "../harness/random.ts";

const diff = (before: string, after: string, secrets: readonly string[] = []): string =>
  unifiedDiff("main.tf", { path: "/main.tf", before, after }, secrets);

/** What a unified diff makes of a text. */
function applied(text: string, patch: string): string {
  const old = text.split(/(?<=\n)/);
  let result = "";
  let at = 0;
  for (const hunk of patch.split(/^(?=@@)/m).slice(1)) {
    const [, start = "", count = ""] = /^@@ -(\d+),(\d+) /.exec(hunk) ?? [];
    const from = Number(start) - (count === "0" ? 0 : 1);
    result += old.slice(at, from).join("");
    at = from;
    const rows = hunk.split(/(?<=\n)/).slice(1);
    for (const [index, row] of rows.entries()) {
      if (row.startsWith("\\")) continue;
      const line = rows[index + 1]?.startsWith("\\") ? row.slice(1, -1) : row.slice(1);
      if (!row.startsWith("+")) assert.equal(line, old[at++]);
      if (!row.startsWith("-")) result += line;
    }
  }
  return result + old.slice(at).join("");
}

describe("a unified diff", () => {
  it("tells what comes and goes, with three lines around it", () => {
    assert.equal(
      diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5!\n6\n7\n8\n9\n"),
      "--- a/main.tf\n+++ b/main.tf\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+5!\n 6\n 7\n 8\n",
    );
  });

  it("is nothing where nothing changes", () => assert.equal(diff("a\n", "a\n"), ""));

  it("says where a file ends without a new line", () => {
    assert.match(diff("a", "a\nb\n"), /-a\n\\ No newline at end of file\n\+a\n\+b\n$/);
  });

  it("hides secrets, those of several lines too", () => {
    const told = diff(
      'a = "hunter2"\n-----BEGIN\nabc\n-----END\nb = 1\n',
      'a = "hunter2"\n-----BEGIN\nabc\n-----END\nb = 2\n',
      ["hunter2", "-----BEGIN\nabc\n-----END"],
    );
    assert.doesNotMatch(told, /hunter2|abc|BEGIN/);
  });

  it("makes of any text the other one", () => {
    const { below } = random(7);
    const text = (): string =>
      Array.from({ length: below(12) }, () => "abc"[below(3)] ?? "").join("\n") + (below(2) ? "\n" : "");
    for (let round = 0; round < 2_000; round++) {
      const [before, after] = [text(), text()];
      assert.equal(applied(before, diff(before, after)), after, JSON.stringify([before, after]));
    }
  });

  it("of two long texts that have nothing in common takes no time to speak of", () => {
    const long = (word: string): string => Array.from({ length: 20_000 }, (_, line) => `${word} ${line}\n`).join("");
    const [before, after] = [long("a"), long("b")];
    assert.equal(applied(before, diff(before, after)), after);
  });
});
