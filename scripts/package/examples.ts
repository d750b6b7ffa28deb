import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Rule } from "../../rules/kit/rule.ts";
import { ruleFiles } from "../generate/rule-index.ts";

type Examples = Pick<Rule, "insecure" | "secure">;

/** The rules without their examples. */
export interface Separated {
  /** What is to be bundled in place of a rule's file, by its path: `example(n)` of `parapet:examples` for the nth text. */
  readonly sources: ReadonlyMap<string, string>;
  readonly texts: readonly string[];
}

/** Takes the examples out of all rules; throws where one of them is not found in its file. */
export async function separated(root: string): Promise<Separated> {
  const sources = new Map<string, string>();
  const texts: string[] = [];
  for (const name of ruleFiles(root)) {
    const file = path.join(root, "rules", `${name}.ts`);
    const { default: rule } = (await import(pathToFileURL(file).href)) as { readonly default: Rule };
    const source = withoutExamples(await readFile(file, "utf8"), rule, texts);
    sources.set(file, `import { example } from "parapet:examples";\n${source}`);
  }
  return { sources, texts };
}

const written = /(?<=^ {2}((?:in)?secure): )(?:hcl|json)`(?:[^`\\]|\\.)*`(?=,$)/gms;

/** The source of a rule that asks for its examples by number; their texts, as the rule itself has them, are added to `texts`. */
export function withoutExamples(source: string, rule: Examples & Pick<Rule, "id">, texts: string[]): string {
  const wanted = new Set<keyof Examples>(["insecure", "secure"]);
  const rest = source.replaceAll(written, (_, name: keyof Examples) => {
    if (!wanted.delete(name)) throw new Error(`${rule.id}: \`${name}\` stands there twice.`);
    texts.push(rule[name]);
    return `example(${texts.length - 1})`;
  });
  for (const name of wanted)
    throw new Error(
      `${rule.id}: \`${name}\` is not found. Write it as \`  ${name}: hcl\`…\`,\`, as a property of the rule in its own file.`,
    );
  return rest;
}
