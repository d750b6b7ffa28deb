/** What the workspace reads through: a file system, or an editor that has one. */
export interface Disk {
  /** Whether `Main.tf` and `main.tf` are two files. */
  readonly isCaseSensitive: boolean;
  /** What is in a directory. */
  list(directory: string, roots: readonly string[]): Promise<Listing>;
  /** A file's text, or why it is not read: one of more than `largest` bytes is not. */
  read(uri: string, roots: readonly string[], largest: number): Promise<FileContent>;
}

/** What is there and cannot be read is told apart from what is not there: anything may stand in it. */
export type Listing =
  | { readonly state: "listed"; readonly entries: readonly DirectoryEntry[] }
  | AbsentFile
  | Unreadable;

/** A file's text, or what there is instead. */
export type FileContent = { readonly state: "text"; readonly text: string } | AbsentFile | Unreadable;

interface AbsentFile {
  readonly state: "absent";
}

interface Unreadable {
  readonly state: "unreadable";
  /** Goes on from the file's name: `is not valid UTF-8`. */
  readonly reason: string;
}

export interface DirectoryEntry {
  /** As the file system has it, unencoded. */
  readonly name: string;
  readonly kind: "file" | "directory";
}

export const absent: AbsentFile = { state: "absent" };

export const unreadable = (reason: string): Unreadable => ({ state: "unreadable", reason });

/** Why a file is not read, in the words of the command line. */
export const faults = {
  directory: "is a directory",
  notOrdinary: "is no ordinary file",
  notText: "is not text",
  notUtf8: "is not valid UTF-8",
  outside: "leads outside the workspace",
} as const;

export const tooLarge = (size: number, largest: number): string =>
  `is too large to be checked (${megabytes(size)} MB; the limit is ${megabytes(largest)} MB)`;

/** Two digits of megabytes at least. */
export const megabytes = (bytes: number): string =>
  bytes < 100_000_000 ? String(Number((bytes / 1_000_000).toPrecision(2))) : (bytes / 1_000_000).toFixed(0);

/** Whether what passes for text is none. */
export const isBinary = (text: string): boolean => text.slice(0, 8000).includes("\0");
