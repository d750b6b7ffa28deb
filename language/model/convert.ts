import { spend } from "./budget.ts";
import type { Scalar } from "./value.ts";

/** The longest text that is worked with: beyond it a value counts as unknown. */
export const longestText = 1 << 20;

// No digit may be read in two ways, or a long text takes the square of its length.
const numeric = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** As Terraform converts to a string; undefined for null and for a number whose exact digits a double does not hold. */
export function toText(value: Scalar): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return digits(value);
    case "boolean":
      return value ? "true" : "false";
    default:
      return undefined;
  }
}

/** As Terraform converts to a number; undefined where it would refuse. */
export function toNumber(value: Scalar): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  spend(value.length >> 5);
  if (!numeric.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** As Terraform converts to a bool; undefined where it would refuse. */
export function toBool(value: Scalar): boolean | undefined {
  if (value === true || value === "true" || value === "1") return true;
  if (value === false || value === "false" || value === "0") return false;
  return undefined;
}

/** What is skipped at once where two texts begin alike. */
const skipped = 256;

/** Orders texts as their UTF-8 bytes, which is how Terraform sorts; what it takes is paid for. */
export function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let start = 0;
  while (start + skipped <= length && a.slice(start, start + skipped) === b.slice(start, start + skipped))
    start += skipped;
  spend(1 + start / 64);
  for (let i = start; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return weight(x) - weight(y);
  }
  return a.length - b.length;
}

// Surrogates stand for code points above all others of sixteen bits.
const weight = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

// Terraform counts with 512 bits: what a double has rounded would print other digits there.
function digits(value: number): string | undefined {
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? "-0" : String(value);
  const text = String(value);
  return Number.isInteger(value) || text.includes("e") || text.length > 16 ? undefined : text;
}
