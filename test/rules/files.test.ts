import { deepEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../rules/index.ts";

const root = join(import.meta.dirname, "..", "..", "rules");

/** The files of the folders that hold rules: `aws/s3/acl-public.ts`. */
const files = ["aws", "iam"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name).replaceAll("\\", "/")),
);

const isShape = (file: string): boolean => file.includes("/shapes/");

const rulesIn = (file: string): readonly string[] =>
  [...readFileSync(join(root, file), "utf8").matchAll(/\brule\(\{\s+id: "([^"]+)"/g)].map(([, id = ""]) => id);

/** A rule's own folder and name say its id: `aws/<service>/<what-is-wrong>.ts`, `iam/<topic>/<what-is-wrong>.ts`. */
function idsOf(file: string): readonly string[] {
  const [folder = "", group = "", name = ""] = file.replace(/\.ts$/, "").split("/");
  return folder === "iam" ? [`aws-iam-${group}-${name}`, `aws-iam-${name}`] : [`aws-${group}-${name}`];
}

describe("a file of cases", () => {
  it("is called as a rule's id goes on, or nobody would read it", () => {
    const known = rules.map(({ id }) => id.replace(/^aws-([^-]+)-/, "$1/"));
    const found = readdirSync(join(root, "..", "test", "rules"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".txt"))
      .map((name) => name.replaceAll("\\", "/").replace(/\.txt$/, ""));
    deepEqual(
      found.filter((name) => !known.includes(name)),
      [],
    );
  });
});

describe("a file of a rule", () => {
  it("declares one rule, which is named as the file is", () => {
    const wrong = files.filter((file) => {
      const [id, ...others] = rulesIn(file);
      return !isShape(file) && (id === undefined || others.length > 0 || !idsOf(file).includes(id));
    });
    deepEqual(wrong, []);
  });

  it("stands apart from what several rules share, which is in shapes/ and declares none", () => {
    deepEqual(
      files.filter((file) => isShape(file) && rulesIn(file).length > 0),
      [],
    );
  });

  it("is in the index, and nothing else is", () => {
    const ids = files.flatMap((file) => rulesIn(file));
    deepEqual([...ids].sort(), rules.map(({ id }) => id).sort());
  });
});

describe("a word of the kit", () => {
  it("says what it means, in a comment that its page takes over", () => {
    const page = readFileSync(join(root, "kit", "README.md"), "utf8").split("\n");
    deepEqual(
      page.filter((line) => /^\| `\w+` \| *\|/.test(line)),
      [],
    );
  });
});
