import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { defaults } from "../../analysis/config/config.ts";
import { check } from "../../analysis/run/check.ts";
import { rules } from "../../rules/index.ts";
import { leftOut } from "../../scripts/generate/left-out.ts";
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

/** Cases in which we are right not to agree, and why. */
export interface Deviation {
  readonly id: string;
  /** As in the verdicts. */
  readonly where: readonly string[];
  readonly reason: string;
  /** A page that says so. */
  readonly reference: string;
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
  readonly expect: "pass" | "fail" | "unknown";
  readonly hcl: string;
}

interface Snippets {
  readonly id: string;
  readonly secure: readonly string[];
  readonly insecure: readonly string[];
}

const known = new Set(rules.flatMap(({ aliases }) => aliases));

/**
 * Compares our findings with other tools' own cases, whether or not a rule of ours names theirs, but for what is left
 * out. Where no rule does, silence proves nothing and is not counted. `corpus` is a folder; `only` narrows to some ids.
 */
export function* verdicts(corpus: string, only?: ReadonlySet<string>): Iterable<Verdict> {
  const read = <T extends { readonly id: string }>(path: string): readonly T[] => {
    const file = join(corpus, path);
    const all = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T[]) : [];
    return all.filter(({ id }) => (only ? only.has(id) : !leftOut.has(id)));
  };
  const seen = new Map<string, Found>();
  for (const { id, dir, pass, fail } of read<Truth>("checkov/truth.json")) {
    const found = seen.get(dir) ?? foundIn(folders(join(corpus, "checkov", dir)));
    seen.set(dir, found);
    const addresses = found.get(id) ?? new Set();
    for (const where of fail) yield verdict("checkov fixtures", id, `${dir} ${where}`, "found", addresses.has(where));
    if (!known.has(id)) continue;
    for (const where of pass) yield verdict("checkov fixtures", id, `${dir} ${where}`, "silent", addresses.has(where));
  }
  for (const { id, address, expect, hcl } of read<Inline>("checkov/inline.json")) {
    if (expect === "unknown" || (expect === "pass" && !known.has(id))) continue;
    const addresses = foundIn([{ "main.tf": hcl }]).get(id) ?? new Set<string>();
    const isFound = [...addresses].some((other) => other === address || other.endsWith(`.${address}`));
    const where = `${address} ${digest(hcl)}`;
    yield verdict("checkov inline", id, where, expect === "fail" ? "found" : "silent", isFound);
  }
  for (const { id, secure, insecure } of read<Snippets>("trivy.json")) {
    const isFound = (hcl: string) => foundIn([{ "main.tf": hcl }]).has(id);
    for (const [index, hcl] of insecure.entries())
      yield verdict("trivy", id, `insecure ${index}`, "found", isFound(hcl));
    if (!known.has(id)) continue;
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

/** Tells one snippet from another, whatever order they come in. */
function digest(text: string): string {
  let hash = 5381;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 33) ^ text.charCodeAt(at)) >>> 0;
  return hash.toString(36);
}

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

/** Addresses by the other tools' ids. */
type Found = ReadonlyMap<string, ReadonlySet<string>>;

/** Under which addresses something was found there. */
function foundIn(modules: readonly Texts[]): Found {
  const found = new Map<string, Set<string>>();
  for (const texts of modules) {
    const { report } = check(filesOf(texts), directory, { rules, config: { ...defaults, profile: "all" }, today });
    for (const { aliases, address, subject } of report.findings)
      for (const alias of aliases) {
        const addresses = found.get(alias) ?? new Set();
        // Checkov leaves out `data.`, and the variable's and provider's own prefixes.
        for (const one of subject ? [address, subject.address] : [address])
          for (const spelled of [one, one.replace(/^data\./, ""), one.replace(/^(?:var|provider)\./, "")])
            addresses.add(spelled);
        found.set(alias, addresses);
      }
  }
  return found;
}

const written = JSON.parse(readFileSync(join(import.meta.dirname, "deviations.json"), "utf8")) as {
  readonly conformance: readonly Deviation[];
};

/** The deviations that are written down. */
export const deviations = written.conformance;

/** The one that speaks of a verdict. */
export const deviationFor = ({ id, where }: Verdict): Deviation | undefined =>
  deviations.find((deviation) => deviation.id === id && deviation.where.includes(where));

/** How many of the cases in which something must be found, or nothing, we answer that way. */
export interface Figure {
  readonly source: Verdict["source"];
  readonly expected: Verdict["expected"];
  readonly right: number;
  /** Without the deviations. */
  readonly asked: number;
  readonly deviating: number;
}

const sources = ["checkov fixtures", "checkov inline", "trivy"] as const;

/** By source, and by what is expected. */
export function figures(all: readonly Verdict[]): readonly Figure[] {
  return sources.flatMap((source) =>
    (["found", "silent"] as const).map((expected) => {
      const own = all.filter((verdict) => verdict.source === source && verdict.expected === expected);
      const differing = own.filter(({ actual }) => actual !== expected);
      const deviating = differing.filter((verdict) => deviationFor(verdict)).length;
      return {
        source,
        expected,
        right: own.length - differing.length,
        asked: own.length - deviating,
        deviating,
      };
    }),
  );
}

/** `checkov fixtures: 820 of 825 found (99.4 %), 3 deviations`. */
export const line = ({ source, expected, right, asked, deviating }: Figure): string =>
  `${source}: ${expected === "found" ? "found" : "silent on"} ${right} of ${asked} (${((100 * right) / Math.max(1, asked)).toFixed(1)} %), and ${deviating} deviations`;
