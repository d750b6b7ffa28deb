import type { Module } from "../../language/model/module.ts";
import type { Place } from "../../language/syntax/text.ts";

/** Where a module comes from, as far as its address tells. */
export type ModuleOrigin = "git" | "registry" | "directory" | "elsewhere";

/** A call of a module that is not here and that nothing stands in for: of what it makes nothing is known. */
export interface UnreadCall {
  readonly from: ModuleOrigin;
  /** Its address without a name or a password in it; undefined where that is computed. */
  readonly source: string | undefined;
  readonly at: Place;
}

/** The calls of a root, and of all that it calls, that lead nowhere, each once, whatever leads to it. */
export function unreadCalls(root: Module): readonly UnreadCall[] {
  const found = new Map<string, UnreadCall>();
  for (const module of root.tree()) {
    if (module.isStandIn) continue;
    for (const call of module.calls.unread) {
      const value = call.get("source");
      const address = value.state === "known" && typeof value.value === "string" ? value.value : undefined;
      const { header: at } = call;
      found.set(`${at.uri} ${at.start}`, {
        from: originOf(address),
        source: address?.replace(/\/\/[^/@\s]*@/g, "//"),
        at,
      });
    }
  }
  return [...found.values()];
}

/** As Terraform tells them apart. */
function originOf(address = ""): ModuleOrigin {
  if (/^\.{1,2}\//.test(address)) return "directory";
  if (/^git(?:::|@)|^(?:www\.)?(?:github\.com|bitbucket\.org)\/|^[\w+]+:\/\/[^?]*\.git(?:\/\/|[?/]|$)/.test(address))
    return "git";
  return /^(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/|$)/.test(address)
    ? "registry"
    : "elsewhere";
}

/** One sentence without an end: `157 calls of modules from git, 2 from a registry and 1 file were not read`; undefined where all was. */
export function whatWasNotRead(calls: readonly Pick<UnreadCall, "from">[], files = 0): string | undefined {
  const parts: string[] = [];
  for (const [from, words] of origins) {
    const count = calls.filter((call) => call.from === from).length;
    const what = parts.length > 0 ? "" : count === 1 ? " call of a module" : " calls of modules";
    if (count > 0) parts.push(`${count.toLocaleString("en")}${what} ${words}`);
  }
  if (files > 0) parts.push(`${files.toLocaleString("en")} ${files === 1 ? "file" : "files"}`);
  const last = parts.pop();
  if (last === undefined) return undefined;
  const all = parts.length > 0 ? `${parts.join(", ")} and ${last}` : last;
  return `${all} ${calls.length + files === 1 ? "was" : "were"} not read`;
}

const origins: readonly (readonly [ModuleOrigin, string])[] = [
  ["git", "from git"],
  ["registry", "from a registry"],
  ["directory", "in directories out of reach"],
  ["elsewhere", "from elsewhere"],
];
