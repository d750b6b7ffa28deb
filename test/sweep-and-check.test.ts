import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { DiagnosticSeverity } from "vscode-languageserver";
import { unformatted } from "../analysis/show/wording.ts";
import { checkWorkspace } from "../protocol/messages.ts";
import { rules } from "../rules/index.ts";
import { nodeDisk } from "../server/src/node-disk.ts";
import { bench } from "./cli/harness.ts";
import { connect } from "./harness/client.ts";
import { estate } from "./harness/estate.ts";

describe("checking the workspace and parapet check", () => {
  const { check, path, write } = bench();
  /** What is said of the files, each place once: that is what an editor shows. */
  async function told(): Promise<readonly string[]> {
    const { findings } = await check(".", "--allow-empty");
    const open = findings.filter(({ suppressed }) => !suppressed);
    const lines = open.map(({ rule, file, message, range: { start, end } }) =>
      [file, start.line, start.column, end.line, end.column, rule, unformatted(message)].join(" "),
    );
    return [...new Set(lines)].sort();
  }

  async function swept(): Promise<readonly string[]> {
    const folder = pathToFileURL(path("")).toString().replace(/\/$/, "");
    const client = await connect({ rules, disk: nodeDisk, folders: [folder] });
    const { findings } = await client.connection.sendRequest(checkWorkspace, {});
    const lines = [...client.published.values()].flatMap(({ uri, diagnostics }) =>
      diagnostics.flatMap(({ code, message, severity, range: { start, end } }) => {
        // a wish is shown in passing, and the command line tells it only where it is asked for
        if (severity === DiagnosticSeverity.Hint) return [];
        const file = decodeURIComponent(uri.slice(folder.length + 1));
        // what else it is seen in, reports tell by itself
        const said = String(message).replace(/ \(and [^)]*\)$/, "");
        return [file, start.line + 1, start.character + 1, end.line + 1, end.character + 1, code, said].join(" ");
      }),
    );
    await client.stop();
    assert.equal(findings, lines.length);
    return lines.sort();
  }

  it("find the same in the example, policies in JSON included", async () => {
    cpSync("examples/insecure", path(""), { recursive: true });
    const found = await told();
    assert.ok(found.some((line) => line.startsWith("policies/deploy.json ")));
    assert.deepEqual(await swept(), found);
  });

  it("find the same in modules that call each other, and leave out the same", async () => {
    write(estate);
    const found = await told();
    const files = new Set(found.map((line) => line.split(" ")[0]));
    assert.deepEqual([...files].sort(), [
      "json/main.tf.json",
      "live/main.tf",
      "mixed/main.tf",
      "modules/bucket/main.tf",
      "modules/inner/main.tf",
      "more-vars/main.tf",
      "only-vars/terraform.tfvars",
      "policies/all.json",
      "vars/main.tf",
      "vars/terraform.tfvars",
    ]);
    assert.deepEqual(await swept(), found);
  });
});
