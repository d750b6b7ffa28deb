import type { FixedPlace, Gravity, ListedRule, ShownFinding } from "../../../protocol/views.ts";

// Decides without VS Code, so that it can be tested without it.

/** By what findings are put together. */
export type Grouping = "severity" | "service" | "file" | "module" | "rule" | "job";

export const groupings: readonly Grouping[] = ["severity", "service", "file", "module", "rule", "job"];

/** Findings that are put together, the gravest first; `key` is a severity, a service, a URI, a rule's id or whose job it is. */
export interface FindingGroup {
  readonly key: string;
  readonly findings: readonly ShownFinding[];
}

/** Which findings are listed. */
export interface FindingFilter {
  /** Of this file only. */
  readonly uri?: string;
  /** With this in their message, rule or file. */
  readonly text?: string;
  /** Those that can be fixed without harm. */
  readonly fixed?: ReadonlySet<string>;
}

const gravities: readonly Gravity[] = ["critical", "high", "medium", "low"];

/** The findings of all files, of which only what has changed is sorted anew. */
export class FindingIndex {
  readonly #byFile = new Map<string, readonly ShownFinding[]>();
  #rules: ReadonlyMap<string, ListedRule> = new Map();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get all(): readonly ShownFinding[] {
    return [...this.#byFile.keys()].sort().flatMap((uri) => this.#byFile.get(uri) ?? []);
  }

  /** What is found in a file from now on; whether that is something else. */
  put(uri: string, findings: readonly ShownFinding[]): boolean {
    const before = this.#byFile.get(uri)?.length ?? 0;
    if (before + findings.length === 0) return false;
    this.#count += findings.length - before;
    if (findings.length === 0) this.#byFile.delete(uri);
    else this.#byFile.set(uri, [...findings].sort(inOrder));
    return true;
  }

  set rules(rules: readonly ListedRule[]) {
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
  }

  rule(id: string): ListedRule | undefined {
    return this.#rules.get(id);
  }

  /** Whether there is a rule of which nothing is known yet. */
  get isRuleUnknown(): boolean {
    for (const findings of this.#byFile.values()) if (findings.some(({ rule }) => !this.#rules.has(rule))) return true;
    return false;
  }

  groups(by: Grouping, filter: FindingFilter): readonly FindingGroup[] {
    const groups = new Map<string, ShownFinding[]>();
    for (const finding of this.all) {
      if (!passes(finding, filter)) continue;
      const key = this.#keyOf(finding, by);
      const group = groups.get(key);
      if (group) group.push(finding);
      else groups.set(key, [finding]);
    }
    const found = [...groups].map(([key, findings]) => ({ key, findings: findings.sort(byGravity) }));
    if (by === "severity") return found.sort((a, b) => rank(a.key) - rank(b.key));
    if (by === "file" || by === "module") return found.sort((a, b) => (a.key < b.key ? -1 : 1));
    return found.sort((a, b) => b.findings.length - a.findings.length || (a.key < b.key ? -1 : 1));
  }

  #keyOf({ rule, severity, uri }: ShownFinding, by: Grouping): string {
    switch (by) {
      case "severity":
        return severity;
      case "service":
        return this.#rules.get(rule)?.service ?? "";
      case "file":
        return uri;
      case "module":
        return uri.slice(0, uri.lastIndexOf("/"));
      case "rule":
        return rule;
      case "job":
        return this.#rules.get(rule)?.isShared ? "shared" : "yours";
    }
  }
}

/** What is the same for a finding and the place where it can be fixed. */
export const placeOf = ({ uri, rule, line, character }: FixedPlace): string => `${uri} ${line}:${character} ${rule}`;

function passes({ uri, rule, message, range }: ShownFinding, filter: FindingFilter): boolean {
  if (filter.uri !== undefined && filter.uri !== uri) return false;
  if (filter.fixed && !filter.fixed.has(placeOf({ uri, rule, ...range.start }))) return false;
  const text = filter.text?.toLowerCase() ?? "";
  return text === "" || [message, rule, uri].some((one) => one.toLowerCase().includes(text));
}

const ranks: readonly string[] = gravities;

const rank = (gravity: string): number => ranks.indexOf(gravity);

/** Stable: what is as grave stays in the order of files and places. */
const byGravity = (a: ShownFinding, b: ShownFinding): number => rank(a.severity) - rank(b.severity);

const inOrder = ({ range: { start: a } }: ShownFinding, { range: { start: b } }: ShownFinding): number =>
  a.line - b.line || a.character - b.character;

/** Findings as a list in Markdown; `nameOf` is how people know a file. */
export function findingsMarkdown(findings: readonly ShownFinding[], nameOf: (uri: string) => string): string {
  const lines = findings.map(({ severity, message, rule, uri, range }) => {
    const at = `${nameOf(uri)}:${range.start.line + 1}`;
    return `- **${severity}**: ${escaped(message)} (${code(at)}, ${code(rule)})`;
  });
  return `${lines.join("\n")}\n`;
}

const escaped = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>()#+!|~]/g, "\\$&");

/** Code, in a fence that is longer than any run of backticks in it. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
