import { doubtful, type Functions, integer, listOf, number, plain, text, variadic } from "./call.ts";

const isExact = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;

/** Terraform's numeric functions. */
export const numbers: Functions = {
  abs: plain([number], Math.abs),
  ceil: plain([number], Math.ceil),
  floor: plain([number], Math.floor),
  log: plain([number, number], (value, base) => {
    const result = Math.log(value) / Math.log(base);
    return Number.isFinite(result) ? result : doubtful;
  }),
  max: variadic(number, (values) => (values.length > 0 ? values.reduce((a, b) => Math.max(a, b)) : undefined)),
  min: variadic(number, (values) => (values.length > 0 ? values.reduce((a, b) => Math.min(a, b)) : undefined)),
  parseint: (args, call) =>
    args[0]?.state === "known" && typeof args[0].value === "number" ? refused(args, call) : parseDigits(args, call),
  pow: plain([number, number], (base, exponent) => {
    const result = base ** exponent;
    return Number.isFinite(result) &&
      (!Number.isInteger(base) || !Number.isInteger(exponent) || exponent < 0 || isExact(result))
      ? result
      : doubtful;
  }),
  signum: plain([integer], Math.sign),
  sum: plain([listOf(number)], (values) => {
    if (values.length === 0) return undefined;
    const total = values.reduce((a, b) => a + b);
    return Number.isInteger(total) ? total : Number(total.toPrecision(15));
  }),
};

const refused = plain([], () => undefined);

const parseDigits = plain([text, integer], (digits, base) => {
  if (base < 2 || base > 62) return undefined;
  const match = /^([+-]?)([0-9A-Za-z]+)$/.exec(digits);
  const [, sign, figures] = match ?? [];
  if (figures === undefined) return undefined;
  let result = 0;
  for (const figure of figures) {
    const value = figureValue(figure, base);
    if (value >= base) return undefined;
    result = result * base + value;
  }
  return isExact(result) ? (sign === "-" ? -result : result) : doubtful;
});

// Up to base 36 the case of a letter does not matter; beyond it, capitals follow the small letters.
function figureValue(figure: string, base: number): number {
  if (figure <= "9") return Number(figure);
  if (figure >= "a") return figure.charCodeAt(0) - 87;
  return figure.charCodeAt(0) - (base <= 36 ? 55 : 29);
}
