import { deepEqual } from "node:assert/strict";
import volumeUnencrypted from "../../rules/aws/ebs/volume-unencrypted.ts";
import { type Client, connect, folder } from "../harness/client.ts";

describe("the server", () => {
  let client: Client;
  const main = `${folder}/main.tf`;
  const volume = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';

  afterEach(() => client.stop());

  it("tells what is insecure in an open document", async () => {
    client = await connect({ rules: [volumeUnencrypted] });
    await client.open(main, volume);
    deepEqual(await client.told(main), ['aws-ebs-volume-unencrypted resource "aws_ebs_volume" "data"']);
  });
});
