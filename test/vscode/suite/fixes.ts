import { CodeActionKind, Range } from "vscode";
import { action, choose, cleanUp, edit, equal, finding, newModule, ok, silence, where } from "./editor.ts";
import { bucket, guard, key, openSsh, publicBucket, rotated, ssh, unrotated } from "./fixtures.ts";

describe("fixes", () => {
  afterEach(cleanUp);

  it("write the secure value in place of the one at fault", async () => {
    const { document } = await edit(`${newModule()}/main.tf`, openSsh);
    const { range } = await finding(document, ssh);
    await choose(await action(document, range, /10\.0\.0\.0\/8/, CodeActionKind.QuickFix.value));
    equal(document.getText(), openSsh.replace("0.0.0.0/0", "10.0.0.0/8"));
    await silence(document, ssh);
  });

  it("add the resource that is missing, and are preferred where nothing is cut off", async () => {
    const { document } = await edit(`${newModule()}/main.tf`, bucket);
    const { range } = await finding(document, publicBucket);
    const fix = await action(document, range, /public access/i, CodeActionKind.QuickFix.value);
    equal(fix.isPreferred, true);
    await choose(fix);
    equal(document.getText(), bucket + guard);
    await silence(document, publicBucket);
  });

  it("put the whole file right at once, and leave alone what would cut somebody off", async () => {
    const second = key.replaceAll("logs", "data");
    const { document } = await edit(`${newModule()}/main.tf`, `${key}\n${second}\n${openSsh}`);
    await finding(document, ssh);
    const whole = new Range(0, 0, document.lineCount, 0);
    const fixAll = CodeActionKind.SourceFixAll.append("parapet").value;
    await choose(await action(document, whole, /./, fixAll));
    const text = document.getText();
    ok(text.includes(rotated) && text.includes(rotated.replaceAll("logs", "data")), text);
    ok(text.includes('cidr_blocks = ["0.0.0.0/0"]'), text);
    await silence(document, unrotated);
    await finding(document, ssh);
  });

  it("suppress with a comment that keeps the rule and a reason", async () => {
    const { document } = await edit(`${newModule()}/main.tf`, openSsh);
    const { range } = await finding(document, ssh);
    await choose(await action(document, range, /(suppress|ignore).*line/i));
    const comment = document.getText().match(/# parapet:ignore (\S+) -- \S.*/);
    equal(comment?.[1], ssh);
    await silence(document, ssh);
  });

  it("take away a suppression that hides nothing", async () => {
    const text = openSsh.replace("0.0.0.0/0", "10.0.0.0/8");
    const comment = `# parapet:ignore ${ssh} -- the office has a fixed address\n`;
    const { document } = await edit(`${newModule()}/main.tf`, comment + text);
    await choose(await action(document, where(document, ssh), /remove/i, CodeActionKind.QuickFix.value));
    equal(document.getText(), text);
  });
});
