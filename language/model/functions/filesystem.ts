import { failure } from "../failure.ts";
import { known, unknown, type Value } from "../value.ts";
import { toBase64, utf8 } from "./bytes.ts";
import { type CallSite, characters, doubtful, type Functions, plain, text } from "./call.ts";

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
  pathexpand: plain([text], (path) => (path.startsWith("~") ? doubtful : path)),
};

function contents(args: readonly Value[], call: CallSite, use: (content: string) => Value): Value {
  const [on] = args;
  const path = on && text(on, call);
  if (args.length !== 1 || path === undefined) return failure(call.at);
  const content = path === doubtful ? undefined : call.read(path);
  return content === undefined ? unknown(call.at) : use(content);
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
