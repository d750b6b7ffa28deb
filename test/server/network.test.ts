import { deepEqual, equal, ok } from "node:assert/strict";
import { createHook } from "node:async_hooks";
import { join } from "node:path";
import { build } from "esbuild";
import { nodeDisk } from "../../server/src/node-disk.ts";
import { connect, folder } from "../harness/client.ts";
import { volume } from "./rules.ts";

const source = join(import.meta.dirname, "../../server/src");
const network = ["http", "https", "http2", "dgram", "dns", "tls"];

describe("the server's way to the network", () => {
  it("does not exist: nothing that is bundled asks for it", async () => {
    for (const [entry, platform] of [
      ["node.ts", "node"],
      ["worker.ts", "node"],
      ["hashicorp-worker.ts", "node"],
      ["browser.ts", "browser"],
    ] as const) {
      const { metafile } = await build({
        entryPoints: [join(source, entry)],
        bundle: true,
        write: false,
        metafile: true,
        platform,
        format: platform === "node" ? "cjs" : "iife",
        mainFields: platform === "node" ? ["module", "main"] : ["browser", "module", "main"],
        external: ["@cdktf/hcl2json"],
        logLevel: "silent",
      });
      const inputs = Object.entries(metafile.inputs);
      ok(inputs.length > 0);
      for (const [path, { imports }] of inputs)
        for (const { path: imported } of imports) {
          const name = imported.replace(/^node:/, "");
          ok(!network.includes(name), `${path} imports ${imported}`);
          // the protocol library can listen on a pipe or port where it is told to on the command line
          if (name === "net") ok(path.includes("node_modules/vscode-"), `${path} imports ${imported}`);
        }
    }
  });

  it("is not taken: no socket is opened while it works", async () => {
    const opened: string[] = [];
    const hook = createHook({
      init: (_, type) => {
        if (/^(?:TCP|UDP|GETADDRINFO|QUERY|HTTP|TLS|QUIC)/.test(type)) opened.push(type);
      },
    }).enable();
    const client = await connect({ rules: [volume], disk: nodeDisk });
    const uri = `${folder}/main.tf`;
    await client.open(
      uri,
      'resource "aws_ebs_volume" "data" {\n  size = 40\n}\nmodule "m" {\n  source = "https://example.com/m.zip"\n}\n',
    );
    equal((await client.diagnostics(uri)).length, 1);
    await client.actions(uri, "aws_ebs_volume");
    await client.hover(uri, "aws_ebs_volume");
    await client.stop();
    hook.disable();
    deepEqual(opened, []);
  });
});
