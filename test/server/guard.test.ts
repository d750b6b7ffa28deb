import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { ResponseError } from "vscode-languageserver/node";
import { checkWorkspace } from "../../protocol/messages.ts";
import { Guard } from "../../server/src/guard.ts";
import { connect, folder, memoryDisk } from "../harness/client.ts";
import { volume } from "./rules.ts";

const uri = `${folder}/main.tf`;
const text = 'resource "aws_ebs_volume" "data" {\n  size = 40\n}\n';

describe("a failure in the server", () => {
  it("is told once for each feature and message, with its stack", async () => {
    const log: string[] = [];
    const guard = new Guard((text) => log.push(text));
    const failing = guard.caught(
      "hover",
      (message: string): string => fail(message),
      () => "nothing",
    );
    equal(await failing("a"), "nothing");
    equal(await failing("a"), "nothing");
    equal(await failing("b"), "nothing");
    guard.tell("symbols", new Error("a"));
    guard.tell("symbols", "no error at all");
    deepEqual(
      log.map((text) => text.split("\n")[0]),
      [
        "hover failed: Error: a",
        "hover failed: Error: b",
        "symbols failed: Error: a",
        "symbols failed: no error at all",
      ],
    );
    match(log[0] ?? "", /\n +at /);
  });

  it("is no failure where it is meant as an answer", async () => {
    const log: string[] = [];
    const guard = new Guard((text) => log.push(text));
    const cancelled = guard.caught(
      "diagnostics",
      (): string => cancel(),
      () => "nothing",
    );
    await rejects(cancelled(), ResponseError);
    deepEqual(log, []);
  });

  it("of the disk is told in the log and keeps what the client shows", async () => {
    const disk = { ...memoryDisk(new Map()), list: async () => fail("no disk") };
    const client = await connect({ rules: [volume], disk });
    await client.open(uri, text);
    for (let round = 0; round < 2; round++)
      await rejects(client.diagnostics(uri), (error: ResponseError<unknown>) => {
        deepEqual(error.data, { retriggerRequest: false });
        return true;
      });
    equal(await client.hover(uri, "aws_ebs_volume"), null);
    await rejects(client.connection.sendRequest(checkWorkspace, {}), /no disk/);
    equal(client.logged.filter((line) => line.startsWith("diagnostics failed: Error: no disk")).length, 1);
    await client.stop();
  });
});

function fail(message: string): never {
  throw new Error(message);
}

function cancel(): never {
  throw new ResponseError(-32802, "Asked anew");
}
