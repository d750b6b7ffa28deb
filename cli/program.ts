import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { profiles, severities } from "../analysis/config/config.ts";
import { shownLines } from "../analysis/show/visible.ts";
import { standards } from "../rules/frameworks.ts";
import { type Framework, frameworkNamed, frameworkNames, impacts } from "../rules/kit/rule.ts";
import type { AccessFlags, AccessQuestion } from "./access.ts";
import type { AccessDiffFlags } from "./access-diff.ts";
import type { AccessFormat } from "./access-who.ts";
import { baselineFile } from "./baseline.ts";
import { type BaselineFlags, type CheckFlags, checked, formats, type Output, recorded } from "./checking.ts";
import type { ChecklistFormat } from "./checklist.ts";
import { type Exit, exit, type Io, messageOf } from "./io.ts";
import type { CheckOptions } from "./job.ts";
import type { ReportFormat } from "./report/report.ts";
import { faultLines } from "./reporters/pretty.ts";
import { version } from "./version.ts";
import { worked } from "./working.ts";

// The rules and all that reads Terraform are in `worker.ts`, which is loaded where it is needed: a check does its work in a thread.

/** What can be asked of a policy. */
const accessQuestions: readonly AccessQuestion[] = ["no-new-access", "access-not-granted", "no-public-access"];

interface ReportFlags {
  readonly framework: readonly Framework[];
  readonly format?: ReportFormat;
  readonly output?: string;
  readonly config?: string;
}

const reportFormats: readonly ReportFormat[] = ["html", "markdown", "csv", "json"];

/** The frameworks whose requirements are known, by all their names. */
const reportable: readonly string[] = frameworkNames.filter((name) =>
  standards.some(({ framework }) => framework === frameworkNamed(name)),
);

interface ChecklistFlags {
  readonly format: ChecklistFormat;
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

  finding(program.command("check"))
    .description("check directories, each a module with all below it, and single files")
    .addOption(new Option("--format <format>", "how to report").choices(formats).default("pretty"))
    .addOption(
      new Option("--output <format:file>", "report into a file, too; may be given several times")
        .argParser(outputs)
        .default([], "none"),
    )
    .option("--base <path>", "only what is new since that version of the path, which lies beside it")
    .option("--baseline <file>", "only what is new since `parapet baseline` wrote that file")
    .addOption(new Option("--fail-on <severity>", "least severity to exit with 1").choices(severities).default("low"))
    .option(
      "--fix",
      "write the fixes into the files, as far as nobody would notice; says before what, and after what it left and why",
    )
    .option(
      "--dry-run",
      "print what --fix would write as a diff, and write nothing; the rest of the report goes to stderr",
    )
    .addOption(new Option("--impact <impact>", "how far --fix may go").choices(impacts).default("update"))
    .option(
      "--fixes",
      "work out the fixes of each finding for json and sarif, and verify each; pretty names them unverified without it",
    )
    .option("--allow-empty", "do not complain of a directory without anything to check")
    .addHelpText("after", exitCodes)
    .action(async (paths: readonly string[], flags: CheckFlags) => {
      code = await checked(paths, flags, io);
    });

  finding(program.command("baseline"))
    .description("write down what is found today, so that a check can tell what is new")
    .option("--output <file>", "where to", baselineFile)
    .action(async (paths: readonly string[], flags: BaselineFlags) => {
      code = await recorded(paths, flags, io);
    });

  program
    .command("checklist")
    .description("tell how much of the production checklist a directory meets")
    .argument("[dir]", "the directory", ".")
    .addOption(formatOption("pretty", "markdown", "json"))
    .option("--config <file>", "configuration instead of the nearest .parapet.yaml")
    .addHelpText("after", checklistHelp)
    .action(async (directory: string, { format, config }: ChecklistFlags) => {
      const options = { ...everyRule, config, evidence: "checklist" as const };
      const outcome = await worked({ paths: [directory], cwd: io.cwd, today: io.today, options }, defaultPatience, io);
      const { tellChecklist } = await import("./worker.ts");
      io.stderr.write(faultLines(outcome));
      code = tellChecklist(directory, outcome, format, io);
    });

