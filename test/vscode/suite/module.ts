import { commands, Uri, workspace } from "vscode";
import { at, cleanUp, edit, equal, finding, findings, replace, ruleOf, show, silence, where, write } from "./editor.ts";
import { bucket, guard, openSsh, publicBucket, ssh } from "./fixtures.ts";

describe("a module", () => {
  afterEach(cleanUp);

  const fromVariable = `variable "office" {
  type = string
}

${openSsh.replace('"0.0.0.0/0"', "var.office")}`;

  it("is judged again when a value in an open tfvars file changes", async () => {
    await write("app/vars/main.tf", fromVariable);
    const values = await edit("app/vars/terraform.tfvars", 'office = "10.20.0.0/16"\n');
    const { document } = await show(at("app/vars/main.tf"));
    await silence(document, ssh);
    await replace(await show(values.document.uri), "10.20.0.0/16", "0.0.0.0/0");
    equal((await finding(document, ssh)).range, where(document, "var.office"));
  });

  it("is judged again when a file on disk changes that is not open", async () => {
    await write("app/vars/terraform.tfvars", 'office = "10.20.0.0/16"\n');
    const { document } = await edit("app/vars/main.tf", fromVariable);
    await silence(document, ssh);
    await write("app/vars/terraform.tfvars", 'office = "0.0.0.0/0"\n');
    await finding(document, ssh);
  });

  it("is judged again when a file appears, is renamed and is deleted", async () => {
    const { document } = await edit("app/files/main.tf", bucket);
    await finding(document, publicBucket);
    const companion = await write("app/files/guard.tf", guard);
    await silence(document, publicBucket);
    const renamed = await write("app/files/guard.tf.bak", "");
    await workspace.fs.rename(companion, renamed, { overwrite: true });
    await finding(document, publicBucket);
    await workspace.fs.rename(renamed, companion);
    await silence(document, publicBucket);
    await workspace.fs.delete(companion);
    await finding(document, publicBucket);
  });

  it("knows nothing of the modules beside it", async () => {
    await write("other/guard.tf", guard);
    const mine = (await edit("app/apart/main.tf", bucket)).document;
    const theirs = (await edit("other/bucket.tf", bucket)).document;
    await finding(mine, publicBucket);
    await silence(theirs, publicBucket);
  });

  it("follows the edits of a file that is not saved", async () => {
    const main = await edit("app/unsaved/main.tf", bucket);
    await finding(main.document, publicBucket);
    const other = await edit("app/unsaved/guard.tf", guard.replace("aws_s3_bucket.logs.id", '"elsewhere"'));
    await finding(main.document, publicBucket);
    await replace(other, '"elsewhere"', "aws_s3_bucket.logs.id");
    await silence(main.document, publicBucket);
  });

  it("is left alone in the comparison of two versions", async () => {
    const uri = await write("app/versions/main.tf", openSsh);
    const { document } = await show(uri);
    await finding(document, ssh);
    const before = Uri.parse("parapet:/not-a-rule.tf");
    await commands.executeCommand("vscode.diff", before, uri);
    equal(findings(before).map(ruleOf), []);
  });
});
