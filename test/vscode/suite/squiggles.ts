import { DiagnosticSeverity, Uri, workspace } from "vscode";
import {
  cleanUp,
  edit,
  equal,
  eventually,
  finding,
  findings,
  newModule,
  ok,
  replace,
  ruleOf,
  show,
  silence,
  type,
  where,
  write,
} from "./editor.ts";
import { bucket, everything, openSsh, publicBucket, ssh } from "./fixtures.ts";

describe("squiggles", () => {
  afterEach(cleanUp);

  it("underline the value at fault, exactly, as it is typed", async () => {
    const editor = await edit(`${newModule()}/main.tf`, "");
    await type(editor, openSsh);
    const { range, severity, code } = await finding(editor.document, ssh);
    equal(range, where(editor.document, '"0.0.0.0/0"'));
    equal(severity, DiagnosticSeverity.Error);
    ok(typeof code === "object" && code.target.path.endsWith(`${ssh}.md`), "the rule's page is not linked");
  });

  it("go when the value is put right, and come back with it", async () => {
    const editor = await edit(`${newModule()}/main.tf`, openSsh);
    const { document } = editor;
    await finding(document, ssh);
    await replace(editor, "0.0.0.0/0", "10.0.0.0/8");
    await silence(document, ssh);
    await replace(editor, "cidr_blocks", "ipv6_cidr_blocks");
    await replace(editor, "10.0.0.0/8", "::/0");
    equal((await finding(document, ssh)).range, where(document, '"::/0"'));
  });

  it("stay where they belong while another block is broken, and after it is mended", async () => {
    const editor = await edit(`${newModule()}/main.tf`, `${bucket}\n${openSsh}`);
    const { document } = editor;
    await finding(document, ssh);
    await replace(editor, '  bucket = "acme-logs"\n}\n', '  bucket = "acme-logs\n');
    await eventually(() =>
      ok(
        findings(document).some((found) => ruleOf(found) === "syntax"),
        "the broken block is not reported",
      ),
    );
    equal((await finding(document, ssh)).range, where(document, '"0.0.0.0/0"'));
    await silence(document, publicBucket);
    await replace(editor, '  bucket = "acme-logs\n', '  bucket = "acme-logs"\n}\n');
    await silence(document, "syntax");
    await finding(document, publicBucket);
    equal((await finding(document, ssh)).range, where(document, '"0.0.0.0/0"'));
  });

  it("show in text that was never saved", async () => {
    const document = await workspace.openTextDocument({ language: "terraform", content: openSsh });
    ok(document.isUntitled, "it is saved");
    equal((await finding(document, ssh)).range, where(document, '"0.0.0.0/0"'));
  });

  it("show in an IAM policy, and in no other JSON", async () => {
    const policy = (await edit("app/policy.json", everything)).document;
    await eventually(() => {
      const underlined = findings(policy).map(({ range }) => policy.getText(range));
      ok(underlined.includes('"*"'), `underlined: ${underlined.join(", ")}`);
    });
    const other = (await edit("app/settings.json", '{ "Action": "*", "Resource": "*" }')).document;
    await finding((await edit(`${newModule()}/main.tf`, openSsh)).document, ssh);
    equal(findings(other).map(ruleOf), []);
  });

  it("show in OpenTofu's files", async () => {
    const { document } = await edit(`${newModule()}/main.tofu`, openSsh);
    equal((await finding(document, ssh)).range, where(document, '"0.0.0.0/0"'));
  });

  it("show in files with spaces, percent signs and letters of any language in their names", async () => {
    const uri = await write(`${newModule()}/a b/100% größe.tf`, openSsh);
    const { document } = await show(Uri.parse(uri.toString()));
    equal((await finding(document, ssh)).range, where(document, '"0.0.0.0/0"'));
  });
});
