// Installs what the other scripts need. Plain JavaScript: on a fresh clone there is nothing that could run TypeScript.
import { execSync } from "node:child_process";
import { existsSync } from "node:fs";

if (!existsSync("node_modules/.package-lock.json")) execSync("npm ci --no-audit --no-fund", { stdio: "inherit" });
