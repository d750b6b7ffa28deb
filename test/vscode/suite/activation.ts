import { commands, extensions } from "vscode";
import { cleanUp, edit, equal, eventually, ok } from "./editor.ts";

const extension = extensions.getExtension("parapet.parapet");

describe("activation", () => {
  afterEach(cleanUp);

  it("starts when a Terraform file is opened", async () => {
    await edit("app/start.tf", "");
    await eventually(() => ok(extension?.isActive === true, "Parapet did not start"));
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
