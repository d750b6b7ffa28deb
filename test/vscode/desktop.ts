import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { packageExtension, unpacked } from "../../scripts/package.ts";
import { bundleSuite, copyWorkspace } from "./bundle.ts";

// The same suite in a VS Code of the desktop, which is downloaded; PARAPET_VSCODE_VERSION picks another than the newest.

await packageExtension();
const suite = await bundleSuite();
await using workspace = await copyWorkspace();
const version = process.env["PARAPET_VSCODE_VERSION"];
process.exitCode = await runTests({
  ...(version === undefined ? {} : { version }),
  extensionDevelopmentPath: [unpacked, suite.folder],
  extensionTestsPath: suite.index,
  launchArgs: [path.join(workspace.folder, "tests.code-workspace"), "--disable-extensions", "--skip-welcome"],
});
