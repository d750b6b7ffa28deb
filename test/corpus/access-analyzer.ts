import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defaults } from "../../analysis/config/config.ts";
import { lintOnce } from "../../analysis/run/lint.ts";
import { rules } from "../../rules/index.ts";
import { moduleOf, today } from "../harness/fixture.ts";

/** A policy that AWS manages, and what IAM Access Analyzer says of it. */
interface Judged {
  readonly name: string;
  readonly policy: object;
  readonly findings: readonly { readonly code: string; readonly paths: readonly (readonly (string | number)[])[] }[];
}

/** What AWS says of one policy against what we say. */
export interface Comparison {
  readonly name: string;
  /** AWS finds nothing in it. */
  readonly isClean: boolean;
  /** Issue codes, each as often as AWS reports it. */
  readonly expected: readonly string[];
  /** Those of them that we report too. */
  readonly met: readonly string[];
  /** Codes that we report and AWS does not. */
  readonly surplus: readonly string[];
}

const folder = join(process.env["PARAPET_SHARED"] ?? "../shared", "corpus/iam");

/** Whether the outside truth is on this machine. */
export const isHere = existsSync(folder);

/** Every issue code that Access Analyzer has. */
const codes = (): ReadonlySet<string> =>
  new Set(
    (
      JSON.parse(readFileSync(join(folder, "access-analyzer-checks.json"), "utf8")) as { readonly issue_code: string }[]
    ).map(({ issue_code: code }) => code),
  );

/** Runs the rules that answer for an issue code over every policy. */
export function comparisons(): readonly Comparison[] {
  const all = codes();
  const answering = rules.filter(({ aliases }) => aliases.some((alias) => all.has(alias)));
  const truth = JSON.parse(readFileSync(join(folder, "access-analyzer-truth.json"), "utf8")) as readonly Judged[];
  return truth.map(({ name, policy, findings }) => {
    const module = moduleOf({ "policy.json": JSON.stringify(policy, undefined, 2) });
    const { findings: ours, failures } = lintOnce(module, {
      rules: answering,
      config: { ...defaults, profile: "all" },
      today,
    });
    for (const { rule, error } of failures) throw new Error(`${rule.id} failed on ${name}`, { cause: error });
    const reported = new Set(ours.flatMap(({ rule }) => rule.aliases.filter((alias) => all.has(alias))));
    const expected = findings.map(({ code }) => code);
    // a rule may answer for several codes: one that AWS reports too accounts for it
    const unmatched = ours.filter(({ rule }) => !rule.aliases.some((alias) => expected.includes(alias)));
    return {
      name,
      isClean: findings.length === 0,
      expected,
      met: expected.filter((code) => reported.has(code)),
      surplus: unmatched.map(({ rule }) => rule.id),
    };
  });
}
