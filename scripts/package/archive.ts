import { execFileSync } from "node:child_process";
import { unzipSync, zipSync } from "fflate";

/** The content of an archive by the names in it. */
export type Entries = Readonly<Record<string, Uint8Array>>;

/** What is in a zip archive. */
export function entries(zip: Uint8Array): Entries {
  return unzipSync(zip);
}

/**
 * A zip archive that is the same wherever and whenever it is made: its entries in the order of their names, all of one time and
 * one mode, and compressed here. What vsce writes depends on the time zone, the language, the umask and Node's zlib.
 */
export function archive(files: Entries, date: Date): Uint8Array {
  // a zip's time has no zone, and fflate writes it as it is here
  const mtime = new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
  const mode = 0o100644;
  const names = Object.keys(files).sort();
  return zipSync(
    Object.fromEntries(names.map((name) => [name, [files[name] ?? new Uint8Array(), { os: 3, attrs: mode << 16 }]])),
    { level: 9, mtime },
  );
}

/** The time that everything in a package bears: `SOURCE_DATE_EPOCH`, else the commit's, else, without git, the first that a zip knows. */
export function buildDate(): Date {
  const { SOURCE_DATE_EPOCH: given } = process.env;
  const seconds = Number(given || commitTime() || Date.UTC(1980, 0, 1) / 1000);
  if (!Number.isSafeInteger(seconds)) throw new Error(`SOURCE_DATE_EPOCH is no number of seconds: ${given}`);
  return new Date(seconds * 1000);
}

function commitTime(): string | undefined {
  try {
    return execFileSync("git", ["log", "-1", "--format=%ct"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return undefined;
  }
}
