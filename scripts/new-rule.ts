import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ruleIndex } from "./generate/rule-index.ts";
import { draft } from "./new-rule/draft.ts";
import { wish } from "./new-rule/wish.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const wanted = wish(process.argv.slice(2));

if (typeof wanted === "string")
  refuse(`${wanted}\n\nusage: npm run new-rule -- aws-<service>-<what-is-wrong> [type] [attribute=value]`);
const { id, service, what } = wanted;
const path = service === "iam" ? `rules/iam/${topical(what)}.ts` : `rules/aws/${service}/${what}.ts`;
if (existsSync(join(root, path))) refuse(`${path} exists. Choose another id, or go on with that rule.`);

mkdirSync(dirname(join(root, path)), { recursive: true });
writeFileSync(join(root, path), draft(wanted));
writeFileSync(join(root, "rules/index.ts"), ruleIndex(root));
// the index that it reads has just been written
await import("./generate.ts");

console.log(`
${path} is yours. Fill in \`title\`, \`why\`, \`severity\`, \`references\`, what the fix costs and what the examples lack,
and put the id under the reason for its profile in rules/profiles.ts, then:

  npx mocha test/rules.test.ts --grep ${id}
      until it is green: each failure says what to do
  PARAPET_RECORD=1 npx mocha test/rules.test.ts --grep ${id}
      keeps what terraform said for those who have none
  npm run generate && npm test -- --only types,lint,unused,generated,unit
      writes the rule's page and the lists it is in, and holds everything to everything`);

/** The folder is the topic, which the id begins with. */
function topical(what: string): string {
  const [topic = "", ...rest] = what.split("-");
  return `${topic}/${rest.join("-") || topic}`;
}

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}
