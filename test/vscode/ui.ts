import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Locator } from "playwright-core";
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
const size = { width: 1200, height: 720 } as const;
const page = await browser.newPage({ viewport: size });
const asked = new Set<string>();
page.on("request", (request) => {
  const { protocol, host } = new URL(request.url());
  if (/^(?:https?|wss?):$/.test(protocol)) asked.add(host);
});
const publicDatabase = `resource "aws_db_instance" "orders" {
  engine                      = "postgres"
  instance_class              = "db.t4g.small"
  allocated_storage           = 20
  publicly_accessible         = true
  storage_encrypted           = true
  username                    = "orders"
  manage_master_user_password = true
}
`;
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
  "explains the rule on a page that looks like the editor, in every theme": async () => {
    await page.locator(".monaco-hover:visible").getByText("Explain this rule").first().click();
    const title = rulePage().getByRole("heading", { name: "SSH is open to the internet" });
    await title.waitFor(patience);
    await rulePage().getByText("main.tf:10").waitFor(patience);
    await page.setViewportSize({ width: 1200, height: 1100 });
    for (const [theme, name] of Object.entries(themes)) {
      await chooseTheme(theme);
      await page.mouse.move(900, 1000);
      await picture(`rule-page-${name}`);
    }
    await page.setViewportSize(size);
    await chooseTheme("Dark Modern");
  },
  "leads from the rule's page to a finding, by keyboard alone": async () => {
    await rulePage().getByText("main.tf:10").focus();
    await page.keyboard.press("Enter");
    await page.locator(".tab.active", { hasText: "main.tf" }).waitFor(patience);
    await page.locator(".tab", { hasText: "SSH is open" }).hover();
    await page.keyboard.press("Escape");
  },
  "offers fixes in the lightbulb's menu": async () => {
    await page.mouse.move(900, 600);
    await page.keyboard.press("Escape");
    await value.click();
    await page.locator("[class*='gutter-lightbulb'], .lightBulbWidget").first().waitFor(patience);
    await inMenu("Admit only 10.0.0.0/8");
    await picture("lightbulb");
  },
  "writes the secure form": async () => {
    await page.locator(".action-widget").getByText("Admit only 10.0.0.0/8").click();
    await line.filter({ hasText: "10.0.0.0/8" }).waitFor(patience);
    await page.keyboard.press("Control+s");
    await saved();
    const text = await textIn("main.tf");
    if (!text.includes('cidr_blocks = ["10.0.0.0/8"]')) throw new Error(`on disk:\n${text}`);
    await picture("fixed");
  },
  "asks how far, why and until when a finding is to be ignored": async () => {
    await page.keyboard.press("Control+z");
    await line.filter({ hasText: "0.0.0.0/0" }).waitFor(patience);
    await squiggles.first().waitFor(patience);
    await value.click();
    await chooseInMenu("Ignore aws-ec2-ssh-open-to-world");
    await page.locator(".quick-input-list").getByText("In this folder").waitFor(patience);
    await picture("ignore");
    await page.locator(".quick-input-list").getByText("On this line").click();
    const answers = { "Why it is all right here": "only until the VPN is there", "Until when": "2099-06-30" };
    for (const [question, answer] of Object.entries(answers)) {
      await page.locator(".quick-input-message", { hasText: question }).waitFor(patience);
      await page.locator(".quick-input-widget:visible input").fill(answer);
      await page.keyboard.press("Enter");
    }
    const comment = "parapet:ignore aws-ec2-ssh-open-to-world until=2099-06-30 -- only until the VPN is there";
    await page.locator(".view-line", { hasText: comment }).waitFor(patience);
    await page.keyboard.press("Control+s");
  },
  "says what is lost before it recreates a resource, and writes what is confirmed": async () => {
    await open("volume.tf");
    const header = page.locator(".view-line", { hasText: "aws_ebs_volume" });
    await squiggles.first().waitFor(patience);
    const dialog = page.locator(".monaco-dialog-box", { hasText: "take a snapshot first" });
    await header.getByText("aws_ebs_volume").last().click();
    await page.mouse.move(900, 600);
    for (const button of ["Cancel", "Apply"]) {
      await chooseInMenu("Set 'encrypted' to true (recreates the resource)");
      await dialog.waitFor(patience);
      await picture("confirm");
      await dialog.getByText(button, { exact: true }).click();
      await dialog.waitFor({ ...patience, state: "detached" });
      if (button === "Cancel" && (await textIn("volume.tf")).includes("encrypted")) throw new Error("it was written");
    }
    await page.locator(".view-line", { hasText: "encrypted" }).waitFor(patience);
    await page.keyboard.press("Control+s");
    await saved();
    const text = await textIn("volume.tf");
    if (!/^ {2}encrypted +=/m.test(text)) throw new Error(`on disk:\n${text}`);
  },
  "shows what it would fix in the module, by rule, and fixes what is left ticked": async () => {
    await palette("Fix All Safe Problems in the Module");
    await page.locator(".quick-input-list").getByText("KMS key is never rotated").waitFor(patience);
    await picture("module");
    await page.keyboard.press("Enter");
    await open("key.tf");
    await page.locator(".view-line", { hasText: "enable_key_rotation" }).waitFor(patience);
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
  "lists all findings, also of files that are not open, and puts them together by what is chosen": async () => {
    await page.locator(".activitybar").getByLabel("Cloud Security").first().click();
    await mkdir(path.join(folder, "closed"));
    await writeFile(path.join(folder, "closed/database.tf"), publicDatabase);
    await palette("Parapet: Check Workspace");
    await rowOf("High").click(patience);
    await rowOf("Database").waitFor(patience);
    await picture("findings");
    await palette("Group Findings By");
    await page.locator(".quick-input-list").getByText("Service", { exact: true }).click(patience);
    await rowOf("RDS").waitFor(patience);
  },
  "shows the production checklist, whose findings lead to the code": async () => {
    await page.locator(".sidebar .pane-header", { hasText: "Findings" }).click();
    await rowOf("Security groups follow least privilege").waitFor(patience);
    await rowOf("Security groups follow least privilege").click();
    await rowOf("SSH (port 22) is open").click(patience);
    await page.locator(".tab.active", { hasText: "main.tf" }).waitFor(patience);
    await picture("checklist");
  },
  "ticks a row by hand, beside the code": async () => {
    await rowOf("Backup restoration tested").click();
    await rowOf("Backup restoration tested").getByLabel("Tick by Hand").click(patience);
    const answers = {
      "Was a backup of each kind": "Ada",
      "On which day": "",
      "What there is to say": "orders, from the vault",
    };
    for (const [question, answer] of Object.entries(answers)) {
      await page.locator(".quick-input-message", { hasText: question }).waitFor(patience);
      if (answer !== "") await page.locator(".quick-input-widget:visible input").fill(answer);
      await page.keyboard.press("Enter");
    }
    await rowOf("Ada said so on").waitFor(patience);
    const text = await textIn(".parapet/checklist.yaml");
    if (!/^restore-tested: \{ on: \d{4}-\d\d-\d\d, by: "Ada", note: "orders, from the vault" \}$/m.test(text))
      throw new Error(`on disk:\n${text}`);
  },
  "inserts what a row lacks, where the module keeps such things": async () => {
    await rowOf("Backup restoration tested").hover();
    await page.mouse.wheel(0, 2_000);
    await rowOf("GuardDuty threat detection active").hover();
    await rowOf("GuardDuty threat detection active").getByLabel("Insert What Is Missing").click(patience);
    await page.locator(".view-line", { hasText: "aws_guardduty_detector" }).waitFor(patience);
    await rowOf("GuardDuty threat detection active").locator(".codicon-pass").waitFor(patience);
    await picture("insert");
  },
  "lists what comments turn off, with the reason and what is hidden": async () => {
    await page.locator(".sidebar .pane-header", { hasText: "Checklist" }).click();
    await page.locator(".sidebar .pane-header", { hasText: "Suppressions" }).click();
    await rowOf("aws-ec2-ssh-open-to-world").locator(".monaco-tl-twistie").click(patience);
    await rowOf("SSH (port 22) is open").waitFor(patience);
    await picture("suppressions");
  },
  "asks nobody on the network": async () => {
    const others = [...asked].filter((host) => host !== editor.authority);
    if (others.length > 0) throw new Error(`asked ${others.join(", ")}`);
  },
};

