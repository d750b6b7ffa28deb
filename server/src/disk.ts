/** What the workspace reads through: a file system, or an editor that has one. */
export interface Disk {
  /** Whether `Main.tf` and `main.tf` are two files. */
  readonly isCaseSensitive: boolean;
  /** What is in a directory; empty where there is none or it leads out of the roots. */
  list(directory: string, roots: readonly string[]): Promise<readonly Entry[]>;
  /** A file's text; undefined where there is none, it is no text, too large, or leads out of the roots. */
  read(uri: string, roots: readonly string[]): Promise<string | undefined>;
}

export interface Entry {
  /** As the file system has it, unencoded. */
  readonly name: string;
  readonly kind: "file" | "directory";
}

/** Longest file that is read, in bytes. */
export const largestFile = 5_000_000;
