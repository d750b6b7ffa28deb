import { byBytes } from "../convert.ts";
import { failure } from "../failure.ts";
import type { Folder } from "../scope.ts";
import { known, unknown, type Value } from "../value.ts";
import { toBase64, utf8 } from "./bytes.ts";
import { type CallSite, characters, doubtful, type Functions, list, plain, text } from "./call.ts";
import { globPattern } from "./glob.ts";
import { matches } from "./matcher.ts";
import { compile } from "./pattern.ts";

/** Terraform's functions on paths and on files of the module; what is not loaded is not known. */
export const filesystem: Functions = {
  basename: plain([text], (path) => {
    if (path === "") return ".";
    let end = path.length;
    while (path[end - 1] === "/") end--;
    return path.slice(path.lastIndexOf("/", end - 1) + 1, end) || "/";
  }),
  dirname: plain([characters], (path) => cleaned(path.slice(0, path.lastIndexOf("/") + 1))),
  file: (args, call) => contents(args, call, (content) => known(content, call.at)),
  filebase64: (args, call) => contents(args, call, (content) => known(toBase64(utf8(content)), call.at)),
  fileexists: (args, call) => contents(args, call, () => known(true, call.at)),
  fileset: (args, call) => {
    const [path, pattern] = args.map((arg) => text(arg, call));
    if (args.length !== 2 || path === undefined || pattern === undefined) return failure(call.at);
    const found = path === doubtful || pattern === doubtful ? undefined : filesBelow(cleaned(path), pattern, call);
    if (!found) return unknown(call.at);
    const items = [...found].sort(byBytes).map((name) => known(name, call.at));
    return { ...list(items, call), set: true };
  },
  pathexpand: plain([text], (path) => (path.startsWith("~") ? doubtful : path)),
};

function contents(args: readonly Value[], call: CallSite, use: (content: string) => Value): Value {
  const [on] = args;
  const path = on && text(on, call);
  if (args.length !== 1 || path === undefined) return failure(call.at);
  const content = path === doubtful ? undefined : call.read(path);
  return content === undefined ? unknown(call.at) : use(content);
}

/** How many folders are looked into, and how many files they may have. */
const mostFolders = 256;
const mostFiles = 2_000;

/** The files below a folder whose paths from there match a glob; undefined where that cannot be told. Of hidden ones, which nobody lists, there is none. */
function filesBelow(start: string, pattern: string, call: CallSite): ReadonlySet<string> | undefined {
  const steps = pattern.split("/");
  if (start.startsWith("/")) return undefined;
  if (steps.some((step) => step === ".." || (step.includes("{") && !step.includes("}")))) return undefined;
  const found = new Set<string>();
  const seen = new Set<string>();
  let isCut = false;
  const listed = (folder: string): Folder | undefined => {
    if (!seen.has(folder) && seen.size >= mostFolders) return undefined;
    seen.add(folder);
    const inside = call.list(folder === "" ? start : `${start}/${folder}`);
    return inside && call.spend(10 + inside.files.length + (inside.folders?.length ?? 0)) ? inside : undefined;
  };
  const visit = (folder: string, at: number): void => {
    const step = steps[at];
    if (step === undefined || isCut) return;
    const path = (name: string): string => (folder === "" ? name : `${folder}/${name}`);
    const isLast = at === steps.length - 1;
    const inside = isLast || !isPlain(step) ? listed(folder) : undefined;
    if (!inside) {
      if (isPlain(step) && !isLast) visit(path(step), at + 1);
      else isCut = true;
      return;
    }
    const isAny = step === "**";
    const matching = isAny ? () => true : matcher(step);
    if (!matching || !(inside.folders || (isLast && !isAny))) isCut = true;
    else {
      if (isAny && !isLast) visit(folder, at + 1);
      if (isLast) for (const name of inside.files) if (matching(name)) found.add(path(name));
      isCut ||= found.size > mostFiles;
      if (isAny) for (const name of inside.folders ?? []) visit(path(name), at);
      else if (!isLast) for (const name of inside.folders ?? []) if (matching(name)) visit(path(name), at + 1);
    }
  };
  visit("", 0);
  return isCut ? undefined : found;
}

const isPlain = (step: string): boolean => !/[*?[{\\]/.test(step);

function matcher(step: string): ((name: string) => boolean) | undefined {
  const program = compile(`\\A(?:${globPattern(step)})\\z`);
  return program === undefined || program === doubtful ? undefined : (name) => matches(program, name);
}

/** A path without `.`, `..` and doubled slashes. */
export function cleaned(path: string): string {
  const kept: string[] = [];
  const rooted = path.startsWith("/");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== ".." || (!rooted && (kept.length === 0 || kept.at(-1) === ".."))) kept.push(part);
    else kept.pop();
  }
  return (rooted ? "/" : "") + kept.join("/") || ".";
}
