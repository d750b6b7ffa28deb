import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { profiles, severities } from "../analysis/config.ts";
import { shown, shownLines, visibleLines } from "../analysis/visible.ts";
import { closest } from "../language/schema/closest.ts";
import { rules } from "../rules/index.ts";
import {
  type Framework,
  frameworks,
  type Impact,
  impacts,
  type Profile,
  type Rule,
  type Severity,
} from "../rules/kit/rule.ts";
import { explanation } from "../server/src/features/explain.ts";
import { check } from "./check.ts";
import { Configs } from "./configs.ts";
import { Disk } from "./disk.ts";
import { type Exit, exit, type Io } from "./io.ts";
import { faultLine, type Outcome } from "./outcome.ts";
import { github } from "./reporters/github.ts";
import { json } from "./reporters/json.ts";
import { faultLines, pretty } from "./reporters/pretty.ts";
import { sarif } from "./reporters/sarif.ts";
import { ruleJson, ruleTable } from "./rules.ts";
import { testRules } from "./test-rules.ts";
import { version } from "./version.ts";

type Format = "pretty" | "json" | "sarif" | "github";

const reporters: Readonly<Record<Format, (outcome: Outcome, io: Io) => string>> = { pretty, json, sarif, github };

interface CheckFlags {
  readonly format: Format;
  readonly profile?: Profile;
  readonly framework: readonly Framework[];
  readonly failOn: Severity;
  readonly fix?: true;
  readonly impact: Impact;
  readonly config?: string;
}

/** Runs a command line, given without node and script, and says how it should exit. */
export async function run(args: readonly string[], io: Io): Promise<Exit> {
  let code: Exit = exit.clean;
  const program = new Command("parapet")
    .description("Finds insecure AWS configuration in Terraform and IAM policies, and mends it.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(shownLines(text)),
    });

  program
    .command("check")
    .description("check directories, each a module with all below it, and single files")
    .argument("<path...>", "directories, Terraform files, IAM policies in JSON")
    .addOption(new Option("--format <format>", "how to report").choices(Object.keys(reporters)).default("pretty"))
    .addOption(new Option("--profile <profile>", "which rules are on").choices(profiles))
    .addOption(
      new Option("--framework <framework>", "only rules with a control of it; may be given several times")
        .choices(frameworks)
        .argParser(several(frameworks))
        .default([], "all"),
    )
    .addOption(new Option("--fail-on <severity>", "least severity to exit with 1").choices(severities).default("low"))
    .option("--fix", "write the fixes into the files")
    .addOption(new Option("--impact <impact>", "how far --fix may go").choices(impacts).default("update"))
    .option("--config <file>", "configuration instead of the nearest .parapet.yaml")
    .action((paths: readonly string[], flags: CheckFlags) => {
      code = checked(paths, flags, io);
    });

  program
    .command("explain")
    .description("explain a rule, by its id or another tool's")
    .argument("<rule>")
    .action((id: string) => {
      const rules = rulesIn(io);
      const page = explanation(rules, id);
      if (page) return void io.stdout.write(visibleLines(`# ${page.title}\n\n${page.markdown}\n`));
      code = exit.failure;
      const meant = closest(
        id,
        rules.map((rule) => rule.id),
      );
      io.stderr.write(
        `parapet: there is no rule ${shown(id)}${meant === undefined ? "" : `; did you mean ${meant}?`}\n`,
      );
    });

  program
    .command("rules")
    .description("list every rule")
    .addOption(new Option("--format <format>", "how to list").choices(["pretty", "json"]).default("pretty"))
    .action(({ format }: { readonly format: string }) => {
      const rules = rulesIn(io);
      io.stdout.write(format === "json" ? ruleJson(rules) : ruleTable(rules));
    });

  program
    .command("test-rules")
    .description("hold the rules in .parapet/rules to their examples")
    .argument("[dir]", "the directory that has them", ".")
    .action((directory: string) => {
      code = testRules(directory, io);
    });

  program
    .command("lsp")
    .description("serve an editor in the Language Server Protocol")
    .requiredOption("--stdio", "over stdin and stdout")
    .action(async () => {
      await import("../server/src/node.ts");
    });

  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exit.clean : exit.failure;
  }
  return code;
}

/** Collects a repeatable option. */
const several =
  <Word extends string>(words: readonly Word[]) =>
  (value: string, before: readonly Word[]): readonly Word[] => {
    const word = words.find((one) => one === value);
    if (word === undefined) throw new InvalidArgumentError(`Allowed choices are ${words.join(", ")}.`);
    return [...before, word];
  };

/** Every rule that can run where the command was given; mistakes in own ones are told and not more. */
function rulesIn(io: Io): readonly Rule[] {
  const overrides = { config: undefined, profile: undefined, frameworks: [] };
  const configs = new Configs(io.cwd, new Disk(io.cwd), rules, overrides);
  const all = configs.rulesOf(io.cwd);
  for (const fault of configs.faults) io.stderr.write(`${faultLine(fault)}\n`);
  return all;
}

function checked(paths: readonly string[], flags: CheckFlags, io: Io): Exit {
  const { format, profile, framework, failOn, fix, impact, config } = flags;
  const outcome = check(
    paths,
    { profile, frameworks: framework, config, fix: fix ? impact : undefined },
    { rules, cwd: io.cwd, today: io.today, actions: () => io.actions?.() },
  );
  io.stderr.write(faultLines(outcome));
  io.stdout.write(reporters[format](outcome, io));
  if (outcome.faults.some(({ kind }) => kind === "input")) return exit.failure;
  const loud = severities.slice(0, severities.indexOf(failOn) + 1);
  const fails =
    outcome.faults.length > 0 ||
    outcome.findings.some(({ finding }) => !finding.suppression && loud.includes(finding.severity));
  return fails ? exit.findings : exit.clean;
}
