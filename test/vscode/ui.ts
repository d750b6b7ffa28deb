import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { launchBrowser } from "../../scripts/browser.ts";
import { packageExtension } from "../../scripts/package.ts";
import { startEditor } from "../../scripts/vscode.ts";
import { copyWorkspace } from "./bundle.ts";

// What a user sees and does, in a real VS Code: each step is a test, and a picture. `--update` keeps the pictures for
// the README.

const pictures = path.resolve(process.argv.includes("--update") ? "docs/images" : "out/ui");
await mkdir(pictures, { recursive: true });

await using workspace = await copyWorkspace();
const folder = path.join(workspace.folder, "ui");
await using editor = await startEditor(await packageExtension(), {
  "editor.minimap.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
});
await using browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1200, height: 720 } });
const asked = new Set<string>();
page.on("request", (request) => {
  const { protocol, host } = new URL(request.url());
  if (/^(?:https?|wss?):$/.test(protocol)) asked.add(host);
});
const squiggles = page.locator(".squiggly-error, .squiggly-warning");
const line = page.locator(".view-line", { hasText: "cidr_blocks" });
const value = line.getByText("0.0.0.0").last();
const patience = { timeout: 20_000 };

const steps: Readonly<Record<string, () => Promise<void>>> = {
  "underlines the value at fault": async () => {
    await page.goto(`${editor.url}?${new URLSearchParams({ folder })}`);
    await page.locator(".explorer-folders-view").getByText("main.tf").dblclick({ timeout: 60_000 });
    await squiggles.first().waitFor({ timeout: 60_000 });
    await picture("squiggle");
  },
  "says on hovering what is wrong and whose job it is": async () => {
    await value.hover();
    await page.locator(".monaco-hover:visible", { hasText: "Scanners find an open port 22" }).first().waitFor(patience);
    await picture("hover");
  },
  "offers fixes in the lightbulb's menu": async () => {
    await page.mouse.move(900, 600);
    await page.keyboard.press("Escape");
    await value.click();
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget").getByText("Admit only 10.0.0.0/8").waitFor(patience);
    await picture("lightbulb");
  },
  "writes the secure form": async () => {
    await page.locator(".action-widget").getByText("Admit only 10.0.0.0/8").click();
    await line.filter({ hasText: "10.0.0.0/8" }).waitFor(patience);
    await page.keyboard.press("Control+s");
    await page
      .locator(".dirty")
      .first()
      .waitFor({ ...patience, state: "detached" });
    const text = await readFile(path.join(folder, "main.tf"), "utf8");
    if (!text.includes('cidr_blocks = ["10.0.0.0/8"]')) throw new Error(`on disk:\n${text}`);
    await picture("fixed");
  },
  "asks nobody on the network": async () => {
    const others = [...asked].filter((host) => host !== editor.authority);
    if (others.length > 0) throw new Error(`asked ${others.join(", ")}`);
  },
};

async function picture(name: string): Promise<void> {
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

let passed = 0;
let failed = 0;
let skipped = 0;
for (const [title, step] of Object.entries(steps)) {
  // each stands on the one before
  if (failed > 0) {
    skipped++;
    continue;
  }
  try {
    await step();
    passed++;
    console.log(`✔ ${title}`);
  } catch (error) {
    failed++;
    console.error(`✘ ${title}\n${error instanceof Error ? error.message : error}`);
    await picture("failure");
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
