import { deepEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";

const root = join(import.meta.dirname, "..");

/** The rooms of a folder, each of which may import from those before it, as ARCHITECTURE.md names them. */
const rooms = {
  language: ["query", "syntax", "schema", "registry", "model", "write", "policy", "access"],
  analysis: ["config", "show", "suppress", "run", "fix", "refactor", "own-rules", "checklist", "frameworks", "access"],
} satisfies Record<string, readonly string[]>;

/** The imports between the rooms of a folder: `model → policy`, with the files. */
function* crossings(
  folder: string,
): Iterable<{ readonly from: string; readonly into: string; readonly crossing: string }> {
  for (const found of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
    const [from = "", ...rest] = found.split(sep);
    if (!found.endsWith(".ts") || rest.length === 0) continue;
    const text = readFileSync(join(root, folder, found), "utf8");
    for (const [, target = ""] of text.matchAll(/\bfrom "(\.[^"]+)"/g)) {
      const path = normalize(join(dirname(found), target)).split(sep);
      const [into = "", ...inner] = path;
      if (into !== from && into !== ".." && inner.length > 0)
        yield { from, into, crossing: `${found.replaceAll(sep, "/")} → ${path.join("/")}` };
    }
  }
}

describe("a room", () => {
  for (const [folder, order] of Object.entries<readonly string[]>(rooms)) {
    it(`of ${folder} imports from those before it only`, () => {
      const wrong = [...crossings(folder)].filter(({ from, into }) => order.indexOf(into) >= order.indexOf(from));
      deepEqual(
        wrong.map(({ crossing }) => crossing),
        [],
      );
    });

    it(`of ${folder} has its place in the order`, () => {
      const found = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
      deepEqual(found.map(({ name }) => name).sort(), [...order].sort());
    });
  }
});