/** What a rule's page looks like is looked at in these. */
const themes = { "Dark Modern": "dark", "Light Modern": "light", "Dark High Contrast": "contrast" } as const;

async function chooseTheme(theme: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+t");
  await page.locator(".quick-input-widget:visible input").fill(theme);
  await page.locator(".quick-input-list").getByText(theme, { exact: true }).first().click(patience);
  await page.locator(".quick-input-widget").waitFor({ ...patience, state: "hidden" });
}

/** What is drawn in the panel of a rule's page. */
const rulePage = () => page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");

/** Opens a file in a tab of its own. */
async function open(file: string): Promise<void> {
  await page.locator(".explorer-folders-view").getByText(file).dblclick({ timeout: 60_000 });
  await page.locator(".tab.active", { hasText: file }).waitFor(patience);
}

/** Runs a command by its name. */
async function palette(command: string): Promise<void> {
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type(command);
  await page.locator(".quick-input-list").getByText(command).first().click(patience);
}

/** An entry of a tree in the side bar. */
const rowOf = (text: string): Locator => page.locator(".sidebar .monaco-list-row", { hasText: text }).first();

const textIn = (file: string): Promise<string> => readFile(path.join(folder, file), "utf8");

const saved = (): Promise<void> =>
  page
    .locator(".dirty")
    .first()
    .waitFor({ ...patience, state: "detached" });

/** An entry of the menu at the cursor, once it is there. */
async function inMenu(title: string): Promise<Locator> {
  const entry = page.locator(".action-widget").getByText(title);
  // VS Code closes the menu where diagnostics come anew just then
  for (let tries = 4; tries > 0 && !(await entry.isVisible()); tries--) {
    await page.keyboard.press("Control+.");
    await entry.waitFor({ timeout: 5_000 }).catch(() => page.keyboard.press("Escape"));
  }
  await entry.waitFor(patience);
  return entry;
}

const chooseInMenu = async (title: string): Promise<void> => (await inMenu(title)).click();

async function picture(name: string, into = pictures): Promise<void> {
  // what has just come is still fading in
  await page.waitForTimeout(300);
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
