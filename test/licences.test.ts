import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "fflate";
import { archive, buildDate, entries } from "../scripts/package/archive.ts";
import { type Component, goModules, shipped, thirdPartyLicences } from "../scripts/package/shipped.ts";

/** A Go program, as far as what it says of itself goes. */
function program(lines: readonly string[]): Uint8Array {
  const mark = (hex: string) => Buffer.from(hex, "hex");
  return Buffer.concat([
    Buffer.from("\0asm\x09producers\x02\x08language\x01\x02Go\x08go1.18.5\x0cprocessed-by"),
    mark("3077af0c9274080241e1c107e6d618e6"),
    Buffer.from(`path\texample.org/program\nmod\texample.org/program\t(devel)\t\n${lines.join("\n")}\n`),
    mark("f932433186182072008242104116d8f2"),
  ]);
}

describe("what is shipped", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "parapet-shipped-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Says where a file of an npm package is. */
  async function npmPackage(name: string, license: string, text?: string): Promise<string> {
    const home = path.join(folder, "node_modules", name);
    await mkdir(home, { recursive: true });
    await writeFile(path.join(home, "package.json"), JSON.stringify({ name, version: "1.2.3", license }));
    if (text !== undefined) await writeFile(path.join(home, "LICENSE"), text);
    return path.join(home, "lib/index.js").replaceAll(path.sep, "/");
  }

  it("is refused under a licence that is not among the allowed", async () => {
    for (const licence of ["AGPL-3.0-only", "GPL-2.0", "MIT AND GPL-3.0-or-later", "MIT OR GPL-2.0", "UNLICENSED"]) {
      const input = await npmPackage("@some/copyleft", licence, "do as I say");
      await assert.rejects(shipped({ "dist/a.cjs": [input] }), /@some\/copyleft 1\.2\.3: .* is not among the licences/);
    }
  });

  it("is refused without a text of its licence", async () => {
    const input = await npmPackage("bare", "MIT");
    const fault = /bare 1\.2\.3: its licence is to be put into licences\//;
    await assert.rejects(shipped({ "dist/a.cjs": [input] }), fault);
    await writeFile(path.join(folder, "node_modules/bare/NOTICE"), "a notice alone");
    await assert.rejects(shipped({ "dist/a.cjs": [input] }), fault);
  });

  it("is refused under the MPL when nobody says where its source is", async () => {
    const input = await npmPackage("covered", "MPL-2.0", "Mozilla Public License");
    await assert.rejects(shipped({ "dist/a.cjs": [input] }), /covered 1\.2\.3: .* where its source is/);
  });

  it("is refused when a Go module in a program is not known in that version", async () => {
    const wasm = path.join(folder, "main.wasm.gz");
    const modules = ["dep\tgithub.com/hashicorp/hcl/v2\tv2.23.0\th1:AA==", "dep\tgolang.org/x/text\tv0.99.0\th1:AA=="];
    await writeFile(wasm, gzipSync(program(modules)));
    await assert.rejects(shipped({ "dist/main.wasm.gz": [wasm] }), (error: Error) => {
      assert.match(error.message, /golang\.org\/x\/text v0\.99\.0: its licence is to be put into licences\/go\//);
      assert.doesNotMatch(error.message, /hcl/);
      return true;
    });
  });

  it("brings its licence and its notice along", async () => {
    const input = await npmPackage("fine", "ISC", "the text\r\nof it\r\n");
    await writeFile(path.join(folder, "node_modules/fine/NOTICE.md"), "a notice");
    const [component] = await shipped({ "dist/a.cjs": [input], "dist/b.cjs": [input] });
    assert.deepEqual(component?.texts, ["the text\nof it", "a notice"]);
    assert.deepEqual([component?.purl, component?.files], ["pkg:npm/fine@1.2.3", ["dist/a.cjs", "dist/b.cjs"]]);
  });

  it("has a text that several versions share once only", () => {
    const component: Component = {
      kind: "data",
      name: "facts",
      version: "1",
      licence: "MIT",
      texts: ["the text"],
      source: undefined,
      purl: "pkg:github/a/facts@v1",
      hash: undefined,
      files: [],
    };
    assert.equal(
      thirdPartyLicences([component, { ...component, version: "2" }]),
      "facts 1 (MIT)\nfacts 2 (MIT)\n\nthe text\n",
    );
  });

  it("has Go modules as they were replaced, and the standard library", () => {
    const lines = ["dep\texample.org/a\tv1.0.0", "=>\texample.org/b\tv2.0.0\th1:AA==", "build\tGOOS=js"];
    assert.deepEqual(goModules(program(lines)), [
      { name: "std", version: "go1.18.5", sum: undefined },
      { name: "example.org/b", version: "v2.0.0", sum: "h1:AA==" },
    ]);
    assert.throws(() => goModules(Buffer.from("\0asm")), /does not say/);
  });

  it("has in licences/ a text for each thing that carried.json names, and no other", async () => {
    const carried = Object.keys(JSON.parse(await readFile("licences/carried.json", "utf8")));
    const names = await readdir("licences", { recursive: true });
    const texts = names.map((name) => name.replaceAll(path.sep, "/")).filter((name) => /\/[A-Z]+$/.test(name));
    assert.deepEqual([...new Set(texts.map((name) => path.posix.dirname(name)))].sort(), carried.sort());
  });
});

describe("an archive", () => {
  it("depends on the names, the content and the date only", () => {
    const date = new Date("2026-03-29T01:30:00Z");
    const [a, b] = [Buffer.from("first"), Buffer.from("second")];
    const archived = archive({ "b/c": b, a }, date);
    assert.deepEqual(archive({ a, "b/c": b }, date), archived);
    assert.notDeepEqual(archive({ a, "b/c": b }, new Date("2026-03-29T01:30:02Z")), archived);
    assert.deepEqual(
      Object.entries(entries(archived)).map(([name, content]) => [name, Buffer.from(content).toString()]),
      [
        ["a", "first"],
        ["b/c", "second"],
      ],
    );
  });

  it("is of the date given, of the commit's, or of the first that there is", () => {
    const { SOURCE_DATE_EPOCH, GIT_DIR } = process.env;
    const set = (name: string, value: string | undefined) => {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    };
    try {
      set("SOURCE_DATE_EPOCH", "1700000000");
      assert.equal(buildDate().toISOString(), "2023-11-14T22:13:20.000Z");
      set("SOURCE_DATE_EPOCH", "yesterday");
      assert.throws(buildDate, /yesterday/);
      set("SOURCE_DATE_EPOCH", undefined);
      set("GIT_DIR", tmpdir());
      assert.equal(buildDate().toISOString(), "1980-01-01T00:00:00.000Z");
    } finally {
      set("SOURCE_DATE_EPOCH", SOURCE_DATE_EPOCH);
      set("GIT_DIR", GIT_DIR);
    }
  });
});
