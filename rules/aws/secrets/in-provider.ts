import type { BlockSection } from "../../../language/model/section.ts";
import { declared, isTrue } from "../../kit/checks.ts";
import { remove } from "../../kit/edits.ts";
import { isLocal } from "../../kit/emulated.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isPlaceholder, isReference } from "./shapes/detect.ts";
import { variableInstead } from "./shapes/fixes.ts";
import { type FoundSecret, foundIn, problem } from "./shapes/found.ts";
import { literalsOf } from "./shapes/literals.ts";

const keys = ["access_key", "secret_key", "token"];

export default rule({
  id: "aws-secrets-in-provider",
  title: "Credentials are hard-coded in a provider",
  severity: "critical",
  profileDependsOn: "whether more is written there than the id of an access key, or words in the example of a module",
  responsibility: "customer",
  why: "Whoever reads this file, or any earlier version of it, can do all that Terraform can do in the account. Rotate it: the history of the repository keeps it.",
  controls: { cwe: ["798"] },
  aliases: { checkov: ["CKV_AWS_41"], kics: ["d7b9d850-3e06-4a75-852f-c46c2e92240b"] },
  references: ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration"],

  on: declared("provider").each(literalKeys),
  *check(found: FoundSecret) {
    const { section } = found;
    const isAws = section.block.labels[0]?.text === "aws";
    yield problem(found, function* () {
      if (isAws)
        yield {
          title: "Remove the keys: take them from the environment, a profile or a role",
          impact: "disruption",
          edits: keys.filter((key) => isLiteral(section, key)).flatMap((key) => remove(section, key)),
        };
      yield* variableInstead(found);
    });
  },

  insecure: hcl`
    provider "aws" {
      region     = "eu-west-1"
      access_key = "AKIAIOSFODNN7EXAMPLE"
      #             ^^^^^^^^^^^^^^^^^^^^
      secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
      #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    }
  `,
  secure: hcl`
    provider "aws" {
      region = "eu-west-1"
    }
  `,
});

function* literalKeys(section: BlockSection): Iterable<FoundSecret> {
  if (section.block.labels[0]?.text !== "aws") return yield* foundIn(section);
  if (isLocal(section)) return;
  // Whatever they are: nothing that is written out belongs there, unless there is no AWS behind it.
  for (const key of keys) {
    const value = section.attribute(key)?.value;
    if (!value) continue;
    for (const literal of literalsOf(section, key, value)) {
      const { text, at } = literal;
      if (
        text.trim() === "" ||
        isReference(text) ||
        (isTrue(section.get("skip_credentials_validation")) && isMock(text))
      )
        continue;
      yield {
        section,
        literal,
        kind: key.replace("_", " "),
        secret: text,
        at,
        whole: literal.expression !== undefined,
      };
    }
  }
}

const isLiteral = (section: FoundSecret["section"], key: string): boolean =>
  section.attribute(key)?.value.kind === "template";

/** What LocalStack and its like are given. */
const isMock = (text: string): boolean => isPlaceholder(text) || /^(?:an?|mock|test|fake|local)/i.test(text);
