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

const bucket = (acl: string) =>
  `resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\nresource "aws_s3_bucket_acl" "b" {\n  bucket = aws_s3_bucket.b.id\n  acl    = ${acl}\n}\n`;
const all = JSON.stringify(
  { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  null,
  2,
);
const volume = 'resource "aws_ebs_volume" "data" {\n  availability_zone = "eu-west-1a"\n  size              = 40\n}\n';
const call = (name: string, source: string, rest = "") => `module "${name}" {\n  source = "${source}"\n${rest}}\n`;

/** Modules that are called in every way, and every kind of file that is checked or is not. */
const estate = {
  ".parapet.yaml": "exclude:\n  - excluded/**\n  - mixed/left.tf\n",
  "live/main.tf":
    call("one", "../modules/bucket", '  acl = "public-read"\n') +
    `# parapet:ignore * -- known\n${call("two", "../modules/bucket", '  acl = "public-read"\n')}` +
    call("outer", "../modules/outer"),
  "other/main.tf": call("one", "../modules/bucket", '  acl = "private"\n') + call("inner", "../modules/inner"),
  "hushed/main.tf": `# parapet:ignore * -- known\n${call("policy", "../modules/policy")}`,
  "modules/bucket/main.tf": `variable "acl" {\n  default = "public-read-write"\n}\n${bucket("var.acl")}${volume}`,
  "modules/outer/main.tf": call("inner", "../inner"),
  "modules/inner/main.tf": volume,
  "modules/policy/main.tf": 'output "policy" {\n  value = file("${path.module}/all.json")\n}\n',
  "modules/policy/all.json": all,
  "policies/all.json": all,
  "policies/deeper/data.json": '{ "Statement": "none" }',
  "json/main.tf.json": JSON.stringify({ resource: { aws_ebs_volume: { data: { size: 1, availability_zone: "a" } } } }),
  "vars/main.tf": `variable "acl" {}\n${bucket("var.acl")}${volume}`,
  "vars/terraform.tfvars": 'acl = "public-read"\n',
  "more-vars/main.tf": `variable "acl" {\n  default = "public-read"\n}\n${bucket("var.acl")}${volume}`,
  "more-vars/x.auto.tfvars.json": '{ "acl": "private" }',
  "only-vars/terraform.tfvars": 'password = "correct-horse-battery"\n',
  "mixed/main.tf": volume,
  "mixed/left.tf": volume.replace('"data"', '"left"'),
  "mixed/.hidden.tf": volume.replace('"data"', '"hidden"'),
  "excluded/main.tf": volume + call("bucket", "../modules/bucket", '  acl = "private"\n'),
  "excluded/deeper/all.json": all,
  ".github/all.json": all,
  ".terraform/modules/x/main.tf": volume,
  "node_modules/x/main.tf": volume,
};

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
