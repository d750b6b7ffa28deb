import {
  type CodeAction,
  commands,
  type Diagnostic,
  type Hover,
  languages,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from "vscode";

// Runs in a web worker too, where there is no node:assert.

/** Fails unless both are the same, written as JSON. */
export function equal(actual: unknown, expected: unknown): void {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(value, undefined, 1));
  if (is !== should) throw new Error(`is\n${is}\nand should be\n${should}`);
}

/** Fails unless the claim holds. */
export function ok(claim: boolean, otherwise: string): asserts claim {
  if (!claim) throw new Error(otherwise);
}

/** Tries again until it works: an editor takes its time, and nobody knows how much. */
export async function eventually<T>(attempt: () => T | Promise<T>, patience = 20_000): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** A place in one of the workspace's folders. */
export function at(path: string): Uri {
  const [folder = "", ...rest] = path.split("/");
  const root = workspace.workspaceFolders?.find(({ name }) => name === folder);
  if (!root) throw new Error(`no folder ${folder}`);
  return Uri.joinPath(root.uri, ...rest);
}

let modules = 0;

/** A folder that no test has used: an editor remembers for a while what was in a file that is gone. */
export const newModule = (folder = "app"): string => `${folder}/module-${++modules}`;

const written = new Set<string>();

/** Writes a file; `cleanUp` takes it away again. */
export async function write(path: string, text: string): Promise<Uri> {
  const uri = at(path);
  written.add(uri.toString());
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Shows a file. */
export async function show(uri: Uri): Promise<TextEditor> {
  // not as a preview, which the next file would replace
  return window.showTextDocument(await workspace.openTextDocument(uri), { preview: false });
}

/** Writes a file and shows it. */
export async function edit(path: string, text: string): Promise<TextEditor> {
  return show(await write(path, text));
}

/** Types at the end of the file, line by line. */
export async function type(editor: TextEditor, text: string): Promise<void> {
  for (const piece of text.split(/(?<=\n)/))
    ok(await editor.edit((edits) => edits.insert(end(editor.document), piece)), "the editor refused an edit");
}

/** Replaces the only place where `old` stands. */
export async function replace(editor: TextEditor, old: string, text: string): Promise<void> {
  ok(await editor.edit((edits) => edits.replace(where(editor.document, old), text)), "the editor refused an edit");
}

const end = (document: TextDocument): Position => document.positionAt(document.getText().length);

/** The range of a text that stands once in a document. */
export function where(document: TextDocument, text: string): Range {
  const from = document.getText().indexOf(text);
  ok(from >= 0 && from === document.getText().lastIndexOf(text), `“${text}” does not stand once in the document`);
  return new Range(document.positionAt(from), document.positionAt(from + text.length));
}

/** Parapet's diagnostics. */
export function findings(document: TextDocument | Uri): readonly Diagnostic[] {
  const uri = document instanceof Uri ? document : document.uri;
  return languages.getDiagnostics(uri).filter(({ source }) => source === "parapet");
}

/** A diagnostic's rule. */
export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** The only finding of a rule, once it is there. */
export async function finding(document: TextDocument, rule: string): Promise<Diagnostic> {
  return eventually(() => {
    const [found, ...others] = findings(document).filter((diagnostic) => ruleOf(diagnostic) === rule);
    const all = findings(document).map(
      (diagnostic) => `${ruleOf(diagnostic)} at ${document.getText(diagnostic.range)}`,
    );
    ok(found !== undefined && others.length === 0, `not one ${rule} among:\n${all.join("\n")}`);
    return found;
  });
}

/** Waits until a rule finds nothing in a document. */
export async function silence(document: TextDocument, rule: string): Promise<void> {
  await eventually(() =>
    equal(
      findings(document)
        .map(ruleOf)
        .filter((found) => found === rule),
      [],
    ),
  );
}

/** The code actions at a range whose title says it, once there are some, with their edits. */
export async function action(document: TextDocument, range: Range, title: RegExp, kind?: string): Promise<CodeAction> {
  return eventually(async () => {
    const offered = await commands.executeCommand<CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
      kind,
      50,
    );
    const found = offered.find((candidate) => title.test(candidate.title));
    ok(found !== undefined, `no ${title} among:\n${offered.map((candidate) => candidate.title).join("\n")}`);
    return found;
  });
}

/** Does what choosing the action in the menu does. */
export async function choose({ edit: change, command }: CodeAction): Promise<void> {
  if (change) ok(await workspace.applyEdit(change), "the editor refused the fix");
  if (command) await commands.executeCommand(command.command, ...(command.arguments ?? []));
}

/** What hovering over a position shows. */
export async function hoverText(document: TextDocument, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof MarkdownString || typeof content === "object" ? content.value : content))
    .join("\n");
}

/** Changes settings of the whole workspace; `cleanUp` takes them back. */
export async function configure(values: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [key, value] of Object.entries(values)) {
    await workspace.getConfiguration("parapet").update(key, value, false);
    changed.add(key);
  }
}

const changed = new Set<string>();

/** Leaves the editor and the workspace as they were. */
export async function cleanUp(): Promise<void> {
  while (window.activeTextEditor) {
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await commands.executeCommand("workbench.action.closeAllEditors");
  for (const key of changed) await workspace.getConfiguration("parapet").update(key, undefined, false);
  changed.clear();
  for (const uri of written) {
    try {
      await workspace.fs.delete(Uri.parse(uri));
    } catch {
      // a test may have deleted it
    }
  }
  written.clear();
}
