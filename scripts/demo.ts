import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "./browser.ts";
import { packageExtension, unpacked } from "./package.ts";
import { startWebEditor } from "./vscode-web.ts";

// `npm run demo [-- --screenshot FILE]`: an insecure estate in VS Code with Parapet.

const folder = path.resolve("examples/insecure");
const file = "network.tf";

const { values } = parseArgs({ options: { screenshot: { type: "string" } } });
execFileSync(process.execPath, ["esbuild.mjs"], { stdio: "inherit" });
await packageExtension();

if (values.screenshot !== undefined) await screenshot(path.resolve(values.screenshot));
else if (isOnPath("code")) openDesktop();
else await serve();

/** A window of its own, in which the extension is loaded from here and nothing gets installed. */
function openDesktop(): void {
  const options = ["--new-window", `--extensionDevelopmentPath=${unpacked}`, folder, "--goto", path.join(folder, file)];
  const { status } = spawnSync("code", options, { stdio: "inherit", shell: process.platform === "win32" });
  process.exitCode = status ?? 1;
}

async function serve(): Promise<void> {
  const { url } = await startWebEditor({ folder, extensions: unpacked });
  console.log(`\nParapet in VS Code for the Web: ${url}\nStop with Ctrl+C.`);
}

async function screenshot(picture: string): Promise<void> {
  await mkdir(path.dirname(picture), { recursive: true });
  await using editor = await startWebEditor({ folder, extensions: unpacked });
  await using browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${editor.url}?${new URLSearchParams({ payload: '[["skipWelcome","true"]]' })}`);
  await page.locator(".explorer-folders-view").getByText(file).dblclick({ timeout: 60_000 });
  await page.locator(".squiggly-error, .squiggly-warning").first().waitFor({ timeout: 60_000 });
  await page.keyboard.press("Control+Shift+M");
  await page.locator(".markers-panel").getByText("SSH").first().click({ timeout: 20_000 });
  await page.locator(".view-line", { hasText: "22" }).first().waitFor({ timeout: 20_000 });
  await page.screenshot({ path: picture });
  console.log(picture);
}

function isOnPath(command: string): boolean {
  const endings = process.platform === "win32" ? [".cmd", ".exe"] : [""];
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.some((one) => endings.some((ending) => existsSync(path.join(one, command + ending))));
}