  program
    .command("report")
    .description("tell what the code of a directory shows of a framework, requirement by requirement")
    .argument("[dir]", "the directory", ".")
    .addOption(
      new Option("--framework <framework>", "what to go by; may be given several times")
        .choices(reportable)
        .argParser(several(reportable))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--format <format>", "how to tell it; as the output's name ends, else markdown").choices(
        reportFormats,
      ),
    )
    .option("--output <file>", "write to a file instead of stdout")
    .option("--config <file>", "configuration instead of the nearest .parapet.yaml")
    .addHelpText("after", reportHelp)
    .action(async (directory: string, { framework, format, output, config }: ReportFlags) => {
      const options = { ...everyRule, frameworks: framework, config, evidence: "frameworks" as const };
      const outcome = await worked({ paths: [directory], cwd: io.cwd, today: io.today, options }, defaultPatience, io);
      const { tellReport } = await import("./worker.ts");
      io.stderr.write(faultLines(outcome));
      code = tellReport(directory, outcome, { frameworks: framework, format, output }, io);
    });

  const access = program.command("access").description("tell what IAM policies allow");
  access
    .command("diff")
    .description("tell whose access grew or shrank from one version of a directory to another")
    .argument("[dir]", "the directory as it is now", ".")
    .requiredOption("--base <dir>", "the directory as it was")
    .addOption(formatOption("pretty", "markdown", "json"))
    .addOption(
      new Option("--fail-on <what>", "what to exit with 1 for")
        .choices(["new", "public", "admin", "never"])
        .default("new"),
    )
    .action(async (directory: string, flags: AccessDiffFlags) => {
      const { diffAccess } = await import("./worker.ts");
      code = diffAccess(directory, flags, io);
    });
  access
    .command("who-can")
    .description("tell who in a directory may do an action on a resource")
    .argument("<action>", "s3:GetObject")
    .argument("<resource>", "an ARN, or the address of a resource in the code")
    .argument("[dir]", "the directory", ".")
    .addOption(formatOption("pretty", "json"))
    .action(async (action: string, resource: string, directory: string, format: AccessFormat) => {
      const { whoCan } = await import("./worker.ts");
      code = whoCan(action, resource, directory, format, io);
    });
  access
    .command("of")
    .description("tell what a role, a user or a group may do")
    .argument("<address>", "aws_iam_role.app")
    .argument("[dir]", "the directory", ".")
    .addOption(formatOption("pretty", "json"))
    .action(async (address: string, directory: string, format: AccessFormat) => {
      const { accessOf } = await import("./worker.ts");
      code = accessOf(address, directory, format, io);
    });
  access
    .command("check")
    .description("ask whether a policy has access that it should not have")
    .addArgument(new Argument("<question>", "what is asked").choices(accessQuestions))
    .requiredOption("--policy <file>", "the policy, in JSON")
    .option("--reference <file>", "for no-new-access: the policy before")
    .option("--actions <list>", "for access-not-granted: actions, with commas between them", listed, [])
    .option("--resources <list>", "for access-not-granted: ARNs, with commas between them", listed, [])
    .addOption(new Option("--kind <kind>", "whose policy it is").choices(["identity", "resource"]).default("identity"))
    .addOption(formatOption("pretty", "json"))
    .addHelpText("after", accessHelp)
    .action(async (question: AccessQuestion, flags: AccessFlags) => {
      const { checkAccess } = await import("./worker.ts");
      code = checkAccess(question, flags, io);
    });

  program
    .command("explain")
    .description("explain a rule, by its id or another tool's")
    .argument("<rule>")
    .action(async (id: string) => {
      const { explain } = await import("./worker.ts");
      code = explain(id, io);
    });

  program
    .command("rules")
    .description("list every rule")
    .addOption(new Option("--format <format>", "how to list").choices(["pretty", "json"]).default("pretty"))
    .action(async ({ format }: { readonly format: "pretty" | "json" }) => {
      const { listRules } = await import("./worker.ts");
      code = listRules(format, io);
    });

  program
    .command("test-rules")
    .description("hold the rules in .parapet/rules to their examples")
    .argument("[dir]", "the directory that has them", ".")
    .action(async (directory: string) => {
      const { testRules } = await import("./worker.ts");
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
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.clean : exit.failure;
    io.stderr.write(failure(error, io.debug));
    return exit.failure;
  }
  return code;
}

