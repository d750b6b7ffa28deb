import type { Texts } from "../../harness/fixture.ts";
import { type Random, random } from "../../harness/random.ts";
import { type Attempt, formats, type Typed, type Way } from "./attempt.ts";
import { Grammar } from "./grammar.ts";
import { longest, mutated } from "./mutate.ts";
import { hostile, ownRules, policies, snippets, terraform } from "./seeds.ts";

/** The attempt with this number; the same seed always makes the same ones. */
export function generate(seed: number, index: number): Attempt {
  const chance = random(Math.imul(seed, 0x9e3779b1) + index);
  const files = mutatedSome(chance.chance(8) ? chance.pick(hostile) : module(chance), chance);
  const ways: Way[] = [];
  if (chance.chance(70)) ways.push("edits");
  if (chance.chance(40)) ways.push("fixes");
  if (chance.chance(35)) ways.push("editor");
  if (chance.chance(35)) ways.push(chance.pick(formats));
  if (chance.chance(10)) ways.push("mending");
  return { files, edits: edits(files, chance), ways };
}

function module(chance: Random): Texts {
  const grammar = new Grammar(chance);
  const files: Record<string, string> = {
    "main.tf": chance.chance(70) ? grammar.file() : chance.pick(terraform) + chance.pick(terraform),
  };
  if (chance.chance(40)) files["more.tf"] = grammar.file();
  if (chance.chance(25)) files["main.tf.json"] = grammar.json();
  if (chance.chance(25)) files["policy.json"] = grammar.policy();
  if (chance.chance(25)) files["terraform.tfvars"] = grammar.variables();
  if (chance.chance(40)) files["child/main.tf"] = grammar.child(1);
  if (chance.chance(20)) files["child/child/main.tf"] = grammar.child(0);
  if (chance.chance(20)) files[".parapet.yaml"] = grammar.settings();
  if (chance.chance(15)) files[".parapet/rules/own.yaml"] = chance.pick(ownRules);
  return files;
}

const pieces = [...terraform, ...policies, ...snippets, ...ownRules];

function mutatedSome(files: Texts, chance: Random): Texts {
  if (chance.chance(35)) return files;
  const names = Object.keys(files);
  const changed: Record<string, string> = { ...files };
  for (let count = 1 + chance.below(chance.chance(20) ? 20 : 4); count > 0; count--) {
    const name = chance.pick(names);
    changed[name] = mutated(changed[name] ?? "", pieces, chance).slice(0, longest);
  }
  return changed;
}

/** What is typed, one edit after the other; some take back what was before. */
function edits(files: Texts, chance: Random): readonly Typed[] {
  const texts = { ...files };
  const names = Object.keys(files).filter((name) => !name.endsWith(".yaml"));
  const made: Typed[] = [];
  for (let count = chance.below(9); count > 0; count--) {
    const file = chance.pick(names);
    const before = texts[file] ?? "";
    const after = mutated(before, pieces, chance).slice(0, longest);
    const edit = { file, ...difference(before, after) };
    made.push(edit);
    if (chance.chance(25)) made.push({ file, ...difference(after, before) });
    else texts[file] = after;
  }
  return made;
}

function difference(before: string, after: string): Omit<Typed, "file"> {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before[at] === after[at]) at++;
  let same = 0;
  while (same < shorter - at && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { at, length: before.length - same - at, text: after.slice(at, after.length - same) };
}
