import { deepEqual } from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const folders = ["language", "rules", "analysis", "protocol", "supervisor", "server", "cli", "client"];

describe("a type that is exported", () => {
  it("has a name of its own: one word, one meaning", () => {
    const files = new Map<string, string[]>();
    for (const folder of folders.filter((name) => existsSync(join(root, name))))
      for (const found of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
        if (!found.endsWith(".ts")) continue;
        const text = readFileSync(join(root, folder, found), "utf8");
        for (const [, name = ""] of text.matchAll(
          /^export (?:declare )?(?:abstract )?(?:interface|type|class) (\w+)/gm,
        ))
          files.set(name, [...(files.get(name) ?? []), `${folder}/${found.replaceAll("\\", "/")}`]);
      }
    deepEqual(
      [...files].filter(([, where]) => where.length > 1),
      [],
    );
  });
});
