import { deepEqual, equal, throws } from "node:assert/strict";
import { join } from "node:path";
import { rules } from "../rules/index.ts";
import { separated, withoutExamples } from "../scripts/package/examples.ts";

const [insecure, secure] = ["a = 1\n", "a = 2\n"];
const rule = { id: "aws-a-b", insecure, secure };
const file = (examples: string): string => `export default rule({\n${examples}\n});\n`;

describe("the bundles", () => {
  it("hold both examples of every rule, as the rule has them, and none in its code", async () => {
    const { sources, texts } = await separated(join(import.meta.dirname, ".."));
    deepEqual([...texts].sort(), rules.flatMap((rule) => [rule.insecure, rule.secure]).sort());
    equal(sources.size, rules.length);
    for (const source of sources.values()) equal(source.match(/^ {2}(?:in)?secure: example\(\d+\),$/gm)?.length, 2);
  });

  it("have a rule's own examples by number, whatever they hold", () => {
    const texts = ["before"];
    const written = "  insecure: hcl`\n    a = \\`\\${b}\\`\n  `,\n  secure: json`{}`,";
    equal(withoutExamples(file(written), rule, texts), file("  insecure: example(1),\n  secure: example(2),"));
    deepEqual(texts, ["before", insecure, secure]);
  });

  it("are not built where an example is not found, or found twice", () => {
    throws(() => withoutExamples(file("  insecure: hcl`a`,\n  secure: text,"), rule, []), /aws-a-b: `secure` is not/);
    throws(
      () => withoutExamples(file("  insecure: hcl`a`,\n  secure: hcl`b`,\n  secure: hcl`c`,"), rule, []),
      /aws-a-b: `secure` stands there twice/,
    );
  });
});
