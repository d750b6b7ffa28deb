import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

const commands = ["google-chrome", "google-chrome-stable", "microsoft-edge", "chromium", "chromium-browser"] as const;

/** A headless browser: the one that is there, else Debian's, else Playwright's. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = installed() ?? installedByDebian() ?? installedByPlaywright();
  return chromium.launch({ executablePath, headless: true, args: [...flags] });
}

function installed(): string | undefined {
  const elsewhere = {
    darwin: [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) =>
      ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"].map((file) =>
        path.join(process.env[variable] ?? "", file),
      ),
    ),
  };
  const onPath = (process.env["PATH"] ?? "").split(path.delimiter);
  const candidates = [
    process.env["PARAPET_BROWSER"],
    ...commands.flatMap((command) => onPath.map((folder) => path.join(folder, command))),
    ...(process.platform === "darwin" || process.platform === "win32" ? elsewhere[process.platform] : []),
    chromium.executablePath(),
  ];
  return candidates.find((candidate) => candidate !== undefined && candidate !== "" && existsSync(candidate));
}

function installedByDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    execFileSync("apt-get", ["update"], { stdio: "ignore", env });
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "ignore", env });
  } catch {
    return undefined;
  }
  return installed();
}

function installedByPlaywright(): string {
  execFileSync(process.execPath, [path.resolve("node_modules/playwright-core/cli.js"), "install", "chromium"], {
    stdio: "inherit",
  });
  return chromium.executablePath();
}
