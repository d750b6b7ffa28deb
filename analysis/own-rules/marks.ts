/** An example without the lines that mark what must be found in it. */
export interface MarkedExample {
  readonly text: string;
  /** Underlined pieces in order, each as `offset "piece"`. */
  readonly marks: readonly string[];
}

/** Carets under a comment sign; carets that touch a lone `#` or `//` take it in, so that column 0 can be reached. */
const underline = /^\s*(?:(?:#|\/\/) *\^+|#\^+)\s*$/;

/** Splits an example into plain text and what its caret lines underline. */
export function marked(example: string): MarkedExample {
  let text = "";
  let above = 0;
  const spans: [start: number, end: number][] = [];
  for (const line of example.split(/(?<=\n)/)) {
    if (underline.test(line)) {
      const start = line.search(/(?:#|\/\/)\^/) >= 0 ? line.search(/(?:#|\/\/)\^/) : line.indexOf("^");
      spans.push([above + start, above + line.lastIndexOf("^") + 1]);
    } else {
      above = text.length;
      text += line;
    }
  }
  spans.sort(([a, b], [c, d]) => a - c || b - d);
  return { text, marks: spans.map(([start, end]) => mark(text, start, end)) };
}

export const mark = (text: string, start: number, end: number): string =>
  `${start} ${JSON.stringify(text.slice(start, end))}`;
