import assert from "node:assert/strict";

/** Names that nobody gives in good faith, by what they try. */
export const names = {
  "a line end": "a\n::add-mask::b\r\n::error::c",
  "an escape sequence": "a\u001b[2J\u001b]0;x\u0007\u009b31m\u007f",
  "a workflow command": "::add-mask::a",
  "an old workflow command": "a ##[add-mask]b ##vso[task.setvariable]c",
  "marks of direction": "a\u202eb\u2066c\u200e\u200f\u061c\u2069",
  "what cannot be seen": "a\u200bb\u00ad\ufeff\u2028c\u2029\u{e0041}\u0085",
  backticks: "a`[x](command:parapet.explain)``b` [y](command:z)``",
  "a link":
    "a](command:workbench.action.quit) [b](https://evil.com) <https://evil.com> https://evil.com www.evil.com e@evil.com, see evil.com now",
  "HTML and an image": '<img src=x onerror=alert(1)> ![a](https://evil.com/x.png) <a href="command:x">b</a> &lt;b',
  "Markdown of blocks": "# a\n\n- b\n\n| c | d |\n|---|---|\n\n```\ne",
  "half a character": "a\ud800b\udc00",
  "a key": "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
} as const;

const all = (...kinds: readonly (keyof typeof names)[]): string => kinds.map((kind) => names[kind]).join(" ");

/** The same in few names, where each costs a check of its own. */
export const joinedNames: Readonly<Record<string, string>> = {
  "all that moves and hides": all(
    "an escape sequence",
    "a line end",
    "an old workflow command",
    "marks of direction",
    "what cannot be seen",
    "half a character",
  ),
  "all of Markdown": all("backticks", "a link", "HTML and an image", "Markdown of blocks"),
  "a workflow command": all("a workflow command"),
  "a key": all("a key"),
};

/** What is secret in the files of the tests, besides the key above. */
export const secrets: readonly string[] = [
  "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  "correct-horse-battery-1",
  "tr0ub4dor-and-3-more",
  "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz",
];

/** Asserts that a text can be shown: nothing in it moves, hides or commands, and no secret is told. */
export function assertShown(text: string, what: string): void {
  for (const line of text.split("\n")) {
    const bad = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.exec(line);
    assert.equal(bad, null, `${what} holds U+${bad?.[0].codePointAt(0)?.toString(16)}: ${JSON.stringify(line)}`);
    assert.doesNotMatch(line, /##\w*\[/, `${what} holds a command`);
  }
  for (const secret of secrets) assert.ok(!text.includes(secret), `${what} tells ${secret}: ${text.slice(0, 2000)}`);
}
