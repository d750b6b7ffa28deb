import { commands, Uri, workspace } from "vscode";
import {
  cleanUp,
  edit,
  equal,
  finding,
  findings,
  newModule,
  replace,
  ruleOf,
  show,
  silence,
  where,
  write,
} from "./editor.ts";
import { bucket, guard, openSsh, publicBucket, ssh } from "./fixtures.ts";

describe("a module", () => {
  afterEach(cleanUp);

  const fromVariable = `variable "office" {
  type = string
}

${openSsh.replace('"0.0.0.0/0"', "var.office")}`;

  it("is judged again when a value in an open tfvars file changes", async () => {
    const folder = newModule();
    const { document } = await edit(`${folder}/main.tf`, fromVariable);
    const values = await edit(`${folder}/terraform.tfvars`, 'office = "0.0.0.0/0"\n');
    await finding(values.document, ssh);
    await replace(values, "0.0.0.0/0", "10.20.0.0/16");
    await silence(values.document, ssh);
    await replace(values, "10.20.0.0/16", "0.0.0.0/0");
    const { range, relatedInformation } = await finding(values.document, ssh);
    equal(range, where(values.document, '"0.0.0.0/0"'));
    const use = relatedInformation?.find(({ location }) => location.uri.toString() === document.uri.toString());
    equal(use?.location.range, where(document, "var.office"));
    await silence(document, ssh);
  });

  it("is judged again when a file on disk changes that is not open", async () => {
    const folder = newModule();
    await write(`${folder}/terraform.tfvars`, 'office = "0.0.0.0/0"\n');
    const { document } = await edit(`${folder}/main.tf`, fromVariable);
    await finding(document, ssh);
    await write(`${folder}/terraform.tfvars`, 'office = "10.20.0.0/16"\n');
    await silence(document, ssh);
  });

  it("is judged again when a file appears, is renamed and is deleted", async () => {
    const folder = newModule();
    const { document } = await edit(`${folder}/main.tf`, bucket);
    await finding(document, publicBucket);
    const companion = await write(`${folder}/guard.tf`, guard);
    await silence(document, publicBucket);
    const renamed = await write(`${folder}/guard.tf.bak`, "");
    await workspace.fs.rename(companion, renamed, { overwrite: true });
    await finding(document, publicBucket);
    await workspace.fs.rename(renamed, companion);
    await silence(document, publicBucket);
    await workspace.fs.delete(companion);
    await finding(document, publicBucket);
  });

  it("takes a file that is no UTF-8 for unknown, until it can be read", async () => {
    const folder = newModule();
    const legacy = await write(`${folder}/legacy.tf`, "");
    await workspace.fs.writeFile(legacy, new Uint8Array([0x23, 0xe4, 0xf6, 0x0a]));
    const { document } = await edit(`${folder}/main.tf`, `${bucket}\n${openSsh}`);
    await finding(document, ssh);
    equal(findings(document).map(ruleOf).includes(publicBucket), false);
    await write(`${folder}/legacy.tf`, "# nothing\n");
    await finding(document, publicBucket);
  });

  it("knows nothing of the modules beside it", async () => {
    const folder = newModule("other");
    await write(`${folder}/guard.tf`, guard);
    const theirs = (await edit(`${folder}/main.tf`, `${bucket}\n${openSsh}`)).document;
    const mine = (await edit(`${newModule("app")}/main.tf`, bucket)).document;
    await finding(mine, publicBucket);
    await finding(theirs, ssh);
    await silence(theirs, publicBucket);
  });

  it("follows the edits of a file that is not saved", async () => {
    const folder = newModule();
    const main = await edit(`${folder}/main.tf`, bucket);
    await finding(main.document, publicBucket);
    const other = await edit(`${folder}/guard.tf`, guard.replace("aws_s3_bucket.logs.id", '"elsewhere"'));
    await finding(main.document, publicBucket);
    await replace(other, '"elsewhere"', "aws_s3_bucket.logs.id");
    await silence(main.document, publicBucket);
  });

  it("is left alone in the comparison of two versions", async () => {
    const uri = await write(`${newModule()}/main.tf`, openSsh);
    const { document } = await show(uri);
    await finding(document, ssh);
    const before = Uri.parse("parapet:/not-a-rule.tf");
    await commands.executeCommand("vscode.diff", before, uri);
    equal(findings(before).map(ruleOf), []);
  });
});
