import { execFileSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import type { JsonReport } from "../cli/reporters/json.ts";
import { grouped } from "../language/multimap.ts";

// `npm run compare -- OTHER/dist DIR…`: what this build finds in directories, beside another one's: which findings came, went, moved
// or changed their words, by rule. Options: --profile, and whatever else of `parapet check` is given behind `--`.

type Finding = JsonReport["findings"][number];

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { profile: { type: "string", default: "all" }, most: { type: "string", default: "5" } },
});
const [other, ...directories] = positionals;
if (other === undefined || directories.length === 0)
  throw new Error("usage: npm run compare -- OTHER/dist DIR… [--profile recommended] [--most N]");
const most = Number(values.most);

/** What a build reports of a directory. It ends with another code than 0 where it finds something. */
function report(dist: string, directory: string): JsonReport {
  const script = path.resolve(dist, "parapet.cjs");
  const given = [script, "check", ".", "--format", "json", "--profile", values.profile];
  try {
    const output = execFileSync(process.execPath, given, {
      cwd: directory,
      encoding: "utf8",
      maxBuffer: 2 ** 31,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return JSON.parse(output);
  } catch (error) {
    if (error instanceof Error && "stdout" in error && String(error.stdout).startsWith("{"))
      return JSON.parse(String(error.stdout));
    throw error;
  }
}

type Kind = "came" | "went" | "moved" | "said otherwise";

interface Difference {
  readonly kind: Kind;
  readonly rule: string;
  readonly text: string;
}

const place = ({ file, range: { start } }: Finding): string => `${file}:${start.line}:${start.column}`;
const line = (finding: Finding): string => `${place(finding)} ${finding.address}: ${finding.message}`;

/** Pairs of what is left on both sides under the same key; they are taken out. */
function* paired(before: Set<Finding>, after: Set<Finding>, keyOf: (finding: Finding) => string) {
  const waiting = grouped(before, keyOf);
  for (const finding of [...after]) {
    const old = waiting.get(keyOf(finding))?.shift();
    if (!old) continue;
    before.delete(old);
    after.delete(finding);
    yield [old, finding] as const;
  }
}

function differences(before: JsonReport, after: JsonReport): readonly Difference[] {
  const [old, now] = [new Set(before.findings), new Set(after.findings)];
  const found: Difference[] = [];
  const told = (kind: Kind, text: (a: Finding, b: Finding) => string, keyOf: (finding: Finding) => string): void => {
    for (const [a, b] of paired(old, now, keyOf)) found.push({ kind, rule: b.rule, text: text(a, b) });
  };
  const whole = (finding: Finding): string =>
    `${finding.rule} ${finding.severity} ${finding.suppressed} ${line(finding)}`;
  for (const _ of paired(old, now, whole));
  told(
    "said otherwise",
    (a, b) => `${line(a)} → ${b.severity} ${b.message}`,
    (one) => `${one.rule} ${place(one)} ${one.address}`,
  );
  told(
    "moved",
    (a, b) => `${line(a)} → ${place(b)} ${b.address}`,
    (one) => `${one.rule} ${one.file} ${one.message}`,
  );
  for (const finding of old) found.push({ kind: "went", rule: finding.rule, text: line(finding) });
  for (const finding of now) found.push({ kind: "came", rule: finding.rule, text: line(finding) });
  return found;
}

const marks: Readonly<Record<Kind, string>> = { came: "+", went: "-", moved: "~", "said otherwise": "≠" };

let total = 0;
for (const directory of directories) {
  const [before, after] = [report(other, directory), report("dist", directory)];
  const found = differences(before, after);
  total += found.length;
  console.log(`${directory}: ${before.findings.length} → ${after.findings.length} findings, ${found.length} differ`);
  const rules = grouped(found, ({ rule }) => rule);
  for (const [rule, own] of [...rules].sort(([, a], [, b]) => b.length - a.length)) {
    const counts = Object.keys(marks).flatMap((kind) => {
      const count = own.filter((one) => one.kind === kind).length;
      return count > 0 ? [`${count} ${kind}`] : [];
    });
    console.log(`  ${rule}: ${counts.join(", ")}`);
    for (const { kind, text } of own.slice(0, most)) console.log(`    ${marks[kind]} ${text}`);
    if (own.length > most) console.log(`    … ${own.length - most} more`);
  }
  const old = new Set(before.errors.map(({ file, message }) => `${file}: ${message}`));
  for (const { kind, file, message } of after.errors.filter(({ file, message }) => !old.has(`${file}: ${message}`)))
    console.log(`  ! ${kind} ${file ?? ""}: ${message}`);
}
process.exitCode = total > 0 ? 1 : 0;
