import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Io } from "../../cli/io.ts";
import { run } from "../../cli/program.ts";
import type { JsonReport } from "../../cli/reporters/json.ts";
import { actions } from "../harness/fixture.ts";

/** What a command line printed, and how it exited. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory of its own for each test, gone afterwards. */
export interface Bench {
  path(name: string): string;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  read(name: string): string;
  run(...args: readonly string[]): Promise<Ran>;
  /** Runs `check --format json`; stdout must hold nothing but the report. */
  check(...args: readonly string[]): Promise<JsonReport & { readonly code: number; readonly stderr: string }>;
}

export function bench(options: Pick<Partial<Io>, "color" | "hire" | "debug" | "workers"> = {}): Bench {
  let directory = "";
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "parapet cli é-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const path = (name: string) => join(directory, name);
  const started = async (args: readonly string[]): Promise<Ran> => {
    let [stdout, stderr] = ["", ""];
    const code = await run(args, {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      color: false,
      cwd: directory,
      today: "2026-11-23",
      actions,
      ...options,
    });
    return { code, stdout, stderr };
  };
  return {
    path,
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(path(name)), { recursive: true });
        writeFileSync(path(name), content);
      }
    },
    read: (name) => readFileSync(path(name), "utf8"),
    run: (...args) => started(args),
    async check(...args) {
      const { code, stdout, stderr } = await started(["check", ...args, "--format", "json"]);
      return { ...(JSON.parse(stdout) as JsonReport), code, stderr };
    },
  };
}

/** One finding: a volume that is not encrypted. Its fix recreates the volume. */
export const volume = `resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 40
}
`;

export const encrypted = volume.replace("  size ", "  encrypted         = true\n  size ");

/** One finding: a key that is not rotated. Its fix is an update. */
export const key = `resource "aws_kms_key" "data" {
  description = "data"
}
`;

export const unencrypted = "aws-ebs-volume-unencrypted";

export const unrotated = "aws-kms-key-not-rotated";

const nobody = 65_534;

/** Runs as a user whom file permissions bind: root, whom they do not, becomes nobody for the while. */
export async function bound<T>(directory: string, work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  for (const path of [
    directory,
    ...readdirSync(directory, { recursive: true, encoding: "utf8" }).map((name) => join(directory, name)),
  ])
    chownSync(path, nobody, nobody);
  process.setegid?.(nobody);
  process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

/** A rule of a folder's own, whose fix writes what has to be overtyped. */
export const unowned = `id: acme-bucket-unowned
title: Bucket names no owner
severity: high
why: Nobody knows whom to ask.
on: aws_s3_bucket
check:
  setting: tags.Owner
  matches: ^team-
fix: { write: team-unknown, placeholder: true, title: Name the owner }
insecure: |
  resource "aws_s3_bucket" "a" {
    tags = {
      Owner = "me"
      #       ^^^^
    }
  }
secure: |
  resource "aws_s3_bucket" "a" {
    tags = {
      Owner = "team-unknown"
    }
  }
`;
