import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ruleIndex } from "./generate/rule-index.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [id = ""] = process.argv.slice(2);
const [, service, what] = /^aws-([a-z0-9]+)-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(id) ?? [];

if (service === undefined || what === undefined) {
  console.error("usage: npm run new-rule -- aws-<service>-<what-is-wrong>");
  process.exit(2);
}

const path = service === "iam" ? `rules/iam/${what}.ts` : `rules/aws/${service}/${what}.ts`;
const kit = service === "iam" ? "../kit" : "../../kit";
if (existsSync(join(root, path))) {
  console.error(`${path} exists`);
  process.exit(2);
}

mkdirSync(dirname(join(root, path)), { recursive: true });
writeFileSync(
  join(root, path),
  `import { is, resources, setting } from "${kit}/checks.ts";
import { hcl, rule } from "${kit}/rule.ts";

export default rule({
  id: "${id}",
  title: "A fact: what is wrong",
  severity: "medium",
  responsibility: "customer",
  why: "What an attacker gains, or what is lost.",
  controls: {},
  aliases: [],
  references: ["https://docs.aws.amazon.com/"],

  on: resources("aws_${service}_thing"),
  check: setting("encrypted", is(true), { impact: "replacement" }),

  insecure: hcl\`
    resource "aws_${service}_thing" "example" {
      encrypted = false
      #           ^^^^^
    }
  \`,
  secure: hcl\`
    resource "aws_${service}_thing" "example" {
      encrypted = true
    }
  \`,
});
`,
);
writeFileSync(join(root, "rules/index.ts"), ruleIndex(root));
console.log(`${path} is yours: fill it in, then run \`npx mocha test/rules.test.ts --grep ${id}\``);
