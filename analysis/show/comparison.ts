import { diffArrays } from "diff";
import { exampleLines } from "./rule-page.ts";

/** What a piece of code is to a reader, as far as that helps to read it. */
export type PieceKind = "plain" | "comment" | "keyword" | "name" | "number" | "text";

export type CodePiece = readonly [kind: PieceKind, text: string];

/** Two versions line by line, side by side: where one has nothing to stand beside a line of the other, it is undefined. */
export interface ComparedLine {
  readonly isSame: boolean;
  readonly before?: readonly CodePiece[];
  readonly after?: readonly CodePiece[];
}

/** An insecure and a secure example side by side. */
export function compared(insecure: string, secure: string, language: "json" | "terraform"): readonly ComparedLine[] {
  const found: ComparedLine[] = [];
  const [old, fresh] = [exampleLines(insecure), exampleLines(secure)];
  let [gone, passed, reached]: [readonly string[], number, number] = [[], 0, 0];
  const add = (isSame: boolean, before: string | undefined, after: string | undefined): void => {
    found.push({
      isSame,
      ...(before !== undefined && { before: piecesOf(before, language) }),
      ...(after !== undefined && { after: piecesOf(after, language) }),
    });
  };
  const settle = (come: readonly string[]): void => {
    for (let at = 0; at < Math.max(gone.length, come.length); at++) add(false, gone[at], come[at]);
    gone = [];
  };
  for (const { count, added, removed } of diffArrays([...old], [...fresh], { comparator: areAlike })) {
    if (removed) gone = old.slice(passed, passed + count);
    else if (added) settle(fresh.slice(reached, reached + count));
    else {
      settle([]);
      for (let at = 0; at < count; at++) add(true, old[passed + at], fresh[reached + at]);
    }
    if (!added) passed += count;
    if (!removed) reached += count;
  }
  settle([]);
  return found;
}

/** What is aligned in another way is no change. */
const areAlike = (a: string, b: string): boolean => a.replaceAll(/\s+/g, " ") === b.replaceAll(/\s+/g, " ");

const grammars: Readonly<Record<"json" | "terraform", readonly (readonly [PieceKind, RegExp])[]>> = {
  terraform: [
    ["comment", /(?:#|\/\/).*/y],
    ["text", /"(?:[^"\\]|\\.)*"?/y],
    ["number", /\b\d[\d.]*\b/y],
    ["keyword", /\b(?:true|false|null|resource|data|variable|output|locals|module|provider|for|in|if)\b/y],
    ["name", /[\w-]+(?=\s*(?:=(?!=)|\{))/y],
  ],
  json: [
    ["name", /"(?:[^"\\]|\\.)*"(?=\s*:)/y],
    ["text", /"(?:[^"\\]|\\.)*"?/y],
    ["number", /-?\b\d[\d.]*\b/y],
    ["keyword", /\b(?:true|false|null)\b/y],
  ],
};

/** A line in pieces that can be told apart by colour. */
function piecesOf(line: string, language: "json" | "terraform"): readonly CodePiece[] {
  const found: [PieceKind, string][] = [];
  for (let at = 0; at < line.length; ) {
    const [kind, text] = pieceAt(line, at, language);
    const last = found.at(-1);
    if (kind === "plain" && last?.[0] === "plain") last[1] += text;
    else found.push([kind, text]);
    at += text.length;
  }
  return found;
}

function pieceAt(line: string, at: number, language: "json" | "terraform"): CodePiece {
  for (const [kind, form] of grammars[language]) {
    form.lastIndex = at;
    const [text = ""] = form.exec(line) ?? [];
    if (text !== "") return [kind, text];
  }
  // a word that is nothing else is not looked at letter by letter
  const [word = ""] = /^\w+/.exec(line.slice(at)) ?? [];
  return ["plain", word || line.charAt(at)];
}
