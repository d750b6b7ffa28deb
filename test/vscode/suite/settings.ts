import { DiagnosticSeverity } from "vscode";
import {
  cleanUp,
  configure,
  edit,
  equal,
  eventually,
  finding,
  findings,
  newModule,
  replace,
  ruleOf,
  silence,
  type,
  write,
} from "./editor.ts";
import { bucket, openSsh, publicBucket, ssh } from "./fixtures.ts";

describe("settings", () => {
  afterEach(cleanUp);

  it("turn a rule off, change its severity, and take effect at once", async () => {
    const { document } = await edit(`${newModule()}/main.tf`, openSsh);
    await finding(document, ssh);
    await configure({ rules: { [ssh]: "off" } });
    await silence(document, ssh);
    await configure({ rules: { "aws-ec2-*": "low" } });
    await eventually(async () => equal((await finding(document, ssh)).severity, DiagnosticSeverity.Information));
  });

  it("turn everything off", async () => {
    const { document } = await edit(`${newModule()}/main.tf`, openSsh);
    await finding(document, ssh);
    await configure({ enable: false });
    await silence(document, ssh);
    await configure({ enable: true });
    await finding(document, ssh);
  });

  it("leave files out", async () => {
    const { document } = await edit(`${newModule()}/examples/main.tf`, openSsh);
    await finding(document, ssh);
    await configure({ exclude: ["**/examples/**"] });
    await silence(document, ssh);
  });

  it("wait for the file to be saved", async () => {
    await configure({ run: "onSave" });
    const editor = await edit(`${newModule()}/main.tf`, bucket);
    await finding(editor.document, publicBucket);
    await type(editor, `\n${openSsh}`);
    equal(findings(editor.document).map(ruleOf).includes(ssh), false);
    await editor.document.save();
    await finding(editor.document, ssh);
  });

  it("stand in .parapet.yaml too, where a mistake is reported", async () => {
    const { document } = await edit("app/main.copy.tf", openSsh);
    await finding(document, ssh);
    await write("app/.parapet.yaml", `rules:\n  ${ssh}: off\n`);
    await silence(document, ssh);
    const file = await edit("app/.parapet.yaml", `rules:\n  ${ssh}: loud\n`);
    await eventually(() => {
      const [mistake] = findings(file.document);
      equal(mistake && file.document.getText(mistake.range), "loud");
    });
    await replace(file, "loud", "low");
    await eventually(() => equal(findings(file.document), []));
  });
});
