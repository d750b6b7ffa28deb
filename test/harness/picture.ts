/**
 * An example with its lines numbered, and under them what was found against what was marked: `found` and `expected` hold
 * `offset "piece"`, as `marks` do.
 */
export function picture(text: string, expected: readonly string[], found: readonly string[]): string {
  const underlines = [...new Set([...expected, ...found])].map((piece) => {
    const [start, length] = spanOf(piece);
    const [isMarked, isFound] = [expected.includes(piece), found.includes(piece)];
    const says = isMarked && isFound ? "found, as marked" : isFound ? "found, and not marked" : "marked, and not found";
    return { start, length, says };
  });
  let offset = 0;
  const lines = text.split("\n").flatMap((line, index) => {
    const from = offset;
    offset += line.length + 1;
    const own = underlines.filter(({ start }) => start >= from && start < offset).sort((a, b) => a.start - b.start);
    return [
      `${String(index + 1).padStart(4)} | ${line}`,
      ...own.map(({ start, length, says }) => {
        const column = start - from;
        // what goes on below is underlined to the end of its first line
        const carets = "^".repeat(Math.max(1, Math.min(length, line.length - column)));
        return `     | ${" ".repeat(column)}${carets} ${says}`;
      }),
    ];
  });
  return lines.join("\n");
}

function spanOf(piece: string): readonly [start: number, length: number] {
  const space = piece.indexOf(" ");
  return [Number(piece.slice(0, space)), String(JSON.parse(piece.slice(space + 1))).length];
}
