import { CodeActionKind, commands, Range, workspace } from "vscode";
import {
  action,
  choose,
  cleanUp,
  configure,
  edit,
  equal,
  eventually,
  finding,
  newModule,
  ok,
  silence,
  where,
  write,
} from "./editor.ts";
import {
  bucket,
  endpoint,
  guard,
  key,
  openSsh,
  publicBucket,
  rotated,
  secretInUserData,
  ssh,
  unrotated,
} from "./fixtures.ts";

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

  it("ask how far, why and until when before they write a suppression", async () => {
    const { document } = await edit(`${newModule()}/main.tf`, openSsh);
    const { range } = await finding(document, ssh);
    const ignored = choose(await action(document, range, /^Ignore aws-ec2-ssh-open-to-world…$/));
    // the line, the reason that stands there, no end: accepted one after the other
    await eventually(async () => {
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      ok(/# parapet:ignore/.test(document.getText()), document.getText());
    });
    await ignored;
    const comment = document.getText().match(/^ +# parapet:ignore (\S+) -- accepted risk$/m);
    equal(comment?.[1], ssh);
    await silence(document, ssh);
  });

  it("indent what is written beside a tab stop as the file does, and have a name overtyped wherever it stands", async () => {
    const editor = await edit(`${newModule()}/main.tf`, secretInUserData);
    const { document } = editor;
    const { range } = await finding(document, "aws-secrets-in-user-data");
    await choose(await action(document, range, /^Read it from Secrets Manager/, CodeActionKind.QuickFix.value));
    const text = document.getText();
    ok(/^ {2}iam_instance_profile += aws_iam_instance_profile\.app\.name$/m.test(text), text);
    ok(/^ {4}# Get password from AWS Secrets Manager$/m.test(text), text);
    ok(!/[ \t]$/m.test(text), text);
    equal(
      editor.selections.map((selection) => document.getText(selection)),
      ["prod/app/db", "prod/app/db"],
    );
  });

  it("go from one value that they need to the next", async () => {
    await configure({ profile: "all" });
    const editor = await edit(`${newModule()}/main.tf`, bucket);
    const { document } = editor;
    const { range } = await finding(document, "aws-s3-bucket-without-replication");
    await choose(await action(document, range, /^Replicate to another bucket .*\(needs a value\)$/));
    const stops = [document.getText(editor.selection)];
    await commands.executeCommand("jumpToNextSnippetPlaceholder");
    stops.push(document.getText(editor.selection));
    equal(stops, ["arn:aws:iam::123456789012:role/replication", "arn:aws:s3:::name-of-the-other-bucket"]);
  });

  it("are undone in one step, in all files that they have written in", async () => {
    const module = newModule();
    const variables = await edit(`${module}/variables.tf`, 'variable "region" {\n  type = string\n}\n');
    const { document } = await edit(`${module}/main.tf`, endpoint);
    const { range } = await finding(document, "aws-secrets-in-database-password");
    await choose(await action(document, range, /^Take it from a sensitive variable/, CodeActionKind.QuickFix.value));
    ok(document.getText().includes("var.db_password"), document.getText());
    ok(variables.document.getText().includes('variable "db_password"'), variables.document.getText());
    await commands.executeCommand("undo");
    equal([document.getText(), variables.document.getText()], [endpoint, 'variable "region" {\n  type = string\n}\n']);
  });

  it("of a whole module are written where the rules were left ticked", async () => {
    const module = newModule();
    const other = await write(`${module}/other.tf`, key.replaceAll("logs", "data"));
    const { document } = await edit(`${module}/main.tf`, `${key}\n${openSsh}`);
    await finding(document, ssh);
    const fixed = commands.executeCommand("parapet.fixModule");
    await eventually(async () => {
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      equal(document.getText(), `${rotated}\n${openSsh}`);
    });
    await fixed;
    equal((await workspace.openTextDocument(other)).getText(), rotated.replaceAll("logs", "data"));
  });

  it("take away a suppression that hides nothing", async () => {
    const text = openSsh.replace("0.0.0.0/0", "10.0.0.0/8");
    const comment = `# parapet:ignore ${ssh} -- the office has a fixed address\n`;
    const { document } = await edit(`${newModule()}/main.tf`, comment + text);
    await choose(await action(document, where(document, ssh), /remove/i, CodeActionKind.QuickFix.value));
    equal(document.getText(), text);
  });
});
