import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { bench, key } from "./harness.ts";

/** A word that stands in every file outside, in a place where it would be shown. */
const canary = "xcanaryx";

const rotated = key.replace(/( +description) = "data"/, '$1         = "data"\n  enable_key_rotation = true');

/** What lies outside, each as bad as it can be in a file of its name. */
const outside: Readonly<Record<string, string>> = {
  "main.tf":
    key.replace('"data"', `"${canary}"`) +
    `\nresource "aws_db_instance" "${canary}" {\n  password = "${canary}-1aB9"\n}\n`,
  "more.tf.json": JSON.stringify({ resource: { aws_ebs_volume: { [canary]: { availability_zone: "a", size: 1 } } } }),
  "terraform.tfvars": `password = "${canary}-1aB9"\nrotate = false\n`,
  "prod.auto.tfvars": `password = "${canary}-1aB9"\nrotate = false\n`,
  "policy.json": JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: canary, Effect: "Allow", Action: "*", Resource: "*" }],
  }),
  ".parapet.yaml": `${canary}: true\nrules: {"*": off}\n`,
  "text.txt": `${canary} AKIAIOSFODNN7EXAMPLE`,
};

/** How a link is laid from a path to another one. */
const ways: Readonly<Record<string, (from: string, to: string) => void>> = {
  "an absolute link": (from, to) => symlinkSync(to, from),
  "a relative link": (from, to) => symlinkSync(join("../outside", to.split("/").at(-1) ?? ""), from),
  "a link to a link": (from, to) => {
    symlinkSync(to, join(dirname(from), "second"));
    symlinkSync("second", from);
  },
  "a link through a linked directory": (from, to) => {
    symlinkSync(dirname(to), join(dirname(from), "way"));
    symlinkSync(join("way", to.split("/").at(-1) ?? ""), from);
  },
  "a link that goes up and down again": (from, to) => symlinkSync(`./../in/../outside/${to.split("/").at(-1)}`, from),
  "a link to a twin by its name": (from, to) => {
    const twin = join(dirname(from), "../in-twin");
    mkdirSync(twin, { recursive: true });
    writeFileSync(join(twin, "x"), readFileSync(to));
    symlinkSync(join(twin, "x"), from);
  },
  "a link out of a directory below": (from, to) => {
    mkdirSync(join(dirname(from), "sub"));
    symlinkSync(to, join(dirname(from), "sub/x"));
    symlinkSync("sub/x", from);
  },
};

