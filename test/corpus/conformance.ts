import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../analysis/check.ts";
import { defaults } from "../../analysis/config.ts";
import { rules } from "../../rules/index.ts";
import { directory, filesOf, type Texts, today } from "../harness/fixture.ts";

/** One thing that another tool says must be found, or must not. */
export interface Verdict {
  readonly source: "checkov fixtures" | "checkov inline" | "trivy";
  /** The other tool's id. */
  readonly id: string;
  /** The resource, or the snippet's number where the truth is about the whole of it. */
  readonly where: string;
  readonly expected: "found" | "silent";
  readonly actual: "found" | "silent";
}

interface Truth {
  readonly id: string;
  readonly dir: string;
  readonly pass: readonly string[];
  readonly fail: readonly string[];
}

interface Inline {
  readonly id: string;
  readonly address: string;
  readonly expect: "pass" | "fail";
  readonly hcl: string;
}

interface Snippets {
  readonly id: string;
  readonly secure: readonly string[];
  readonly insecure: readonly string[];
}

const known = new Set(rules.flatMap(({ aliases }) => aliases));

/** Compares our findings with other tools' own cases, as far as a rule of ours names theirs. `corpus` is a folder. */
export function* verdicts(corpus: string): Iterable<Verdict> {
  const read = <T>(path: string): readonly T[] => {
    const file = join(corpus, path);
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T[]) : [];
  };
  const seen = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
  for (const { id, dir, pass, fail } of read<Truth>("checkov/truth.json")) {
    if (!known.has(id)) continue;
    const found = seen.get(dir) ?? foundIn(folders(join(corpus, "checkov", dir)));
    seen.set(dir, found);
    const addresses = found.get(id) ?? new Set();
    for (const where of fail) yield verdict("checkov fixtures", id, `${dir} ${where}`, "found", addresses.has(where));
    for (const where of pass) yield verdict("checkov fixtures", id, `${dir} ${where}`, "silent", addresses.has(where));
  }
  for (const [index, { id, address, expect, hcl }] of read<Inline>("checkov/inline.json").entries()) {
    if (!known.has(id)) continue;
    const addresses = foundIn([{ "main.tf": hcl }]).get(id) ?? new Set<string>();
    const isFound = [...addresses].some((other) => other === address || other.endsWith(`.${address}`));
    yield verdict("checkov inline", id, `#${index} ${address}`, expect === "fail" ? "found" : "silent", isFound);
  }
  for (const { id, secure, insecure } of read<Snippets>("trivy.json")) {
    if (!known.has(id)) continue;
    const isFound = (hcl: string) => foundIn([{ "main.tf": hcl }]).has(id);
    for (const [index, hcl] of insecure.entries())
      yield verdict("trivy", id, `insecure ${index}`, "found", isFound(hcl));
    for (const [index, hcl] of secure.entries()) yield verdict("trivy", id, `secure ${index}`, "silent", isFound(hcl));
  }
}

const verdict = (
  source: Verdict["source"],
  id: string,
  where: string,
  expected: Verdict["expected"],
  isFound: boolean,
): Verdict => ({ source, id, where, expected, actual: isFound ? "found" : "silent" });

/** Every directory below, with its files. */
function folders(root: string): readonly Texts[] {
  if (!existsSync(root)) return [];
  const texts: Record<string, string> = {};
  const deeper: string[] = [];
  for (const name of readdirSync(root)) {
    const path = join(root, name);
    if (statSync(path).isDirectory()) deeper.push(path);
    else if (/\.(?:tf|tfvars|json)$/.test(name)) texts[name] = readFileSync(path, "utf8");
  }
  return [texts, ...deeper.flatMap(folders)];
}

/** Addresses by the other tools' ids under which something was found there. */
function foundIn(modules: readonly Texts[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const texts of modules) {
    const { report } = check(filesOf(texts), directory, { rules, config: { ...defaults, profile: "all" }, today });
    for (const { rule, address } of report.findings)
      for (const alias of rule.aliases) {
        const addresses = found.get(alias) ?? new Set();
        // Checkov leaves out `data.`, and the variable's and provider's own prefixes.
        for (const one of [address, address.replace(/^data\./, ""), address.replace(/^(?:var|provider)\./, "")])
          addresses.add(one);
        found.set(alias, addresses);
      }
  }
  return found;
}
