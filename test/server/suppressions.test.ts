import { deepEqual, equal } from "node:assert/strict";
import { suppressions } from "../../protocol/views.ts";
import { type Client, connect, folder } from "../harness/client.ts";
import { acl, volume } from "./rules.ts";

const bucket = 'resource "aws_s3_bucket" "b" {\n  acl = "public-read"\n}\n';
const volumes = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';

describe("the list of suppressions", () => {
  let client: Client;

  afterEach(() => client.stop());

  const told = async () =>
    (await client.connection.sendRequest(suppressions))?.map(
      ({ uri, range, id, form, state, reason, until, hidden }) =>
        `${uri.slice(folder.length + 1)}:${range.start.line + 1} ${form} ${id} ${state} ${reason} ${until} ${hidden.length}`,
    );

  it("has those of every tool, with their reason, their end and what they hide", async () => {
    const lines = [
      "# parapet:ignore aws-test-acl-public until=2099-01-31 -- a public site",
      bucket,
      "# parapet:ignore aws-test-acl-public until=2026-01-31 -- too long ago",
      bucket.replace('"b"', '"c"'),
      "# parapet:ignore aws-test-acl-public -- nothing to hide",
      'resource "aws_s3_bucket" "d" {\n}\n',
      "# parapet:ignore aws-ebs-volume-unencrypted",
      volumes,
      "# tfsec:ignore:aws-somewhere-else",
      "locals {}\n",
    ];
    const files = new Map([
      [`${folder}/main.tf`, lines.join("\n")],
      [
        `${folder}/other/main.tf`,
        `resource "aws_s3_bucket" "e" {\n  #checkov:skip=CKV_AWS_00:the site\n  acl = "public-read"\n}\n`,
      ],
    ]);
    client = await connect({ rules: [volume, acl], files });
    deepEqual(await told(), [
      "main.tf:1 parapet aws-test-acl-public holds a public site 2099-01-31 1",
      "main.tf:6 parapet aws-test-acl-public expired too long ago 2026-01-31 0",
      "main.tf:11 parapet aws-test-acl-public dead nothing to hide undefined 0",
      "main.tf:15 parapet aws-ebs-volume-unencrypted without-reason undefined undefined 1",
      "main.tf:20 tfsec aws-somewhere-else without-reason undefined undefined 0",
      "other/main.tf:2 checkov CKV_AWS_00 holds the site undefined 1",
    ]);
  });

  it("takes one for dead only where it hides nothing in any root", async () => {
    const call = (acl: string) => `module "m" {\n  source = "../m"\n  acl    = "${acl}"\n}\n`;
    const files = new Map([
      [`${folder}/a/main.tf`, call("private")],
      [`${folder}/b/main.tf`, call("public-read")],
      [
        `${folder}/m/main.tf`,
        'variable "acl" {}\nresource "aws_s3_bucket" "b" {\n  # parapet:ignore aws-test-acl-public -- known\n  acl = var.acl\n}\n',
      ],
    ]);
    client = await connect({ rules: [acl], files });
    const states = async () => (await client.connection.sendRequest(suppressions))?.map(({ state }) => state);
    deepEqual(await states(), ["holds"]);
    files.set(`${folder}/b/main.tf`, call("private"));
    await client.touched(["changed", `${folder}/b/main.tf`]);
    deepEqual(await states(), ["dead"]);
  });

  it("is none where there is nothing to check, and empty where nothing is turned off", async () => {
    const files = new Map([[`${folder}/package.json`, "{}"]]);
    client = await connect({ rules: [acl], files });
    equal(await told(), undefined);
    files.set(`${folder}/main.tf`, volumes);
    await client.touched(["created", `${folder}/main.tf`]);
    deepEqual(await told(), []);
  });
});
