import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { severities } from "../analysis/config/config.ts";
import { shownLines, visibleDiff } from "../analysis/show/visible.ts";
import type { Framework, Impact, Profile, Severity } from "../rules/kit/rule.ts";
import { baselineText, readBaseline } from "./baseline.ts";
import { type Exit, exit, type Io, messageOf } from "./io.ts";
import type { CheckOptions } from "./job.ts";
import { type Sighting, sightings, since } from "./known.ts";
import { type CheckOutcome, isGrave } from "./outcome.ts";
import { github } from "./reporters/github.ts";
import { gitlab } from "./reporters/gitlab.ts";
import { json } from "./reporters/json.ts";
import { junit } from "./reporters/junit.ts";
import { markdown } from "./reporters/markdown.ts";
import { faultLines, pretty } from "./reporters/pretty.ts";
import { sarif } from "./reporters/sarif.ts";
import { worked } from "./working.ts";
import { replaceFile } from "./write.ts";

const reporters = { pretty, json, sarif, github, gitlab, junit, markdown } satisfies Readonly<
  Record<string, (outcome: CheckOutcome, io: Io) => string>
>;

export type Format = keyof typeof reporters;

/** How `check` can report. */
export const formats = Object.keys(reporters) as readonly Format[];

/** A report that goes into a file. */
export interface Output {
  readonly format: Format;
  readonly path: string;
}

/** What decides which findings there are. */
export interface FindingFlags {
  readonly profile?: Profile;
  readonly framework: readonly Framework[];
  readonly timeout: number;
  readonly config?: string;
  readonly allowOutside?: true;
}

export interface CheckFlags extends FindingFlags {
  readonly format: Format;
  readonly output: readonly Output[];
  readonly base?: string;
  readonly baseline?: string;
  readonly failOn: Severity;
  readonly fix?: true;
  readonly dryRun?: true;
  readonly fixes?: true;
  readonly impact: Impact;
  readonly allowEmpty?: true;
}

export interface BaselineFlags extends FindingFlags {
  readonly output: string;
}

/** Checks what is asked for, tells what is found or new, and says how to exit. */
export async function checked(paths: readonly string[], flags: CheckFlags, io: Io): Promise<Exit> {
  const { format, output, failOn, fix, dryRun, impact, timeout, allowEmpty } = flags;
  const options: CheckOptions = {
    ...asked(flags),
    fix: fix || dryRun ? impact : undefined,
    isDry: dryRun === true,
    fixes: fixesIn(flags),
    allowEmpty: allowEmpty === true,
  };
  const earlier = await earlierOf(paths, flags, io);
  const whole = await worked({ paths, cwd: io.cwd, today: io.today, options }, timeout, io);
  const outcome = earlier ? since(whole, earlier.seen, earlier.origin) : whole;
  io.stderr.write(faultLines(outcome));
  if (flags.baseline !== undefined && outcome.known && outcome.known.gone > 0)
    io.stderr.write(
      shownLines(
        `parapet: ${outcome.known.gone} of what ${flags.baseline} holds is gone: "parapet baseline" writes it anew\n`,
      ),
    );
  for (const { format, path } of output)
    replaceFile(resolve(io.cwd, path), reporters[format](outcome, { ...io, color: false }));
  const report = reporters[format](outcome, io);
  const diff = format === "pretty" ? outcome.fix?.diff : undefined;
  if (diff === undefined) io.stdout.write(report);
  else {
    io.stderr.write(report);
    io.stdout.write(visibleDiff(diff));
  }
  if (outcome.faults.some(isGrave)) return exit.failure;
  const loud = severities.slice(0, severities.indexOf(failOn) + 1);
  const fails = outcome.findings.some(({ suppression, severity }) => !suppression && loud.includes(severity));
  return fails ? exit.findings : exit.clean;
}

/** What was seen before, and where its directories count from; undefined where nobody asks what is new. */
async function earlierOf(
  paths: readonly string[],
  flags: CheckFlags,
  io: Io,
): Promise<{ readonly seen: readonly Sighting[]; readonly origin: string } | undefined> {
  const { base, baseline } = flags;
  if (base !== undefined && baseline !== undefined)
    throw new Error("--base and --baseline are two ways to say one thing");
  if (baseline !== undefined) {
    const path = resolve(io.cwd, baseline);
    try {
      return { seen: readBaseline(path), origin: dirname(path) };
    } catch (error) {
      throw new Error(`the baseline ${baseline} cannot be read: ${messageOf(error)}`);
    }
  }
  if (base === undefined) return undefined;
  const [path = ".", ...more] = paths;
  if (more.length > 0) throw new Error("--base is another version of one path; several were given");
  const outcome = await found([base], flags, io);
  // what could not be read of it hides nothing: more is new then
  if (outcome.modules === 0 && outcome.faults.some(isGrave)) throw new Error(`the base ${base} cannot be read`);
  return { seen: sightings(outcome, originOf(base, io)), origin: originOf(path, io) };
}

/** The directory that a path is, or that it lies in. */
function originOf(path: string, { cwd }: Io): string {
  const whole = resolve(cwd, path);
  return statSync(whole, { throwIfNoEntry: false })?.isDirectory() ? whole : dirname(whole);
}

/** Writes a baseline. */
export async function recorded(paths: readonly string[], flags: BaselineFlags, io: Io): Promise<Exit> {
  const outcome = await found(paths, flags, io);
  io.stderr.write(faultLines(outcome));
  if (outcome.faults.some(isGrave)) return exit.failure;
  const path = resolve(io.cwd, flags.output);
  const seen = sightings(outcome, dirname(path));
  replaceFile(path, baselineText(seen));
  io.stderr.write(shownLines(`parapet: ${flags.output} holds ${seen.length} of ${outcome.files} files\n`));
  return exit.clean;
}

/** What there is to find, without any fix. */
function found(paths: readonly string[], flags: FindingFlags, io: Io): Promise<CheckOutcome> {
  const options: CheckOptions = { ...asked(flags), fix: undefined, isDry: false, fixes: "none", allowEmpty: true };
  return worked({ paths, cwd: io.cwd, today: io.today, options }, flags.timeout, io);
}

/** What decides which findings there are. */
const asked = ({ profile, framework, config, allowOutside }: FindingFlags) => ({
  profile,
  frameworks: framework,
  config,
  allowsOutside: allowOutside === true,
});

function fixesIn({ format, output, fixes }: CheckFlags): CheckOptions["fixes"] {
  const told = [format, ...output.map(({ format }) => format)];
  if (fixes && told.some((one) => one !== "github" && one !== "gitlab" && one !== "junit")) return "verified";
  return told.includes("pretty") || told.includes("markdown") ? "proposed" : "none";
}
