import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../analysis/run/finding.ts";
import { rules } from "../../rules/index.ts";
import { shared } from "../harness/corpus.ts";
import { directory, find, type Texts } from "../harness/fixture.ts";
import { type PolicyJson, type StatementJson, spellings } from "../harness/policies.ts";

const iam = rules.filter(({ id }) => id.startsWith("aws-iam-"));

/** How many are compared: those of AWS that the most rules have something to say about, and the longest paths to more. */
const wanted = { managed: 28, paths: 12 };

interface Managed {
  readonly name: string;
  readonly policy: PolicyJson;
}

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

/** Statements named by their number, so that each finding tells which it stands in. */
const numbered = (policy: PolicyJson): PolicyJson => ({
  ...policy,
  Statement: list<StatementJson>(policy.Statement).map(({ Sid: _, ...statement }, index) => ({
    Sid: `Number${index}`,
    ...statement,
  })),
});

/** What a policy is called by its block, or where it stands in none. */
const named = /`it`|`policy\.json`|this policy|the role|the resource/g;

/** Which rule, in which statement, on which words; what is said of a whole statement or policy has no words of its own. */
function placed({ rule, at, message }: Finding, texts: Texts): string {
  const text = texts[at.uri.slice(directory.length + 1)] ?? "";
  const [statement = "the policy"] =
    text
      .slice(0, at.end)
      .match(/Number\d+/g)
      ?.slice(-1) ?? [];
  const piece = text.slice(at.start, at.end);
  const isNamed = /^"?[^"\n{}]+"?$/.test(piece) && !/^"?(?:Statement|statement|condition)"?$/.test(piece);
  const words = isNamed ? piece.replaceAll('"', "").replaceAll("&{", "${").replaceAll("$${", "${") : "";
  return `${rule.id} | ${isNamed ? statement : ""} | ${words} | ${message.replaceAll(named, "it")}`;
}

const variety = (findings: readonly Finding[]): number => new Set(findings.map(({ rule }) => rule.id)).size;

/** Each action in a statement of its own. */
const alone = (action: string): StatementJson => ({ Effect: "Allow", Action: [action], Resource: "*" });

describe("a policy in four spellings", function () {
  if (!shared) {
    it("is read from the corpus, which is not here");
    return;
  }
  this.timeout(120_000);
  const corpus = join(shared, "corpus/iam");
  const managed = JSON.parse(readFileSync(join(corpus, "access-analyzer-truth.json"), "utf8")) as readonly Managed[];
  const small = managed.filter(({ policy }) => JSON.stringify(policy).length < 4000);
  const told = small
    .map((each) => ({ ...each, found: find(iam, spellings(numbered(each.policy))["json"] ?? {}) }))
    .sort((a, b) => variety(b.found) - variety(a.found) || a.name.localeCompare(b.name))
    .slice(0, wanted.managed);
  const { privilege_escalation_methods: methods } = JSON.parse(
    readFileSync(join(corpus, "escalation.json"), "utf8"),
  ) as {
    readonly privilege_escalation_methods: Readonly<Record<string, readonly string[]>>;
  };
  const paths = Object.entries(methods)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, wanted.paths)
    .map(([name, actions]) => ({ name, policy: { Version: "2012-10-17", Statement: actions.map(alone) } }));
  let findings = 0;

  for (const { name, policy } of [...told, ...paths])
    it(`gives the same findings at the matching places: ${name}`, () => {
      const [json = [], ...others] = Object.values(spellings(numbered(policy))).map((texts) =>
        find(iam, texts)
          .map((finding) => placed(finding, texts))
          .sort(),
      );
      findings += json.length;
      assert.ok(json.length > 0);
      for (const other of others) assert.deepEqual(other, json);
    });

  after(() =>
    console.log(`      ${told.length + paths.length} policies, ${findings} findings, the same in four spellings`),
  );
});
