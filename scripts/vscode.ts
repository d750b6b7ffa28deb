import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const versions = { "code-server": "4.139.1", [`node-linux-${process.arch}`]: "24.21.0" } as const;

const home = path.resolve(process.env["PARAPET_VSCODE"] ?? ".cache/vscode");
const modules = path.join(home, "node_modules");
const node24 = path.join(modules, `node-linux-${process.arch}`);
const vscode = path.join(modules, "code-server/lib/vscode");

/** Built-in extensions that the tests need; without the others it starts quicker and says less. */
const builtIn = [
  "configuration-editing",
  "json",
  "json-language-features",
  "markdown-basics",
  "markdown-language-features",
  "theme-defaults",
  "yaml",
] as const;

/** Settings under which a test is not disturbed. */
export const quietSettings = {
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "files.autoSave": "off",
} as const;

/** A running VS Code that a browser opens, until it is disposed of. */
export interface Editor extends AsyncDisposable {
  readonly url: string;
  readonly authority: string;
}

/** Installs a real VS Code from npm, which holds it as code-server, beside the Node.js it wants. Does nothing twice. */
export async function installEditor(): Promise<void> {
  if (process.platform !== "linux") throw new Error("Only on Linux; elsewhere use npm run test:desktop.");
  const stamp = path.join(home, JSON.stringify(versions).replaceAll(/[^\w.-]+/g, "_"));
  if (existsSync(stamp)) return;
  await mkdir(home, { recursive: true });
  await writeFile(
    path.join(home, "package.json"),
    JSON.stringify({ name: "vscode-for-tests", private: true, version: "0.0.0", dependencies: versions }),
  );
  const env = { ...process.env, PATH: `${node24}/bin:${process.env["PATH"]}`, npm_config_nodedir: node24 };
  const npm = (cwd: string, ...args: readonly string[]) =>
    execFileSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], { cwd, env, stdio: "inherit" });
  npm(home, "install", "--ignore-scripts");
  // Not `npm ci`: the shrinkwrap in there lacks a dependency.
  npm(vscode, "install", "--omit=dev", "--ignore-scripts");
  try {
    npm(vscode, "rebuild", "@vscode/spdlog", "@vscode/native-watchdog", "--ignore-scripts=false");
  } catch {
    console.warn("No C++ compiler: VS Code runs without its native log, and says so at length.");
  }
  await writeFile(stamp, "");
}

/** Starts VS Code on 127.0.0.1 with the packaged extension installed, and a profile that is thrown away. */
export async function startEditor(vsix: string, settings: Readonly<Record<string, unknown>> = {}): Promise<Editor> {
  await installEditor();
  const folder = await mkdtemp(path.join(tmpdir(), "parapet-vscode-"));
  const data = path.join(folder, "server");
  const extensions = path.join(folder, "builtin");
  await mkdir(path.join(data, "data/User"), { recursive: true });
  await mkdir(extensions);
  await writeFile(path.join(data, "data/User/settings.json"), JSON.stringify({ ...quietSettings, ...settings }));
  for (const name of builtIn) await symlink(path.join(vscode, "extensions", name), path.join(extensions, name));

  const node = path.join(node24, "bin/node");
  const main = [path.join(vscode, "out/server-main.js"), "--server-data-dir", data];
  const env = { ...process.env, HOME: folder, TMPDIR: folder, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  execFileSync(node, [...main, "--install-extension", vsix], { env, stdio: "ignore" });

  const quiet = ["--telemetry-level", "off", "--log", "info", "--builtin-extensions-dir", extensions];
  const open = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--enable-smoke-test-driver"];
  const server = spawn(node, [...main, ...open, ...quiet], { env, stdio: ["ignore", "pipe", "pipe"] });
  // Whatever becomes of us, nothing stays behind.
  process.once("exit", () => server.kill());
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    let log = "";
    const read = (chunk: Buffer): void => {
      log += chunk.toString();
      const bound = /Server bound to 127\.0\.0\.1:(\d+)/.exec(log)?.[1];
      if (bound !== undefined && /agent started|Web UI available/.test(log)) resolve(bound);
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.once("exit", (code) => reject(new Error(`VS Code's server ended with ${code}:\n${log.slice(-3000)}`)));
  });
  const authority = `127.0.0.1:${port}`;
  return {
    url: `http://${authority}/`,
    authority,
    async [Symbol.asyncDispose]() {
      server.kill("SIGTERM");
      const impatience = setTimeout(() => server.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(impatience);
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}
