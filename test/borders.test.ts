import { deepEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";

/** What each folder may import besides itself, as ARCHITECTURE.md has it. */
const borders = {
  language: [],
  rules: ["language"],
  analysis: ["language", "rules"],
  protocol: [],
  supervisor: ["protocol"],
  server: ["language", "rules", "analysis", "protocol", "supervisor"],
  cli: ["language", "rules", "analysis"],
  client: ["protocol", "supervisor"],
} satisfies Record<string, readonly string[]>;

/** The command line starts the server for `lsp`, and knows nothing else of it. The compiler would let it, for it passes on references. */
const allowed = ["cli/program.ts → server/src/node.ts"];

const root = join(import.meta.dirname, "..");

/** Every import of another folder in the code of one: `cli/program.ts → server/src/node.ts`. */
function* crossings(folder: string): Iterable<{ readonly into: string; readonly crossing: string }> {
  for (const found of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
    if (!found.endsWith(".ts")) continue;
    const name = join(folder, found);
    const text = readFileSync(join(root, name), "utf8");
    for (const [, target = ""] of text.matchAll(/\b(?:from|import)(?:\s*\(\s*|\s+)"(\.[^"]+)"/g)) {
      const path = normalize(join(dirname(name), target))
        .split(sep)
        .join("/");
      const [into = ""] = path.split("/");
      if (into !== folder) yield { into, crossing: `${name.split(sep).join("/")} → ${path}` };
    }
  }
}

/** The files of what ships, with their texts. */
function* sources(...folders: readonly string[]): Iterable<readonly [name: string, text: string]> {
  for (const folder of folders)
    for (const found of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }))
      if (found.endsWith(".ts"))
        yield [join(folder, found).split(sep).join("/"), readFileSync(join(root, folder, found), "utf8")];
}

describe("what is remembered", () => {
  it("is so in the query layer alone: what hangs on a module by itself tells of earlier versions, and keeps them alive", () => {
    const holding = [...sources("language", "rules", "analysis", "server", "cli", "client", "supervisor")].filter(
      ([, text]) => /new Weak(?:Map|Set|Ref)/.test(text),
    );
    deepEqual(
      holding.map(([name]) => name),
      ["language/query/engine.ts"],
    );
  });

  it("is read without a dependency where that is named, and nowhere else", () => {
    const reading = [...sources("language", "rules", "analysis", "server", "cli")].filter(
      ([name, text]) => !name.startsWith("language/query/") && /\buntracked\(/.test(text),
    );
    deepEqual(
      reading.map(([name]) => name),
      ["language/policy/json-policies.ts"],
    );
  });
});

describe("a folder", () => {
  for (const [folder, others] of Object.entries<readonly string[]>(borders))
    it(`imports nothing but what it may: ${folder}`, () => {
      const all = [...crossings(folder)];
      const beyond = all.filter(({ into }) => !others.includes(into)).map(({ crossing }) => crossing);
      deepEqual(
        beyond,
        allowed.filter((one) => one.startsWith(`${folder}/`)),
      );
      // an import that nothing needs any more is no border that is open
      deepEqual(
        [...new Set(all.map(({ into }) => into).filter((into) => others.includes(into)))].sort(),
        [...others].sort(),
      );
    });
});
