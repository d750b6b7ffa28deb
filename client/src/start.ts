import { type Disposable, Range, type TextDocument, type TextDocumentChangeEvent, Uri, workspace } from "vscode";
import { isTerraformIn, looksLikePolicy, needOf, reach } from "./need.ts";

/**
 * Calls `start` once, when the first document is open that the server is needed for. VS Code wakes the extension for every JSON
 * file, and a server takes some 80 MB.
 */
export function startWhenNeeded(schemes: ReadonlySet<string>, start: () => void): Disposable {
  const directories = new Map<string, Promise<boolean>>();
  const listening: Disposable[] = [];
  const stop = (): void => {
    for (const each of listening.splice(0)) each.dispose();
  };
  const need = (): void => {
    if (listening.length === 0) return;
    stop();
    start();
  };
  const isNearTerraform = (document: TextDocument): Promise<boolean> => {
    const directory = Uri.joinPath(document.uri, "..");
    const key = directory.toString();
    let near = directories.get(key);
    if (!near) {
      near = namesIn(directory).then(isTerraformIn);
      directories.set(key, near);
    }
    return near;
  };
  const consider = async (document: TextDocument): Promise<void> => {
    if (!schemes.has(document.uri.scheme)) return;
    const needed = needOf({ languageId: document.languageId, path: document.uri.path });
    if (needed === "always") need();
    else if (needed === "for policies" && (looksLikePolicy(document.getText()) || (await isNearTerraform(document))))
      need();
  };
  const considerAll = (): void => {
    for (const document of workspace.textDocuments) void consider(document);
  };
  // a module that begins beside a document that is open
  const terraform = workspace.createFileSystemWatcher("**/*.{tf,tofu}", false, true, true);
  listening.push(
    terraform,
    terraform.onDidCreate(() => {
      directories.clear();
      considerAll();
    }),
    workspace.onDidOpenTextDocument((document) => void consider(document)),
    workspace.onDidChangeTextDocument((event) => {
      const { document } = event;
      if (!schemes.has(document.uri.scheme)) return;
      const needed = needOf({ languageId: document.languageId, path: document.uri.path });
      if (needed === "for policies" && bringsPolicy(event)) need();
    }),
  );
  considerAll();
  return { dispose: stop };
}

/** Looks at no more than what is around an edit: this runs with every key in every JSON file. */
const bringsPolicy = ({ document, contentChanges }: TextDocumentChangeEvent): boolean =>
  contentChanges.some(({ rangeOffset, text }) => {
    const start = document.positionAt(Math.max(0, rangeOffset - reach));
    const end = document.positionAt(rangeOffset + text.length + reach);
    return looksLikePolicy(document.getText(new Range(start, end)));
  });

/** None where they cannot be listed: a document without a name lies nowhere. */
async function namesIn(directory: Uri): Promise<readonly string[]> {
  try {
    return (await workspace.fs.readDirectory(directory)).map(([name]) => name);
  } catch {
    return [];
  }
}