describe("parapet check and links", () => {
  const { write, read, path, run, check } = bench();

  /** Everything outside, with what links say and when it was changed. */
  const snapshot = (): readonly string[] =>
    ["outside", "in-twin"].flatMap((root) => {
      try {
        return readdirSync(path(root), { recursive: true, encoding: "utf8" }).map((name) => {
          const file = path(join(root, name));
          const { mode, mtimeMs, ino } = lstatSync(file);
          const content = lstatSync(file).isSymbolicLink()
            ? readlinkSync(file)
            : lstatSync(file).isFile() && readFileSync(file, "hex");
          return [name, mode, mtimeMs, ino, content].join(" ");
        });
      } catch {
        return [];
      }
    });

  /** Runs it in every way that shows or writes something; gives what was said. */
  async function quiet(...paths: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
    const before = snapshot();
    let said = "";
    let code = 0;
    for (const args of [
      ["--fix", "--impact", "replacement", "--format", "json"],
      ["--profile", "all", "--format", "sarif"],
      ["--profile", "all"],
    ]) {
      const ran = await run("check", ...paths, ...args);
      code = ran.code;
      said += ran.stdout + ran.stderr;
    }
    assert.deepEqual(snapshot(), before);
    assert.ok(!said.includes(canary), said.slice(Math.max(0, said.indexOf(canary) - 300)).slice(0, 600));
    return { code, said };
  }

  beforeEach(() => {
    write({
      "in/keep.tf": `${key}variable "password" {}\nvariable "rotate" {}\nlocals {\n  text = file("text.txt")\n}\n`,
    });
    for (const [name, text] of Object.entries(outside)) write({ [`outside/${name}`]: text });
  });

  for (const [way, lay] of Object.entries(ways))
    for (const name of Object.keys(outside))
      it(`reads and writes nothing through ${way} named ${name}`, async function () {
        if (process.platform === "win32") this.skip();
        if (name === "text.txt")
          write({ "in/use.tf": `resource "aws_instance" "a" {\n  user_data = file("text.txt")\n}\n` });
        lay(path(`in/${name}`), path(`outside/${name}`));
        const { code, said } = await quiet("in");
        assert.equal(code, 2);
        assert.ok(
          said.includes(`in/${name}: leads outside what was given and was not read (--allow-outside reads it)`),
          said,
        );
        // What is unreadable makes nothing absent, and what is beside it is mended all the same.
        assert.ok(lstatSync(path(`in/${name}`)).isSymbolicLink());
        assert.ok(read("in/keep.tf").includes("enable_key_rotation"), said);
      });

  it("reads through them with --allow-outside, and still writes nothing there", async () => {
    symlinkSync("../outside/main.tf", path("in/main.tf"));
    const before = snapshot();
    const { findings, errors } = await check("in", "--allow-outside", "--fix");
    assert.ok(findings.some(({ address }) => address.includes(canary)));
    assert.deepEqual(snapshot(), before);
    assert.deepEqual(
      errors.map(({ file, message }) => `${file} ${message}`),
      ["in/main.tf leads outside what was given and was left"],
    );
  });

  const arrangements: Readonly<Record<string, { lay(): void; readonly code: number; readonly says?: RegExp }>> = {
    "a linked directory of modules": { lay: () => symlinkSync("../outside", path("in/sub")), code: 0 },
    "a called module behind a link": {
      lay: () => {
        symlinkSync("../outside", path("in/sub"));
        write({ "in/call.tf": `module "a" {\n  source = "./sub"\n}\n` });
      },
      code: 0,
      says: /in\/sub: leads outside/,
    },
    "a called module outside, twice": {
      lay: () =>
        write({ "in/call.tf": ["a", "b"].map((name) => `module "${name}" {\n  source = "../outside"\n}\n`).join("") }),
      code: 0,
      says: /outside: leads outside/,
    },
    "a modules.json that leads out": {
      lay: () => {
        write({
          "in/call.tf": `module "a" {\n  source = "x/y/z"\n}\n`,
          "outside/modules.json": JSON.stringify({ Modules: [{ Key: "a", Source: "x/y/z", Dir: "../outside" }] }),
          "in/.terraform/modules/x": "",
        });
        symlinkSync(path("outside/modules.json"), path("in/.terraform/modules/modules.json"));
      },
      code: 0,
      says: /modules\.json: leads outside/,
    },
    "a modules.json that names a directory outside": {
      lay: () =>
        write({
          "in/call.tf": `module "a" {\n  source = "x/y/z"\n}\n`,
          "in/.terraform/modules/modules.json": JSON.stringify({
            Modules: [{ Key: "a", Source: "x/y/z", Dir: "../outside" }],
          }),
        }),
      code: 0,
      says: /outside: leads outside/,
    },
    "a .terraform that leads out": {
      lay: () => {
        write({
          "in/call.tf": `module "a" {\n  source = "x/y/z"\n}\n`,
          "outside/modules/modules.json": JSON.stringify({
            Modules: [{ Key: "a", Source: "x/y/z", Dir: "../outside" }],
          }),
        });
        symlinkSync("../outside", path("in/.terraform"));
      },
      code: 0,
      says: /modules\.json: leads outside/,
    },
    "a .parapet that leads out": {
      lay: () => {
        write({ [`outside/rules/${canary}.yaml`]: `id: ${canary}\n` });
        symlinkSync("../outside", path("in/.parapet"));
      },
      code: 2,
      says: /in\/\.parapet\/rules: leads outside/,
    },
    "a file of rules that leads out": {
      lay: () => {
        write({ "outside/rule.yaml": `id: ${canary}\n`, "in/.parapet/rules/x": "" });
        symlinkSync(path("outside/rule.yaml"), path("in/.parapet/rules/rule.yaml"));
      },
      code: 2,
      says: /rule\.yaml:1:1: This file cannot be read/,
    },
    "a .parapet.yaml of the working directory that leads out": {
      lay: () => {
        mkdirSync(path("cwd/in"), { recursive: true });
        symlinkSync("/proc/self/environ", path(".parapet.yaml"));
      },
      code: 2,
      says: /\.parapet\.yaml: leads outside/,
    },
    "links in a circle": {
      lay: () => {
        symlinkSync("b.tf", path("in/a.tf"));
        symlinkSync("a.tf", path("in/b.tf"));
        symlinkSync("self.tfvars", path("in/self.tfvars"));
        symlinkSync("..", path("in/up"));
        symlinkSync(".", path("in/here"));
      },
      code: 0,
    },
    "links that lead nowhere": {
      lay: () => {
        symlinkSync("gone.tf", path("in/a.tf"));
        symlinkSync(path("outside/gone.tf"), path("in/b.tf"));
        symlinkSync("../outside/main.tf/x.tf", path("in/c.tf"));
      },
      code: 0,
    },
    "a link to a device": {
      lay: () => symlinkSync("/dev/zero", path("in/zero.tf")),
      code: 2,
      says: /in\/zero\.tf: leads outside/,
    },
    "a link to what a process has open": {
      lay: () => symlinkSync("/proc/self/fd/0", path("in/stdin.tf")),
      code: 2,
      says: /in\/stdin\.tf: leads outside/,
    },
    "a pipe": {
      lay: () => execFileSync("mkfifo", [path("in/pipe.tf"), path("in/policy.json")]),
      code: 2,
      says: /in\/pipe\.tf: is no ordinary file/,
    },
    "a pipe behind a link": {
      lay: () => {
        execFileSync("mkfifo", [path("in/pipe")]);
        symlinkSync("pipe", path("in/terraform.tfvars"));
      },
      code: 2,
      says: /in\/terraform\.tfvars: is no ordinary file/,
    },
    "a pipe that is the configuration": {
      lay: () => execFileSync("mkfifo", [path("in/.parapet.yaml")]),
      code: 2,
      says: /in\/\.parapet\.yaml: is no ordinary file/,
    },
    "another name of a file outside": {
      lay: () => {
        write({ "outside/twin.tf": key.replace('"data"', '"twin"') });
        linkSync(path("outside/twin.tf"), path("in/twin.tf"));
      },
      code: 0,
    },
    "a record of --fix that leads out": {
      lay: () => symlinkSync("../outside/main.tf", path("in/.parapet-fix")),
      code: 0,
    },
  };
  for (const [name, { lay, code, says }] of Object.entries(arrangements))
    it(`is not led astray by ${name}`, async function () {
      if (process.platform === "win32") this.skip();
      lay();
      const ran = await quiet("in");
      assert.equal(ran.code === 1 ? 0 : ran.code, code, ran.said);
      if (says) assert.match(ran.said, says);
    });

  it("tells once of a module outside that it is called, as a note", async () => {
    write({ "in/call.tf": ["a", "b"].map((name) => `module "${name}" {\n  source = "../outside"\n}\n`).join("") });
    const { errors, code } = await check("in", "--fix");
    assert.deepEqual(
      errors.map(({ kind, file }) => [kind, file]),
      [["note", "outside"]],
    );
    assert.equal(code, 0);
    assert.match(
      (await run("check", "in")).stdout,
      /No findings in 2 files\n2 calls of modules in directories out of reach were not read\n$/,
    );
  });

  it("reads what lies in the same git working tree, as an editor would", async () => {
    write({ ".git": "gitdir: elsewhere\n", "in/call.tf": `module "a" {\n  source = "../outside"\n}\n` });
    symlinkSync("../outside/more.tf.json", path("in/more.tf.json"));
    const { findings, errors } = await check("in");
    assert.deepEqual(errors, []);
    assert.ok(findings.some(({ address }) => address.startsWith("module.a.")));
    assert.ok(findings.some(({ file }) => file === "in/more.tf.json"));
    const before = snapshot();
    await check("in", "--fix", "--impact", "replacement");
    assert.deepEqual(snapshot(), before);
  });

  it("holds a file that is given by a link to where the link lies", async () => {
    symlinkSync("../outside/main.tf", path("in/main.tf"));
    assert.equal((await quiet("in/main.tf")).code, 2);
  });

  it("goes where a directory that is given by a link leads, and no further", async () => {
    rmSync(path("in/keep.tf"));
    write({ "real/main.tf": key });
    symlinkSync("../outside/main.tf", path("real/out.tf"));
    symlinkSync("real", path("given"));
    assert.equal((await quiet("given")).code, 2);
    assert.equal(read("real/main.tf"), rotated);
  });

  it("does not go where a directory leads that a pattern of the shell names", async () => {
    rmSync(path("in/keep.tf"));
    mkdirSync(path("in/repository"));
    symlinkSync("../../outside", path("in/repository/link"));
    assert.equal((await quiet("in/repository/link")).code, 2);
  });

  for (const [from, to] of [
    ["in/link.tf", "real.tf"],
    ["in/sub/link.tf", "../real.tf"],
    ["in/a/b/link.tf", "../../c/real.tf"],
    ["in/real.tf.tf", "real.tf"],
  ] as const)
    it(`mends once what ${from} leads to at ${to}, and the link stays`, async () => {
      const real = join(dirname(from), to);
      write({ [real]: key, [join(dirname(from), "x")]: "" });
      rmSync(path("in/keep.tf"));
      symlinkSync(to, path(from));
      const { findings } = await check("in", "--fix");
      assert.deepEqual(
        findings.filter(({ rule }) => rule === "aws-kms-key-not-rotated"),
        [],
      );
      assert.equal(read(real), rotated);
      assert.equal(readlinkSync(path(from)), to);
      assert.ok(lstatSync(path(real)).isFile());
    });

  it("leaves what a link leads to among hidden files", async () => {
    write({ "in/.hidden/real.tf": key });
    symlinkSync(".hidden/real.tf", path("in/link.tf"));
    const { errors } = await check("in", "--fix");
    assert.equal(read("in/.hidden/real.tf"), key);
    assert.match(errors[0]?.message ?? "", /leads to a file that is not checked and was left/);
  });
});
