import assert from "node:assert/strict";
import { createRequire } from "node:module";

export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What of the parser is used here: it has no types of its own. */
interface Parser {
  onopentag: (tag: Tag) => void;
  onerror: (error: Error) => void;
  write(text: string): Parser;
  close(): void;
}

const sax = createRequire(import.meta.url)("sax") as { parser(strict: boolean): Parser };

/** The tags of a text in XML, in order. Fails where it is none. */
export function tagsOf(text: string): readonly Tag[] {
  const tags: Tag[] = [];
  const parser = sax.parser(true);
  parser.onopentag = ({ name, attributes }) => tags.push({ name, attributes });
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(text).close();
  return tags;
}

export const assertWellFormed = (text: string): void => assert.ok(tagsOf(text).length > 0);
