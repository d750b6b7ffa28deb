import { commands, extensions } from "vscode";
import { cleanUp, edit, equal, eventually, newModule, ok, replace } from "./editor.ts";
import { mark } from "./mark.ts";

const extension = extensions.getExtension("parapet.parapet");

interface Marks {
  getMarks(): readonly { readonly name: string; readonly startTime: number }[];
}

/** What VS Code itself measured: loading the code and activating, the server's start included. */
function told(): string {
  const { MonacoPerformanceMarks: marks } = globalThis as { readonly MonacoPerformanceMarks?: Marks };
  const at = (step: string) =>
    marks?.getMarks().findLast(({ name }) => name === `code/extHost/${step}/parapet.parapet`)?.startTime;
  const [load, loaded, activate, activated] = [
    "willLoadExtensionCode",
    "didLoadExtensionCode",
    "willActivateExtension",
    "didActivateExtension",
  ].map(at);
  if (load === undefined || loaded === undefined || activate === undefined || activated === undefined)
    return "no marks";
  return `code loaded in ${Math.round(loaded - load)} ms, activated in ${Math.round(activated - activate)} ms`;
}

describe("activation", () => {
  afterEach(cleanUp);

  it("starts no server for JSON that is no policy, and starts it once it becomes one", async () => {
    const editor = await edit(`${newModule("other")}/package.json`, '{ "name": "x" }\n');
    await eventually(() => ok(extension?.isActive === true, "Parapet was not activated"));
    // as long as it would take
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    equal(extension?.exports.isServing(), false);
    await replace(editor, '"name": "x"', '"Version": "2012-10-17", "Statement": []');
    await eventually(() => ok(extension?.exports.isServing() === true, "the server did not start"));
  });

  it("starts when a Terraform file is opened", async () => {
    await edit("app/start.tf", "");
    await eventually(() => ok(extension?.isActive === true, "Parapet did not start"));
    console.log(`${mark} ${told()}`);
  });

  it("starts for the languages it reads and never for all", () => {
    const events: readonly string[] = extension?.packageJSON.activationEvents;
    equal(events.includes("*") || events.includes("onStartupFinished"), false);
  });

  it("registers every command that its manifest names", async () => {
    const known = await commands.getCommands(true);
    const named: readonly { readonly command: string }[] = extension?.packageJSON.contributes.commands;
    equal(
      named.map(({ command }) => command).filter((command) => !known.includes(command)),
      [],
    );
  });
});
