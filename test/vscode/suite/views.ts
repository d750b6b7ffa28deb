import { commands, DiagnosticSeverity, extensions, languages, type Uri, window, workspace } from "vscode";
import {
  cleanUp,
  configure,
  edit,
  equal,
  eventually,
  finding,
  newModule,
  ok,
  replace,
  ruleOf,
  show,
  write,
} from "./editor.ts";
import { openSsh, ssh } from "./fixtures.ts";

interface Listed {
  readonly uri: string;
  readonly rule: string;
  readonly message: string;
}

const line = (...parts: readonly string[]): string => parts.join(" ");

/** What the view of findings lists. */
function listed(): readonly string[] {
  const api: { findings(): readonly Listed[] } = extensions.getExtension("parapet.parapet")?.exports;
  return api.findings().map(({ uri, rule, message }) => line(uri, rule, message));
}

const isListed = (uri: Uri): boolean => listed().some((each) => each.startsWith(uri.toString()));

/** What the Problems view lists of ours: no hints, and of notices only those that are findings. */
const problems = (): readonly string[] =>
  languages
    .getDiagnostics()
    .flatMap(([uri, all]) =>
      all
        .filter(({ source, severity }) => source === "parapet" && severity !== DiagnosticSeverity.Hint)
        .map((each) => line(uri.toString(), ruleOf(each), each.message)),
    );

const same = (): Promise<void> => eventually(() => equal([...listed()].sort(), [...problems()].sort()));

describe("the view of findings", () => {
  afterEach(cleanUp);

  it("lists what the Problems view does, whatever is opened, edited, checked, set and closed", async () => {
    const module = newModule();
    const editor = await edit(`${module}/main.tf`, openSsh);
    await finding(editor.document, ssh);
    await same();
    ok(
      listed().some((each) => each.includes(ssh)),
      "nothing is listed",
    );
    await replace(editor, "0.0.0.0/0", "10.0.0.0/8");
    await eventually(() => ok(!listed().some((each) => each.includes(module)), "it is still listed"));
    await same();
    const closed = await write(`${newModule()}/main.tf`, openSsh);
    void commands.executeCommand("parapet.checkWorkspace");
    await eventually(() => ok(isListed(closed), "the check found nothing"));
    await same();
    await show(closed);
    await same();
    await commands.executeCommand("workbench.action.closeActiveEditor");
    await same();
    // VS Code drops what it was told of the document, and hears of the closed file a moment later
    await eventually(() => ok(isListed(closed), "it is gone with its tab"));
    await show(closed);
    await configure({ rules: { [ssh]: "off" } });
    await eventually(() => ok(!listed().some((each) => line(each).includes(`${closed} ${ssh}`)), "it is still listed"));
    await same();
  });

  it("lists what is in files that nobody has opened, without being asked, and what becomes of them", async () => {
    const closed = await write(`${newModule()}/main.tf`, openSsh);
    await eventually(() => ok(isListed(closed), "nobody has looked"));
    await workspace.fs.writeFile(closed, new TextEncoder().encode(openSsh.replace("0.0.0.0/0", "10.0.0.0/8")));
    await eventually(() => ok(!isListed(closed), "it is still listed"));
    await workspace.fs.writeFile(closed, new TextEncoder().encode(openSsh));
    await eventually(() => ok(isListed(closed), "nobody has looked again"));
    await same();
  });

  it("leads with its commands to the fixes of the place", async () => {
    const uri = await write(`${newModule()}/main.tf`, openSsh);
    const { document } = await show(uri);
    const { range, message } = await finding(document, ssh);
    const entry = {
      kind: "finding",
      finding: { uri: uri.toString(), range, rule: ssh, severity: "critical", message },
    };
    await commands.executeCommand("workbench.action.closeActiveEditor");
    const fixing = commands.executeCommand("parapet.findings.fix", entry);
    await eventually(() => equal(window.activeTextEditor?.document.uri.toString(), uri.toString()));
    await eventually(async () => {
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      ok(window.activeTextEditor?.document.getText().includes("0.0.0.0/0") === false, "nothing is fixed");
    });
    await fixing;
  });
});
