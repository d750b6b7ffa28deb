import { commands, TabInputWebview, window } from "vscode";
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
    await eventually(() => equal(pages().join(), "SSH is open to the internet"));
    await commands.executeCommand("parapet.explain", "CKV_AWS_16");
    await eventually(() => equal(pages().join(), "Database is not encrypted at rest"));
  });

  it("ignore a finding from the rule's page", async () => {
    const { document } = await edit(`${newModule()}/main.tf`, openSsh);
    const { range } = await finding(document, ssh);
    const { line, character } = range.start;
    void commands.executeCommand("parapet.page.ignore", document.uri.toString(), line, character, ssh);
    await eventually(async () => {
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      ok(document.getText().includes(`parapet:ignore ${ssh}`), document.getText());
    });
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

/** The titles of the rules' pages that are open. */
const pages = () =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.includes("parapet.rule"))
    .map(({ label }) => label);
