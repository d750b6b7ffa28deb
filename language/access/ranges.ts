// Numbers, dates and addresses are compared as ranges.

/** From one end to the other, both belonging to it but for `without`; addresses are whole numbers, those of version 6 above 2^128. */
export interface Range {
  readonly from: number | bigint;
  readonly to: number | bigint;
  readonly without?: number;
}

export type RangeType = "number" | "address";

const addressesV4 = 1n << 32n;
const firstV6 = 1n << 128n;

/** What a value of a condition stands for; a comparison is written before it: `lessthan 5`. Undefined where it is none. */
export function rangeOf(type: RangeType, text: string): Range | undefined {
  return type === "address" ? addresses(text) : numbers(text);
}

function numbers(text: string): Range | undefined {
  const [, comparison = "", value = ""] = /^(?:(\w+) )?(.*)$/s.exec(text) ?? [];
  const number = numberOf(value);
  if (number === undefined) return undefined;
  if (comparison === "") return { from: number, to: number };
  const without = comparison.endsWith("equals") ? {} : { without: number };
  return comparison.startsWith("less")
    ? { from: Number.NEGATIVE_INFINITY, to: number, ...without }
    : { from: number, to: Number.POSITIVE_INFINITY, ...without };
}

/** A number, or seconds since 1970 of a day or a moment. */
function numberOf(text: string): number | undefined {
  const number = /^-?\d+(?:\.\d+)?$/.test(text)
    ? Number(text)
    : /^\d{4}-\d\d/.test(text)
      ? Date.parse(text) / 1000
      : Number.NaN;
  return Number.isNaN(number) ? undefined : number;
}

function addresses(text: string): Range | undefined {
  const [, address = "", bits] = /^([\d.]+|[\da-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const isV6 = address.includes(":");
  const value = isV6 ? v6(address) : v4(address);
  const width = isV6 ? 128 : 32;
  const length = bits === undefined ? width : Number(bits);
  if (value === undefined || length > width) return undefined;
  const size = 1n << BigInt(width - length);
  const from = (value / size) * size + (isV6 ? firstV6 : 0n);
  return { from, to: from + size - 1n };
}

function v4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function v6(text: string): bigint | undefined {
  const [head = [], tail, more] = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  if (more) return undefined;
  const zeros = tail ? Array.from<string>({ length: Math.max(0, 8 - head.length - tail.length) }).fill("0") : [];
  const all = [...head, ...zeros, ...(tail ?? [])];
  if (all.length !== 8 || all.some((part) => !/^[\da-f]{1,4}$/i.test(part))) return undefined;
  return all.reduce((sum, part) => sum * 65_536n + BigInt(`0x${part}`), 0n);
}

export const isIn = ({ from, to, without }: Range, point: number | bigint): boolean =>
  from <= point && point <= to && point !== without;

/** A point as a request carries it. */
function pointText(point: number | bigint): string {
  if (typeof point === "number") return String(point);
  if (point < firstV6) return [24n, 16n, 8n, 0n].map((shift) => (point >> shift) & 255n).join(".");
  return Array.from({ length: 8 }, (_, part) =>
    (((point - firstV6) >> BigInt(112 - 16 * part)) & 65_535n).toString(16),
  ).join(":");
}

/** The number or address that a request carries. */
export const pointOf = (type: RangeType, text: string): number | bigint | undefined =>
  type === "address" ? addresses(text)?.from : numberOf(text);

/** An address that is nobody's. */
const documentation = v4("203.0.113.10") ?? 0n;

/**
 * A point in one range of each union and in none of `out`; undefined where there is none. Where there is one, there is one at the end
 * of a range, next to it, or between two ends.
 */
export function pointIn(
  type: RangeType,
  unions: readonly (readonly Range[])[],
  out: readonly Range[],
): string | undefined {
  const ends = new Set([...unions.flat(), ...out].flatMap(({ from, to }) => [from, to]));
  const points = type === "address" ? addressesNear(ends) : numbersNear(ends);
  const found = points.find(
    (point) =>
      unions.every((union) => union.some((range) => isIn(range, point))) && !out.some((range) => isIn(range, point)),
  );
  return found === undefined ? undefined : pointText(found);
}

function addressesNear(ends: ReadonlySet<number | bigint>): readonly bigint[] {
  const near = [...ends].flatMap((end) => (typeof end === "bigint" ? [end, end + 1n, end - 1n] : []));
  return [documentation, ...near, 0n, firstV6].filter(
    (point) => (point >= 0n && point < addressesV4) || (point >= firstV6 && point < 2n * firstV6),
  );
}

function numbersNear(ends: ReadonlySet<number | bigint>): readonly number[] {
  const finite = [...ends].filter((end): end is number => Number.isFinite(end)).sort((a, b) => a - b);
  const between = finite.slice(1).map((end, index) => (end + (finite[index] ?? end)) / 2);
  return [...finite.flatMap((end) => [end, Math.floor(end) + 1, Math.ceil(end) - 1]), ...between, 0];
}
