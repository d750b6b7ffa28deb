import { commands, type TextDocument, window, workspace } from "vscode";
import { at, cleanUp, edit, equal, eventually, finding, findings, newModule, ok, ruleOf, write } from "./editor.ts";
import { openSsh, ssh } from "./fixtures.ts";

describe("commands", () => {
  afterEach(cleanUp);

  it("check the files that are not open", async () => {
    await write("app/closed/main.tf", openSsh);
    void commands.executeCommand("parapet.checkWorkspace");
    await eventually(() => ok(findings(at("app/closed/main.tf")).map(ruleOf).includes(ssh), "nothing was found"));
  });

  it("explain a rule on a page of its own", async () => {
    await edit(`${newModule()}/main.tf`, openSsh);
    await commands.executeCommand("parapet.explain", ssh);
    const page = await eventually(async (): Promise<TextDocument> => {
      const found = workspace.textDocuments.find(({ uri }) => uri.scheme === "parapet" && uri.path.includes(ssh));
      ok(found !== undefined, "no page");
      return found;
    });
    equal(page.languageId, "markdown");
    ok(page.getText().startsWith("# SSH is open"), page.getText());
  });

  it("go on after the server is restarted", async () => {
    const { document } = await edit(`${newModule()}/main.tf`, openSsh);
    await finding(document, ssh);
    await commands.executeCommand("parapet.restartServer");
    await finding(document, ssh);
  });

  it("open a sample that has findings", async () => {
    await commands.executeCommand("parapet.openSample");
    const document = window.activeTextEditor?.document;
    ok(document?.isUntitled === true, "no sample");
    await finding(document, ssh);
  });
});
