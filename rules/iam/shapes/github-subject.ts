/** A subject of GitHub's tokens to overtype, which keeps what a pattern says of the owner and of the repository. */
export function narrowedSubject(pattern: string): string {
  const [, start = "", repository = "my-repo"] = /^repo:([\w.-]*)[^/]*(?:\/([\w.-]+)(?::|$))?/.exec(pattern) ?? [];
  const owner = start === "" ? "my-org" : /\w$/.test(start) ? start : `${start}org`;
  return `repo:${owner}/${repository}:${mainBranch}`;
}

export const mainBranch = "ref:refs/heads/main";
