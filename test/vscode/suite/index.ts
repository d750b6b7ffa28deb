import "mocha/mocha.js";
import { workspace } from "vscode";
import { eventually, ok } from "./editor.ts";
import { Lines } from "./reporter.ts";

/**
 * VS Code's extension hosts call this, the one in Node and the one in a web worker alike: mocha's browser build runs in
 * both, so one bundle does.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", reporter: Lines, timeout: 60_000 });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await eventually(() => ok(workspace.workspaceFolders?.length === 2, "the workspace did not open"));
  await import("./activation.ts");
  await import("./squiggles.ts");
  await import("./fixes.ts");
  await import("./hover.ts");
  await import("./iam.ts");
  await import("./module.ts");
  await import("./settings.ts");
  await import("./commands.ts");
  await import("./views.ts");
  const failures = await new Promise<number>((resolve) => void Mocha.prototype.run.call(mocha, resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
