import assert from "node:assert/strict";
import { isVariables } from "../../language/model/files.ts";
import { textOf } from "../../language/policy/policy.ts";
import { untracked } from "../../language/query/engine.ts";
import { parse } from "../../language/syntax/parse.ts";
import { rules } from "../../rules/index.ts";
import { type Rule, rule } from "../../rules/kit/rule.ts";
import { statements } from "../../rules/kit/statements.ts";
import { aimed, follow, type Sight, uriOf } from "../harness/edits.ts";
import { facts } from "../harness/facts.ts";
import { find, marked } from "../harness/fixture.ts";
import { random } from "../harness/random.ts";

/** What changes in these files is not noticed. */
const blindTo =
  (isUnseen: (uri: string) => boolean): Sight =>
  (now, before) => {
    const seen = new Map([...before].filter(([uri]) => isUnseen(uri)));
    for (const [uri, file] of now) if (!isUnseen(uri)) seen.set(uri, file);
    return seen;
  };

/** As if what comments say were nothing, at the same places. */
const blindToKinds: Sight = (now) =>
  new Map(
    [...now].map(([uri, file]) => {
      const text = file.text.replaceAll("parapet:policy-kind", "--------------------");
      return [uri, text === file.text ? file : parse(uri, text)];
    }),
  );

/** Files stay what they are in number: none comes, and one that goes is seen as it was. */
const blindToComing: Sight = (now, before) => new Map([...before].map(([uri, file]) => [uri, now.get(uri) ?? file]));

const inRoot = (...names: readonly string[]) => {
  const uris = names.map(uriOf);
  return (uri: string): boolean => uris.includes(uri);
};

/** Each breaks what goes on from before, and must be caught by the edits that are aimed at it. */
const sabotages: readonly { readonly unnoticed: string; readonly by: string; readonly sight: Sight }[] = [
  { unnoticed: "values in tfvars", by: "tfvars", sight: blindTo(isVariables) },
  { unnoticed: "a default", by: "tfvars", sight: blindTo(inRoot("variables.tf")) },
  { unnoticed: "a text that file() reads", by: "a text that file() reads", sight: blindTo(inRoot("lifted.txt")) },
  { unnoticed: "what a call hands over", by: "a call's arguments", sight: blindTo(inRoot("calls.tf")) },
  {
    unnoticed: "where a call leads",
    by: "a module that comes and goes",
    sight: blindTo((uri) => uri.startsWith(uriOf("child/"))),
  },
  { unnoticed: "a call", by: "a module that comes and goes", sight: blindTo(inRoot("calls.tf")) },
  { unnoticed: "where a name leads", by: "a cycle of names", sight: blindTo(inRoot("locals.tf")) },
  { unnoticed: "a policy's stated kind", by: "a comment that states a policy's kind", sight: blindToKinds },
  { unnoticed: "a file that comes or goes", by: "blocks that come and go", sight: blindToComing },
  { unnoticed: "what carries a policy", by: "what carries a policy's file", sight: blindTo(inRoot("taker.tf")) },
  {
    unnoticed: "a policy in JSON",
    by: "what carries a policy's file",
    sight: blindTo((uri) => uri.endsWith(".json")),
  },
];

/** How many rules' aimed edits notice it. */
function noticed(by: string, sabotaged: (rule: Rule) => Rule, sight?: Sight): number {
  let count = 0;
  for (const [index, rule] of rules.entries()) {
    const chance = random(index);
    try {
      for (const edit of aimed(rule.file ?? "main.tf", marked(rule.insecure).text, chance))
        if (edit.title === by) follow(edit, chance, [sabotaged(rule)], sight);
    } catch (error) {
      if (!(error instanceof assert.AssertionError)) throw error;
      if (++count === enough) break;
    }
  }
  return count;
}

const enough = 3;

describe("aimed edits", () => {
  for (const { unnoticed, by, sight } of sabotages)
    it(`tell when ${unnoticed} changes unnoticed`, () => {
      assert.equal(
        noticed(by, (rule) => rule, sight),
        enough,
      );
    });

  it("tell when a rule leaves no note of what it reads", () => {
    const unnoted = (rule: Rule): Rule => {
      const { types: _, ...rest } = rule;
      return {
        ...rest,
        subjects: (module) => untracked(() => [...rule.subjects(module)]),
        check: (subject, module) => untracked(() => [...rule.check(subject, module)]),
      };
    };
    assert.equal(noticed("blocks that come and go", unnoted), enough);
  });

  it("find what a fresh run finds of a rule that reads a statement's neighbours in the plain way", () => {
    const perStatement = rules.filter(
      (rule) => rule.subjects === statements.from?.list && rule.file?.endsWith(".json"),
    );
    let count = 0;
    for (const [index, { id, insecure }] of perStatement.slice(0, 8).entries()) {
      const plain = rule({
        ...facts(id),
        on: statements,
        *check({ policy, at }) {
          if (policy.statements.some(({ sid }) => textOf(sid) === "More")) yield { at };
        },
      });
      const chance = random(index);
      for (const edit of aimed("policy.json", marked(insecure).text, chance)) {
        follow(edit, chance, [plain]);
        for (const [name, text = ""] of edit.steps) count += find([plain], { [name]: text }).length;
      }
    }
    assert.ok(count >= 16, `${count} findings`);
  });
});
