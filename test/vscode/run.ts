import path from "node:path";
import { launchBrowser } from "../../scripts/browser.ts";
import { packageExtension } from "../../scripts/package.ts";
import { startEditor } from "../../scripts/vscode.ts";
import { bundleSuite, copyWorkspace } from "./bundle.ts";
import { runInPage } from "./extension-host.ts";

// The suite in the extension host of a real VS Code, over the packaged extension.

const suite = await bundleSuite();
await using workspace = await copyWorkspace();
await using editor = await startEditor(await packageExtension());
await using browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
const remote = (file: string): string => `vscode-remote://${editor.authority}${file}`;
const payload = JSON.stringify([
  ["extensionDevelopmentPath", remote(suite.folder)],
  ["extensionTestsPath", remote(suite.index)],
  ["skipWelcome", "true"],
]);
const query = new URLSearchParams({ workspace: path.join(workspace.folder, "tests.code-workspace"), payload });
process.exitCode = await runInPage(page, `${editor.url}?${query}`);
