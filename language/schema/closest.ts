/**
 * The candidate a misspelt or outdated name was probably meant to be: the one with the fewest letters to change, else the
 * shortest that has all its words in their order (`s3_bucket_encryption` in `s3_bucket_server_side_encryption_configuration`).
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  const words = name.split(/[_-]/);
  const tolerance = Math.max(1, Math.floor(name.length / 6));
  let typo: { readonly candidate: string; readonly distance: number } | undefined;
  let longer: string | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) <= tolerance) {
      const distance = editDistance(name, candidate);
      if (distance <= tolerance && distance < (typo?.distance ?? Infinity)) typo = { candidate, distance };
    }
    if (candidate.length < (longer?.length ?? Infinity) && hasInOrder(candidate.split(/[_-]/), words))
      longer = candidate;
  }
  if (typo !== undefined && (typo.distance <= 2 || longer === undefined)) return typo.candidate;
  return longer;
}

function hasInOrder(words: readonly string[], wanted: readonly string[]): boolean {
  let found = 0;
  for (const word of words) if (word === wanted[found]) found++;
  return found === wanted.length;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
