import path from "node:path";
import { launchBrowser } from "../../scripts/browser.ts";
import { packageExtension, unpacked } from "../../scripts/package.ts";
import { startWebEditor } from "../../scripts/vscode-web.ts";
import { bundleSuite, copyWorkspace } from "../vscode/bundle.ts";
import { runInPage } from "../vscode/extension-host.ts";

// The same suite in VS Code for the Web, where extensions run in a web worker and the disk is somewhere else.

await packageExtension();
const suite = await bundleSuite();
await using workspace = await copyWorkspace();
await using editor = await startWebEditor({
  folder: workspace.folder,
  extensions: path.dirname(unpacked),
  tests: suite.index,
});
await using browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
// `@vscode/test-web` opens folders only; the tests want two of them.
await page.route(editor.url, async (route) => {
  const response = await route.fetch();
  const html = await response.text();
  const workspaceUri = { scheme: "vscode-test-web", authority: "mount", path: "/tests.code-workspace" };
  const asAttribute = JSON.stringify(workspaceUri).replaceAll('"', "&quot;");
  const changed = html.replace(/&quot;folderUri&quot;:\{.*?\}/, `&quot;workspaceUri&quot;:${asAttribute}`);
  if (changed === html) throw new Error("@vscode/test-web writes its page in another way now");
  await route.fulfill({ response, body: changed });
});
process.exitCode = await runInPage(page, editor.url);
