import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "jsonc-parser";

const text = readFileSync("CONTRIBUTING.md", "utf8");

const folders = "analysis bench cli client docs language protocol rules scripts server supervisor test".split(" ");

describe("ARCHITECTURE.md", () => {
  it("names files and scripts that there are", () => {
    const map = readFileSync("ARCHITECTURE.md", "utf8");
    const files = [".", ...folders].flatMap((folder) =>
      readdirSync(folder, { recursive: folder !== ".", encoding: "utf8" }).map((name) => join(folder, name)),
    );
    const named = [...map.matchAll(/`([\w./-]+\.(?:ts|json|md|mjs|txt))`/g)].map(([, name = ""]) => name);
    assert.ok(named.length > 30, "ARCHITECTURE.md is a map.");
    assert.deepEqual(
      named.filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`))),
      [],
      "Name files that there are, whole or by their ends.",
    );
  });
});

describe("SECURITY.md", () => {
  it("answers each threat with tests that there are", () => {
    const rows = readFileSync("SECURITY.md", "utf8")
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .slice(2);
    assert.ok(rows.length > 8, "SECURITY.md tells the threats in a table.");
    for (const row of rows) {
      const tests = [...row.matchAll(/`(test\/[\w./-]+\.test\.ts)`/g)].map(([, name = ""]) => name);
      assert.ok(tests.length > 0, `Name a test that answers: ${row}`);
      for (const name of tests) readFileSync(name);
    }
  });
});

describe("CONTRIBUTING.md", () => {
  it("names scripts that there are", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly scripts: object };
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);
    assert.ok(named.includes("new-rule"), "CONTRIBUTING.md says how to begin a rule.");
    assert.deepEqual(
      named.filter((name) => !(name in scripts)),
      [],
      "Name scripts of package.json.",
    );
  });

  it("names launch configurations that there are", () => {
    const { configurations, compounds } = parse(readFileSync(".vscode/launch.json", "utf8")) as Record<
      "configurations" | "compounds",
      readonly { readonly name: string }[]
    >;
    const [, paragraph = ""] = /`\.vscode\/launch\.json`: ([\s\S]*?)\n\n/.exec(text) ?? [];
    const named = [...paragraph.matchAll(/\*([^*]+)\*/g)].map(([, name]) => name);
    const names = [...configurations, ...compounds].map(({ name }) => name);
    assert.ok(named.length > 0, "CONTRIBUTING.md says how to debug.");
    assert.deepEqual(
      named.filter((name) => name !== undefined && !names.includes(name)),
      [],
      "Name configurations of .vscode/launch.json.",
    );
  });

  it("names files that there are", () => {
    const named = [...text.matchAll(/`((?:rules|test|docs|language|licences|scripts)\/[\w./-]+\.\w+)`/g)].map(
      ([, name = ""]) => name,
    );
    const example = "rules/aws/vpclattice/service-without-auth.ts";
    assert.ok(named.includes(example), "CONTRIBUTING.md shows what is written for a new rule.");
    for (const name of named) if (name !== example) readFileSync(name);
  });
});
