/** A version as far as it is written: `6`, `6.1`, `6.1.0`. */
type Version = readonly number[];

/**
 * The newest of some major versions in which a constraint (`~> 6.1`, `>= 5.0, < 7.0`) leaves a version; undefined where
 * there is none or the constraint cannot be read.
 */
export function newestIn(majors: readonly number[], constraint: string): number | undefined {
  const ranges = constraint.split(",").map(rangeOf);
  return [...majors]
    .sort((a, b) => b - a)
    .find((major) => {
      let [low, high]: VersionRange = [[major], [major + 1]];
      for (const range of ranges) {
        if (!range) return false;
        if (compared(range[0], low) > 0) low = range[0];
        if (compared(range[1], high) < 0) high = range[1];
      }
      return compared(low, high) < 0;
    });
}

/** From a version on, and up to another that is no part of it. */
type VersionRange = readonly [least: Version, end: Version];

const endless: Version = [Number.POSITIVE_INFINITY];

function rangeOf(clause: string): VersionRange | undefined {
  const [, operator = "=", text = ""] = /^\s*(=|!=|>=|>|<=|<|~>)?\s*v?(\d+(?:\.\d+){0,2})\s*$/.exec(clause) ?? [];
  if (text === "") return undefined;
  const version = text.split(".").map(Number);
  const [major = 0, minor = 0, patch = 0] = version;
  const next: Version = [major, minor, patch + 1];
  switch (operator) {
    case "=":
      return [version, next];
    case "!=":
      return [[0], endless];
    case ">=":
      return [version, endless];
    case ">":
      return [next, endless];
    case "<":
      return [[0], version];
    case "<=":
      return [[0], next];
    default:
      return [version, version.length < 3 ? [major + 1] : [major, minor + 1]];
  }
}

function compared(a: Version, b: Version): number {
  for (let index = 0; index < 3; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
