import type { Module } from "../../../language/model/module.ts";
import { memo } from "../../../language/query/engine.ts";

/** What a subject is to end with: an environment where the code has subjects of such, whose jobs have no branch in theirs. */
export const narrowedEnd = ({ root }: Module): string =>
  hasEnvironments(root) ? "environment:production" : "ref:refs/heads/main";

const hasEnvironments = memo((root: Module): boolean =>
  root.tree().some(({ files }) => files.some(({ text }) => /:environment:[\w$]/.test(text))),
);

/** A subject of GitHub's tokens to overtype, which keeps what a pattern says of the owner and of the repository. */
export function narrowedSubject(pattern: string, end = "ref:refs/heads/main"): string {
  const [, start = "", repository = "my-repo"] = /^repo:([\w.-]*)[^/]*(?:\/([\w.-]+)(?::|$))?/.exec(pattern) ?? [];
  const owner = start === "" ? "my-org" : /\w$/.test(start) ? start : `${start}org`;
  return `repo:${owner}/${repository}:${end}`;
}
