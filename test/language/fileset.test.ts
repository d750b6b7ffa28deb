import { deepEqual, equal } from "node:assert/strict";
import { Root } from "../../analysis/run/check.ts";
import type { Files } from "../../analysis/run/project.ts";
import { toJson } from "../../language/model/value.ts";
import { directory, filesOf, moduleOf, type Texts } from "../harness/fixture.ts";

const below = [
  "x.json",
  "users/a.json",
  "users/b.yaml",
  "users/c.yml",
  "users/admins/d.json",
  "users/admins/e.yaml",
  "a/f.json",
];
const files: Texts = Object.fromEntries(below.map((name) => [name, "{}"]));

const value = (code: string, texts: Texts = files): unknown => {
  const module = moduleOf({ ...texts, "main.tf": `locals {\n  x = ${code}\n}\n` });
  const found = module.follow("local", ["x"], { uri: "", start: 0, end: 0 }).value;
  return toJson(found);
};

describe("fileset", () => {
  it("lists as Terraform does", () => {
    // asked of `terraform console` 1.11.4 over the same files
    const answers: Readonly<Record<string, readonly string[]>> = {
      'path.module, "users/*.json"': ["users/a.json"],
      '"${path.module}/users", "*.{yaml,yml}"': ["b.yaml", "c.yml"],
      '"users", "**/*.json"': ["a.json", "admins/d.json"],
      '"users", "**"': ["a.json", "admins/d.json", "admins/e.yaml", "b.yaml", "c.yml"],
      '".", "*/*.json"': ["a/f.json", "users/a.json"],
      '".", "*.json"': ["x.json"],
      '"users", "?.json"': ["a.json"],
      '"users", "[ab].*"': ["a.json", "b.yaml"],
      '"users", "[^a].*"': ["b.yaml", "c.yml"],
      '"nowhere", "*"': [],
      '"users", "admins/d.json"': ["admins/d.json"],
      '"./users/", "admins/*"': ["admins/d.json", "admins/e.yaml"],
      '"users", "**/d.json"': ["admins/d.json"],
      '"users", "**/admins/*"': ["admins/d.json", "admins/e.yaml"],
      '"users", "admins"': [],
      '".", "**/*.json"': ["a/f.json", "users/a.json", "users/admins/d.json", "x.json"],
      '"users", ""': [],
    };
    for (const [code, expected] of Object.entries(answers)) deepEqual(value(`fileset(${code})`), expected, code);
  });

  it("does not leave the module, and knows nothing of what it cannot see", () => {
    for (const code of [
      '"users", "../*.json"',
      '"../other", "*"',
      '"/etc", "*"',
      'var.x, "*"',
      '"users"',
      '"users", "{a/b,c}"',
    ])
      equal(value(`fileset(${code})`), undefined, code);
    const many = Object.fromEntries(Array.from({ length: 2_100 }, (_, index) => [`many/${index}.json`, "{}"]));
    equal(value('fileset("many", "**")', many), undefined);
  });

  it("makes instances of which each has what its file says", () => {
    const main = `locals {
  teams = { for name in fileset("\${path.module}/teams", "*.yaml") : name => yamldecode(file("\${path.module}/teams/\${name}")) }
}
resource "aws_iam_user" "u" {
  for_each = local.teams
  name     = each.value.name
}
`;
    const names = (texts: Texts, root = new Root(directory)) => {
      const module = root.open(filesOf({ "main.tf": main, ...texts }));
      return { root, names: module.ofType("aws_iam_user").map((user) => `${user.key} ${toJson(user.get("name"))}`) };
    };
    const two = { "teams/a.yaml": "name: ann\n", "teams/b.yaml": "name: bob\n" };
    const first = names(two);
    deepEqual(first.names, ['["a.yaml"] ann', '["b.yaml"] bob']);
    // and follows what comes and goes
    deepEqual(names({ ...two, "teams/c.yaml": "name: cy\n", "teams/b.yaml": "name: ben\n" }, first.root).names, [
      '["a.yaml"] ann',
      '["b.yaml"] ben',
      '["c.yaml"] cy',
    ]);
  });

  it("hears of it when the folders of a folder come to be known, and when they no longer are", () => {
    const root = new Root(directory);
    const known = filesOf({ "main.tf": 'locals {\n  x = fileset("users", "**")\n}\n', "users/a.json": "{}" });
    const { folders, ...unknown } = known;
    equal(folders?.(`${directory}/users`).length, 0);
    const found = (files: Files): unknown => {
      const value = root.open(files).follow("local", ["x"], { uri: "", start: 0, end: 0 }).value;
      return toJson(value);
    };
    equal(found(unknown), undefined);
    deepEqual(found(known), ["a.json"]);
    equal(found(unknown), undefined);
  });
});
