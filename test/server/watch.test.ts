import { deepEqual, equal } from "node:assert/strict";
import { Watch } from "../../server/src/watch.ts";
import type { FromServer, LeftAlone, Message } from "../../supervisor/messages.ts";

const left = (until: LeftAlone["until"], reads: readonly string[] = []): LeftAlone => ({
  directory: "file:///w/app",
  reads,
  ending: "time",
  seconds: 5,
  until,
});

/** A watch, what it tells, and what it takes up again when messages come. */
function watched(...leftAlone: readonly LeftAlone[]) {
  const told: FromServer[] = [];
  const resumed: string[] = [];
  const watch = new Watch({ run: 2, leftAlone }, (said) => told.push(said));
  watch.resumed = (directories) => resumed.push(...directories);
  const hear = (method: string, params: unknown, isReplayed?: true): void => {
    const message: Message = { jsonrpc: "2.0", method, params, ...(isReplayed && { isReplayed }) };
    void watch.strategy.handleMessage(message, async () => undefined);
  };
  const edit = (uri: string): void => hear("textDocument/didChange", { textDocument: { uri, version: 2 } });
  const touch = (uri: string): void => hear("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
  const places = () => told.flatMap((said) => ("kind" in said && said.kind === "at" ? [said.place] : []));
  return { watch, told, resumed, hear, edit, touch, places };
}

const app = ["file:///w/app"];

describe("what a server tells who watches over it", () => {
  it("is where it is, once for each place", () => {
    const { watch, places, hear } = watched();
    hear("textDocument/didOpen", { textDocument: { uri: "file:///w/app/main.tf", languageId: "terraform", text: "" } });
    hear("textDocument/hover", { textDocument: { uri: "file:///w/app/main.tf" } });
    watch.at("file:///w/other");
    watch.at("file:///w/app");
    watch.reads(new Set(["file:///w/app", "file:///w/called"]));
    watch.at("file:///w/app", "file:///w/app/main.tf");
    deepEqual(places(), [
      { directory: "file:///w/app", reads: [], document: "file:///w/app/main.tf" },
      { directory: "file:///w/other", reads: [] },
      { directory: "file:///w/app", reads: [], document: "file:///w/app/main.tf" },
      { directory: "file:///w/app", reads: ["file:///w/called"], document: "file:///w/app/main.tf" },
    ]);
  });

  it("names the directory under which a file without a name takes part in a module", () => {
    const { places, hear } = watched();
    hear("textDocument/didOpen", { textDocument: { uri: "untitled:Untitled-1", languageId: "terraform", text: "" } });
    deepEqual(places(), [{ directory: "untitled:/Untitled-1", reads: [], document: "untitled:Untitled-1" }]);
  });

  it("is that a directory is taken up again", () => {
    const { told, edit } = watched(left("changed"));
    edit("file:///w/app/main.tf");
    deepEqual(told.at(-1), { kind: "resumed", directory: "file:///w/app" });
  });
});

describe("a directory that is left alone", () => {
  it("is taken up again when a file of it is edited, or of a module that it calls, or its settings", () => {
    for (const uri of ["file:///w/app/main.tf", "file:///w/called/main.tf", "file:///w/.parapet.yaml"]) {
      const { resumed, edit } = watched(left("changed", ["file:///w/called"]));
      edit(uri);
      deepEqual(resumed, app, uri);
    }
  });

  it("stays alone when something else is edited, or one of its documents opened or closed", () => {
    const { watch, resumed, edit, hear } = watched(left("changed"));
    edit("file:///w/other/main.tf");
    edit("file:///w/app/below/main.tf");
    const uri = "file:///w/app/main.tf";
    hear("textDocument/didOpen", { textDocument: { uri, languageId: "terraform", text: "" } });
    hear("textDocument/diagnostic", { textDocument: { uri } });
    hear("textDocument/didClose", { textDocument: { uri } });
    deepEqual(resumed, []);
    equal(watch.isLeftAlone("file:///w/app"), true);
  });

  it("waits for a save where it has to", () => {
    const { resumed, edit, hear } = watched(left("saved"));
    edit("file:///w/app/main.tf");
    deepEqual(resumed, []);
    hear("textDocument/didSave", { textDocument: { uri: "file:///w/app/main.tf" } });
    deepEqual(resumed, app);
  });

  it("is taken up again when a file changes on the disk, or the directory comes or goes", () => {
    for (const uri of ["file:///w/app/main.tf", "file:///w/app", "file:///w"]) {
      const { resumed, touch } = watched(left("saved"));
      touch(uri);
      deepEqual(resumed, app, uri);
    }
    const { resumed, touch } = watched(left("saved"));
    touch("file:///w/app/.terraform.tfstate.lock.info");
    touch("file:///w/apple");
    deepEqual(resumed, []);
  });

  it("is taken up again with new settings, but not with those that are only repeated", () => {
    const { resumed, hear } = watched(left("changed"));
    hear("workspace/didChangeConfiguration", { settings: null }, true);
    deepEqual(resumed, []);
    hear("workspace/didChangeConfiguration", { settings: null });
    deepEqual(resumed, app);
  });

  it("is said to be, in its documents and in the status", () => {
    const { watch, edit } = watched(left("changed"));
    equal(
      watch.notice("file:///w/app"),
      "Parapet gave up on this module after 5 s; it tries again when a file of it changes.",
    );
    equal(watch.summary, "Left alone until they change: app");
    edit("file:///w/app/main.tf");
    equal(watch.notice("file:///w/app"), undefined);
    equal(watch.summary, undefined);
  });
});
