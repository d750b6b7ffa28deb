/**
 * The candidate a misspelt or outdated name was probably meant to be: the one with the fewest letters to change, else the
 * shortest that has all its words in their order (`s3_bucket_encryption` in `s3_bucket_server_side_encryption_configuration`).
 * Of what is too long for a name there is none.
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  const words = wordsOf(name);
  const tolerance = Math.max(1, Math.floor(name.length / 6));
  let typo: { readonly candidate: string; readonly distance: number } | undefined;
  let longer: string | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(name, candidate, Math.min(tolerance, (typo?.distance ?? Infinity) - 1));
    if (distance !== undefined) typo = { candidate, distance };
    if (candidate.length < (longer?.length ?? Infinity) && hasInOrder(candidate, words)) longer = candidate;
  }
  if (typo !== undefined && (typo.distance <= 2 || longer === undefined)) return typo.candidate;
  return longer;
}

const longestName = 100;

/**
 * The candidate that a misspelt name can only mean: in letters of another case, in the plural or the singular, or with one letter wrong, unless
 * it begins with another verb that there is (`UpdateDomain`, `CreateDomain`).
 */
export function surelyMeant(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestName) return undefined;
  const all = [...candidates];
  const one = singular(name);
  for (const isSame of [
    (candidate: string) => candidate.toLowerCase() === name.toLowerCase(),
    (candidate: string) => singular(candidate) === one,
    (candidate: string) => editDistance(name, candidate, 1) !== undefined,
  ]) {
    const [found, ...others] = all.filter(isSame);
    if (found === undefined) continue;
    const isOther = verbOf(found) !== verbOf(name) && all.some((candidate) => verbOf(candidate) === verbOf(name));
    return others.length > 0 || isOther ? undefined : found;
  }
  return undefined;
}

const verbOf = (name: string): string => /^[A-Z][a-z]+/.exec(name)?.[0] ?? "";

/** A name in small letters and in the singular. */
const singular = (name: string): string =>
  name
    .replaceAll(/ies(?![a-z])/g, "y")
    .replaceAll(/(ss|x|ch|sh)es(?![a-z])/g, "$1")
    .replaceAll(/([^s])s(?![a-z])/g, "$1")
    .toLowerCase();

const wordsOf = (name: string): readonly string[] => name.split(/[_-]/);

function hasInOrder(candidate: string, wanted: readonly string[]): boolean {
  const length = wanted.reduce((sum, word) => sum + word.length, wanted.length - 1);
  if (candidate.length < length) return false;
  let found = 0;
  for (const word of wordsOf(candidate)) if (word === wanted[found]) found++;
  return found === wanted.length;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one word into the other; undefined where there are more
 * than `most`.
 */
export function editDistance(a: string, b: string, most = Number.POSITIVE_INFINITY): number | undefined {
  if (Math.abs(a.length - b.length) > most) return undefined;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity;
      const distance = Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next.push(distance);
      if (distance < least) least = distance;
    }
    // a swap reaches back over one row
    if (least > most + 1) return undefined;
    before = row;
    row = next;
  }
  const distance = row[b.length] ?? 0;
  return distance <= most ? distance : undefined;
}
