import { deepEqual, equal, ok } from "node:assert/strict";
import { cpSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { unformatted } from "../analysis/show/wording.ts";
import { checklist, checklistMarkdown, type ShownChecklist } from "../protocol/views.ts";
import { rules } from "../rules/index.ts";
import { nodeDisk } from "../server/src/node-disk.ts";
import { bench } from "./cli/harness.ts";
import { type Client, connect } from "./harness/client.ts";
import { estate } from "./harness/estate.ts";

interface ReportedPlace {
  readonly file: string;
  readonly line: number;
}

interface ReportedRow {
  readonly id: string;
  readonly state: string;
  readonly findings: readonly (ReportedPlace & { readonly rule: string; readonly message: string })[];
  readonly accepted: ReportedRow["findings"];
  readonly evidence: readonly (ReportedPlace & { readonly address: string })[];
  readonly undecided: ReportedRow["evidence"];
}

describe("the checklist in the editor and parapet checklist", () => {
  const { path, run, write } = bench();

  const folder = () => pathToFileURL(path("")).toString().replace(/\/$/, "");

  async function serving<Answer>(ask: (client: Client) => Promise<Answer>): Promise<Answer> {
    const client = await connect({ rules, disk: nodeDisk, folders: [folder()] });
    try {
      return await ask(client);
    } finally {
      await client.stop();
    }
  }

  const answered = (directory?: string): Promise<ShownChecklist | null> =>
    serving((client) => client.connection.sendRequest(checklist, directory === undefined ? {} : { directory }));

  /** Rows as lines, wherever they are from. */
  async function told(directory = "."): Promise<readonly string[]> {
    const { stdout } = await run("checklist", directory, "--format", "json");
    const { groups } = JSON.parse(stdout) as { readonly groups: readonly { readonly items: readonly ReportedRow[] }[] };
    const at = ({ file, line }: ReportedPlace) => `${file}:${line}`;
    return groups.flatMap(({ items }) =>
      items.map(({ id, state, findings, accepted, evidence, undecided }) =>
        [
          id,
          state,
          ...[findings, accepted].map((all) =>
            all.map((one) => `${one.rule} ${unformatted(one.message)} ${at(one)}`).sort(),
          ),
          ...[evidence, undecided].map((all) => all.map((one) => `${one.address} ${at(one)}`).sort()),
        ].join("\n"),
      ),
    );
  }

  async function shown(directory?: string): Promise<readonly string[]> {
    const found = await answered(directory);
    const at = ({ uri, range }: ShownChecklist["groups"][number]["rows"][number]["evidence"][number]) =>
      `${decodeURIComponent(uri.slice(folder().length + 1))}:${range.start.line + 1}`;
    const said = (message: string) => message.replace(/ \(and [^)]*\)$/, "");
    return (found?.groups ?? []).flatMap(({ rows }) =>
      rows.map(({ id, state, findings, accepted, evidence, undecided }) =>
        [
          id,
          state,
          ...[findings, accepted].map((all) =>
            all.map((one) => `${one.rule} ${said(one.message)} ${at({ ...one, address: "" })}`).sort(),
          ),
          ...[evidence, undecided].map((all) => all.map((one) => `${one.address} ${at(one)}`).sort()),
        ].join("\n"),
      ),
    );
  }

  it("have the same rows of the example", async () => {
    cpSync("examples/insecure", path(""), { recursive: true });
    write({ ".parapet/checklist.yaml": 'restore-tested: { on: 2026-11-01, by: "Ada" }\n' });
    const found = await told();
    equal(found.length, 23);
    ok(found.some((row) => row.includes("\nviolated\n")) && found.some((row) => row.startsWith("restore-tested\nmet")));
    deepEqual(await shown(), found);
  });

  it("have the same rows of modules that call each other, and of one of them by itself", async () => {
    write(estate);
    deepEqual(await shown(), await told());
    deepEqual(await shown(`${folder()}/mixed`), await told("mixed"));
  });

  it("are the same as Markdown", async () => {
    cpSync("examples/insecure", path(""), { recursive: true });
    const { stdout } = await run("checklist", ".", "--format", "markdown");
    const answer = await serving((client) => client.connection.sendRequest(checklistMarkdown, {}));
    equal(answer?.markdown, stdout);
  });
});
