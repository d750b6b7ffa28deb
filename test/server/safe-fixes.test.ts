import { deepEqual } from "node:assert/strict";
import { safelyFixed } from "../../protocol/views.ts";
import { type Client, connect, folder } from "../harness/client.ts";
import { acl, volume } from "./rules.ts";

const bucket = (name: string, acl: string) => `resource "aws_s3_bucket" "${name}" {\n  acl = "${acl}"\n}\n`;
const unencrypted = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';

describe("what is safe to fix in the whole workspace", () => {
  let client: Client;

  afterEach(() => client.stop());

  const told = async () =>
    (await client.connection.sendRequest(safelyFixed)).map(
      ({ uri, rule, line, character }) => `${uri.slice(folder.length + 1)} ${rule} ${line}:${character}`,
    );

  it("is told where it stands, in open files and in others, and what recreates or is suppressed is not", async () => {
    const main = `${folder}/main.tf`;
    const files = new Map([
      [
        main,
        `${unencrypted}${bucket("a", "public-read")}# parapet:ignore aws-test-acl-public\n${bucket("b", "public-read")}`,
      ],
      [`${folder}/other/main.tf`, bucket("c", "public-read")],
    ]);
    client = await connect({ rules: [volume, acl], files });
    deepEqual(await told(), ["main.tf aws-test-acl-public 4:8", "other/main.tf aws-test-acl-public 1:8"]);
    await client.open(main, files.get(main) ?? "");
    await client.diagnostics(main);
    deepEqual(await told(), ["main.tf aws-test-acl-public 4:8", "other/main.tf aws-test-acl-public 1:8"]);
    await client.edit(main, `"a" {\n  acl = "public-read"`, `"a" {\n  acl = "private"`);
    deepEqual(await told(), ["other/main.tf aws-test-acl-public 1:8"]);
  });
});
