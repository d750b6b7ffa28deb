import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../analysis/run/finding.ts";
import { rules } from "../../rules/index.ts";
import { shared } from "../harness/corpus.ts";
import { find, type Texts } from "../harness/fixture.ts";
import { allowing, spellings } from "../harness/policies.ts";

interface Corpus {
  readonly privilege_escalation_methods: Readonly<Record<string, readonly string[]>>;
  readonly pathfinding_paths: readonly { readonly id: string; readonly required: readonly string[] }[];
  readonly data_exfiltration_actions: readonly string[];
  readonly credentials_exposure_actions: readonly string[];
}

/** The rules that tell of a way to more than was meant. */
const telling = rules.filter(({ id }) =>
  [
    "aws-iam-privilege-escalation",
    "aws-iam-pass-role-unscoped",
    "aws-iam-lateral-movement",
    "aws-iam-credentials-exposed",
    "aws-iam-token-issued",
    "aws-iam-data-unscoped",
    "aws-iam-permissions-unscoped",
  ].includes(id),
);

/** Whether one finding names all of the actions. */
const tells = (findings: readonly Finding[], actions: readonly string[]): boolean =>
  findings.some(({ message, related }) => {
    const words = [message, ...related.map((other) => other.message)].join("\n").toLowerCase();
    return actions.every((action) => words.includes(`\`${action.toLowerCase()}\``));
  });

describe("the ways to more than was granted", function () {
  if (!shared) {
    it("are read from the corpus, which is not here");
    return;
  }
  this.timeout(120_000);
  const corpus = JSON.parse(readFileSync(join(shared, "corpus/iam/escalation.json"), "utf8")) as Corpus;
  const single = (actions: readonly string[]) =>
    actions.map((action): [string, readonly string[]] => [action, [action]]);
  const groups: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
    "methods of privilege escalation": Object.entries(corpus.privilege_escalation_methods),
    "paths of pathfinding": corpus.pathfinding_paths.map(({ id, required }) => [id, required]),
    "actions that reveal data": single(corpus.data_exfiltration_actions),
    "actions that hand out credentials": single(corpus.credentials_exposure_actions),
  };
  const found = new Map<string, number>();

  for (const [group, paths] of Object.entries(groups))
    for (const spelling of Object.keys(spellings(allowing([]))))
      it(`are found in ${spelling}: ${paths.length} ${group}`, () => {
        const missed = paths.filter(([, actions]) => !tells(find(telling, spelled(actions, spelling)), actions));
        found.set(group, (found.get(group) ?? 0) + paths.length - missed.length);
        assert.deepEqual(missed, []);
      });

  it("are not seen in the guide's own policy, in any spelling", () => {
    for (const spelling of ["json", "heredoc.tf", "jsonencode.tf", "document.tf"]) {
      const name = spelling === "json" ? "iam-policy.json" : `iam-policy.${spelling}`;
      const text = readFileSync(new URL(`../guide/${name}`, import.meta.url), "utf8");
      assert.deepEqual(find(telling, { [name]: text }), []);
    }
  });

  after(() => {
    for (const [group, paths] of Object.entries(groups))
      console.log(`      ${group}: ${found.get(group)} of ${paths.length * 4} found, in four spellings`);
  });
});

const spelled = (actions: readonly string[], spelling: string): Texts => spellings(allowing(actions))[spelling] ?? {};
