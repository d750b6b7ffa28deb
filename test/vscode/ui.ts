import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { launchBrowser } from "../../scripts/browser.ts";
import { packageExtension } from "../../scripts/package.ts";
import { startEditor } from "../../scripts/vscode.ts";
import { copyWorkspace } from "./bundle.ts";

// What a user sees and does, in a real VS Code: each step is a test, and a picture. `--update` keeps the pictures for
// the README.

const scratch = path.resolve("out/ui");
const pictures = process.argv.includes("--update") ? path.resolve("docs/images") : scratch;
for (const folder of [scratch, pictures]) await mkdir(folder, { recursive: true });

await using workspace = await copyWorkspace();
const folder = path.join(workspace.folder, "ui");
await using editor = await startEditor(await packageExtension(), {
  "editor.minimap.enabled": false,
  "editor.hover.above": false,
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
    await open("main.tf");
    await squiggles.first().waitFor({ timeout: 60_000 });
    await picture("squiggle");
  },
  "says on hovering what is wrong and whose job it is": async () => {
    await value.hover();
    await page.locator(".monaco-hover:visible", { hasText: "Scanners try every address" }).first().waitFor(patience);
    await picture("hover");
  },
  "offers fixes in the lightbulb's menu": async () => {
    await page.mouse.move(900, 600);
    await page.keyboard.press("Escape");
    await value.click();
    await page.locator("[class*='gutter-lightbulb'], .lightBulbWidget").first().waitFor(patience);
    const fix = page.locator(".action-widget").getByText("Admit only 10.0.0.0/8");
    // VS Code closes the menu where diagnostics come anew just then
    for (let tries = 4; tries > 0 && !(await fix.isVisible()); tries--) {
      await page.keyboard.press("Control+.");
      await fix.waitFor({ timeout: 5_000 }).catch(() => page.keyboard.press("Escape"));
    }
    await fix.waitFor(patience);
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
  "says on hovering what an action in a heredoc does": async () => {
    await open("deploy.tf");
    await page.locator(".view-line", { hasText: "UpdateFunctionCode" }).getByText("UpdateFunctionCode").last().hover();
    await page.locator(".monaco-hover:visible", { hasText: "Write" }).first().waitFor(patience);
    await picture("iam-hover");
  },
  "completes an action in a JSON file": async () => {
    await open("policy.json");
    await page.keyboard.press("Control+b");
    await page.locator(".explorer-folders-view").waitFor({ ...patience, state: "hidden" });
    await page.locator(".view-line", { hasText: "s3:GetObject" }).getByText("s3:GetObject").last().dblclick();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type('PutO", "s3:');
    for (let step = 0; step < 7; step++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget:visible").getByText("s3:PutObject", { exact: true }).waitFor(patience);
    // a second time for what the first of them does
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-details:visible", { hasText: "Add an object to a bucket." }).waitFor(patience);
    await picture("iam-completion");
  },
  "asks nobody on the network": async () => {
    const others = [...asked].filter((host) => host !== editor.authority);
    if (others.length > 0) throw new Error(`asked ${others.join(", ")}`);
  },
};

/** Opens a file in a tab of its own. */
async function open(file: string): Promise<void> {
  await page.locator(".explorer-folders-view").getByText(file).dblclick({ timeout: 60_000 });
  await page.locator(".tab.active", { hasText: file }).waitFor(patience);
}

async function picture(name: string, into = pictures): Promise<void> {
  await page.screenshot({ path: path.join(into, `${name}.png`) });
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
    await picture("failure", scratch).catch(() => undefined);
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