/** Gives a command the paths that are checked, and the options that decide what is found in them. */
const finding = (command: Command): Command =>
  command
    .argument("<path...>", "directories, Terraform files, IAM policies in JSON")
    .addOption(new Option("--profile <profile>", "which rules are on").choices(profiles))
    .addOption(
      new Option("--framework <framework>", "only rules with a control of it; may be given several times")
        .choices(frameworkNames)
        .argParser(several(frameworkNames))
        .default([], "all"),
    )
    .option("--config <file>", "configuration instead of the nearest .parapet.yaml")
    .addOption(
      new Option("--timeout <seconds>", "how long a module may take before it is given up")
        .argParser(seconds)
        .default(defaultPatience),
    )
    .option(
      "--allow-outside",
      "also read what links and module calls lead to outside the paths and their git working trees",
    );

const checklistHelp = `
What code does not show is ticked by hand in DIR/.parapet/checklist.yaml, a line for each row:
  mfa-for-all-users: { on: 2026-11-28, by: "Ada", note: "all in Identity Center" }

Exit codes:
  0  it was told, whatever it says
  2  something was not read`;

const reportHelp = `
It claims no compliance. What code does not show is ticked by hand as for "parapet checklist"; rules that a configuration switches off are
told as accepted.

Exit codes:
  0  it was told, whatever it says
  2  something was not read, or the report could not be written`;

const accessHelp = `
"These policies allow", and no more: service control policies elsewhere, ACLs and grants are not in it.

Exit codes:
  0  no: there is no such access
  1  yes, with a request that shows it
  2  a mistake in the command line, or a policy that cannot be read
  3  it cannot be told, and why`;

const formatOption = (...choices: readonly string[]): Option =>
  new Option("--format <format>", "how to tell it").choices(choices).default("pretty");

/** Splits a list at its commas. */
const listed = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...value
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== ""),
];

/** What the checklist goes by, whatever a configuration says of profiles. */
const everyRule: Omit<CheckOptions, "config"> = {
  profile: "all",
  frameworks: [],
  fix: undefined,
  isDry: false,
  fixes: "none",
  allowEmpty: false,
  allowsOutside: false,
};

const exitCodes = `
With --base or --baseline old findings are a number, and only new ones count for the exit code.

Exit codes:
  0  nothing was found at or above --fail-on; with --fix nothing was left, with --dry-run nothing would be
  1  something was found, or left
  2  something was not checked: a mistake in the command line or the settings, a file that cannot be
     read or has a syntax error, a module that was given up`;

/** Collects frameworks by any of their names. */
const several =
  (names: readonly string[]) =>
  (value: string, before: readonly Framework[] = []): readonly Framework[] => {
    const framework = names.includes(value) ? frameworkNamed(value) : undefined;
    if (framework === undefined) throw new InvalidArgumentError(`Allowed choices are ${names.join(", ")}.`);
    return [...new Set([...before, framework])];
  };

/** Collects `sarif:parapet.sarif`. */
function outputs(value: string, before: readonly Output[]): readonly Output[] {
  const colon = value.indexOf(":");
  const format = formats.find((one) => one === value.slice(0, colon));
  const path = value.slice(colon + 1);
  if (format === undefined || path === "")
    throw new InvalidArgumentError(
      `It is a format and a file, as in "sarif:parapet.sarif"; formats are ${formats.join(", ")}.`,
    );
  return [...before, { format, path }];
}

function seconds(value: string): number {
  const found = Number(value);
  if (!/^\d+$/.test(value) || found < 1 || found > mostSeconds)
    throw new InvalidArgumentError(`It is a number from 1 to ${mostSeconds}.`);
  return found;
}

const mostSeconds = 86_400;

/** What is said of what nobody has foreseen: one line, and where it was for those who look for it. */
export function failure(error: unknown, debug = false): string {
  const stack = debug && error instanceof Error ? `${error.stack}\n` : "";
  return shownLines(`parapet: failed: ${messageOf(error)}\n${stack}`);
}

/** Seconds that a module may take. */
const defaultPatience = 30;
