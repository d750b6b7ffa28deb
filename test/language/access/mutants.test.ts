import { ok } from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Comparison } from "./pairs.ts";

/** Mistakes that an engine like this could have: what is written in a file of it, what in place of that, and the seed to begin with. */
const mutants: readonly (readonly [what: string, file: string, from: string, to: string, first?: number])[] = [
  [
    "takes the case of actions for a difference",
    "statement",
    "isNegated: actions.isNot,\n        isFolded: true",
    "isNegated: actions.isNot",
    8,
  ],
  ["takes NotAction for Action", "statement", "isNegated: actions.isNot", "isNegated: false"],
  ["takes NotResource for Resource", "statement", "isNegated: resources.isNot", "isNegated: false"],
  ["takes NotPrincipal for Principal", "statement", "isNegated: principals.isNot", "isNegated: false", 2],
  ["reads resources as one text", "statement", 'reading: "resource"', 'reading: "glob"', 2],
  [
    "takes ForAllValues for ForAnyValue",
    "statement",
    '=== "forallvalues" ? "all" : "any"',
    '=== "forallvalues" ? "any" : "any"',
  ],
  ["does not hear IfExists", "statement", "ifExists: exists !== undefined", "ifExists: false", 2],
  ["does not hear Not in an operator", "statement", "const isNegated = plain !== lower", "const isNegated = false"],
  [
    "turns Null round",
    "statement",
    'return { dimension, type: "null", texts: [], isNegated: !wantsNone }',
    'return { dimension, type: "null", texts: [], isNegated: wantsNone }',
  ],
  ["does not hear a Deny", "statement", 'all(...statementsOf(policies, "Deny").map(misses))', "all()"],
  [
    "has a statement missed only by what comes first in it",
    "statement",
    "some(...literals.map((literal) => is(literal, false)))",
    "some(...literals.slice(0, 1).map((literal) => is(literal, false)))",
  ],
  [
    "takes one service for any",
    "statement",
    'if (type === "Service") return `service|${id}`',
    'if (type === "Service") return "service|*"',
  ],
  [
    "takes one account for any",
    "statement",
    "return account === undefined ? id : `arn:*:*::${account}:*`",
    'return account === undefined ? id : "arn:*:*::*:*"',
  ],
  [
    "takes the case of a value that must not matter for a difference",
    "statement",
    'stringequalsignorecase: { type: "text", reading: "literal", isFolded: true }',
    'stringequalsignorecase: { type: "text", reading: "literal" }',
    11,
  ],
  [
    "reads variables as text",
    "statement",
    'new StatementReader(reasoner, version === "2012-10-17", holes)',
    "new StatementReader(reasoner, false, holes)",
  ],
  [
    "takes less for less or equal",
    "ranges",
    "from <= point && point <= to && point !== without",
    "from <= point && point <= to",
  ],
  ["is one address short", "ranges", "to: from + size - 1n", "to: from + size - 2n", 11],
  [
    "has a key that is absent fail what is negated",
    "literal",
    "(quantifier === undefined && (literal.ifExists || isNegated))",
    "(quantifier === undefined && literal.ifExists)",
  ],
  [
    "forgets what all values must meet where some must meet more",
    "reasoner",
    "valueIn([...every, one])",
    "valueIn([one])",
    3,
  ],
  [
    "lets a star in a part of an ARN take in colons",
    "glob",
    "return code !== colon && (token !== anyOfName || code !== slash)",
    "return token !== anyOfName || code !== slash",
    2,
  ],
  ["does not keep within a boundary", "questions", "all(granted(own), limited)", "granted(own)"],
  [
    "does not keep within the organization's policies",
    "questions",
    "ways, ...each(levels), ...each(resourceLevels)",
    "ways",
    2,
  ],
  [
    "has one side do where two accounts must agree",
    "questions",
    "!isSameAccount ? bothSides",
    "!isSameAccount ? byIdentity",
  ],
];

/** How many pairs are tried at a time, and how often. */
const pairs = 60;
const mostTries = 20;

describe("the proof of the engine of access", function () {
  this.timeout(0);
  let folder = "";

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "parapet-mutants-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Another copy of the engine beside the rest of the project, with a mistake in it, and the comparison that tries it. */
  async function tried(number: number, file: string, from: string, to: string): Promise<(seed: number) => Comparison> {
    const root = join(folder, String(number));
    mkdirSync(join(root, "language"), { recursive: true });
    mkdirSync(join(root, "test/language"), { recursive: true });
    for (const name of readdirSync("language"))
      if (name !== "access") symlinkSync(join(process.cwd(), "language", name), join(root, "language", name));
    symlinkSync(join(process.cwd(), "test/harness"), join(root, "test/harness"));
    cpSync("language/access", join(root, "language/access"), { recursive: true });
    cpSync("test/language/access", join(root, "test/language/access"), { recursive: true });
    const path = join(root, "language/access", `${file}.ts`);
    const text = readFileSync(path, "utf8");
    ok(text.includes(from), `${file}.ts no longer has: ${from}`);
    writeFileSync(path, text.replace(from, to));
    writeFileSync(join(root, "package.json"), '{ "type": "module" }');
    const { compare } = await import(pathToFileURL(join(root, "test/language/access/pairs.ts")).href);
    return (seed) => compare(pairs, seed);
  }

  for (const [number, [what, file, from, to, first = 1]] of mutants.entries())
    it(`finds out one that ${what}`, async () => {
      const compare = await tried(number, file, from, to);
      ok(
        Array.from({ length: mostTries }, (_, step) => first + step).some((seed) => {
          const { mismatches, untold } = compare(seed);
          return mismatches.length > 0 || untold > 0;
        }),
        `${pairs * mostTries} random pairs of policies do not show it.`,
      );
    });
});
