import assert from "node:assert/strict";
import type { Log } from "sarif";
import { bench } from "../cli/harness.ts";
import { assertWellFormed } from "../harness/xml.ts";
import { filesWith, rulesWith, settingsWith } from "./files.ts";
import { assertShown, joinedNames, secrets } from "./names.ts";

describe("what the command line prints", () => {
  const { write, run } = bench();

  for (const [what, name] of Object.entries(joinedNames))
    describe(`with ${what} in every name`, () => {
      const settled = (): void =>
        write({
          ...filesWith(name),
          [`${onDisk(name)}.tf`]: 'resource "aws_ebs_volume" "a" {\n  size = 40\n}\n',
          [`${onDisk(name)}/main.tf`]: "locals {\n",
          ".parapet.yaml": settingsWith(name),
          ".parapet/rules/a.yaml": rulesWith(name),
        });

      for (const format of ["pretty", "json", "sarif", "github", "gitlab", "junit", "markdown"])
        it(`is fit to be shown as ${format}`, async () => {
          settled();
          const { stdout, stderr } = await run(
            "check",
            ".",
            withoutSecrets(name) || "gone",
            "--format",
            format,
            "--fixes",
          );
          assertShown(stdout, "stdout");
          assertShown(stderr, "stderr");
          assert.match(stderr, /^parapet: /m);
          assert.doesNotMatch(stderr, /^\s*::/m);
          const commands = stdout.match(/^\s*::.*$/gm) ?? [];
          if (format !== "github") assert.deepEqual(commands, []);
          else
            for (const line of stdout.trimEnd().split("\n"))
              assert.match(line, /^::(?:error|warning|notice) [^:]+::[^:]/);
          if (format === "json" || format === "sarif")
            for (const text of strings(JSON.parse(stdout))) assertUnsecret(text);
          assert.ok(stdout.includes("own-key-name") && stdout.includes("aws-rds-publicly-accessible"));
          if (format === "junit") assertWellFormed(stdout);
          if (format === "sarif") assertAllApart(JSON.parse(stdout));
        });

      for (const format of ["html", "markdown", "csv", "json"])
        it(`is fit to be shown in a report of frameworks as ${format}`, async () => {
          settled();
          const frameworks = ["fsbp", "cis-aws-3.0", "nist-800-53"].flatMap((one) => ["--framework", one]);
          const { stdout, stderr } = await run("report", ".", ...frameworks, "--format", format);
          assertShown(stdout, "stdout");
          assertShown(stderr, "stderr");
          assert.doesNotMatch(stdout, /^\s*::/m);
          if (format === "html") assert.doesNotMatch(stdout, /<(?:img|script|iframe)|href="(?!https:\/\/docs\.aws|#)/);
          assert.ok(stdout.includes("aws-rds-publicly-accessible") || format === "markdown");
        });

      it("is fit to be shown by the other commands", async () => {
        settled();
        for (const args of [
          ["explain", "own-key-name"],
          ["explain", name],
          ["rules"],
          ["rules", "--format", "json"],
          ["test-rules"],
          ["test-rules", name],
          [name],
          [`--${name}`],
        ]) {
          const { stdout, stderr } = await run(...args);
          // the example of a rule is what its author wants to be seen
          const isExample = args[1] === "own-key-name" || args[0] === "rules" || args[0] === "test-rules";
          for (const text of [stdout, stderr]) {
            assertShown(isExample ? withoutSecrets(text) : text, args.join(" "));
            assert.doesNotMatch(text, /^\s*::/m);
          }
        }
      });

      it("is fit to be shown when fixes are written", async () => {
        settled();
        const { stdout, stderr } = await run("check", ".", "--fix", "--impact", "replacement");
        assertShown(stdout, "stdout");
        assertShown(stderr, "stderr");
        assert.doesNotMatch(stdout + stderr, /^\s*::/m);
      });
    });
});

/** As far as a file can be called that; what names a file names it whole. */
const onDisk = (name: string): string => withoutSecrets(name.replaceAll(/[/\0]/g, "_").slice(0, 60)) || "a key";

const withoutSecrets = (text: string): string =>
  secrets.reduce((without, secret) => without.replaceAll(secret, ""), text);

function* strings(value: unknown): Iterable<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) yield* strings(inner);
}

function assertUnsecret(text: string): void {
  for (const secret of secrets) assert.ok(!text.includes(secret), text);
}

function assertAllApart({ runs: [run] }: Log): void {
  const prints = run?.results?.map(({ partialFingerprints }) => partialFingerprints?.["parapet/v3"]) ?? [];
  assert.equal(new Set(prints).size, prints.length);
}
