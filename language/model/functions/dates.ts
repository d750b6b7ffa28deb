import { type Doubtful, doubtful, type Functions, plain, text } from "./call.ts";

/** Terraform's functions on times that are given; what asks for the time itself is not known. */
export const dates: Functions = {
  formatdate: plain([text, text], (format, time) => {
    const read = instant(time);
    return typeof read === "object" ? formatted(format, read) : read;
  }),
  timeadd: plain([text, text], (time, duration) => {
    const read = instant(time);
    const by = milliseconds(duration);
    if (read === undefined || by === undefined) return undefined;
    if (read === doubtful || by === doubtful) return doubtful;
    return rfc3339({ at: read.at + by, offset: read.offset });
  }),
  timecmp: plain([text, text], (a, b) => {
    const left = instant(a);
    const right = instant(b);
    if (left === undefined || right === undefined) return undefined;
    return left === doubtful || right === doubtful ? doubtful : Math.sign(left.at - right.at);
  }),
};

/** A time as it is written. */
interface Instant {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How far the clock by which it is written is ahead, in minutes. */
  readonly offset: number;
}

const written = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;

function instant(time: string): Instant | Doubtful | undefined {
  const [, year, month, day, hour, minute, second, fraction, sign, hours = "0", minutes = "0"] =
    written.exec(time) ?? [];
  if (year === undefined) return undefined;
  if (fraction !== undefined || Number(year) < 100) return doubtful;
  const clock = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  // what is no day or no hour comes out as another
  if (!new Date(clock).toISOString().startsWith(time.slice(0, 19)) || Number(hours) > 23 || Number(minutes) > 59)
    return undefined;
  const offset = (sign === "-" ? -1 : 1) * (60 * Number(hours) + Number(minutes));
  return { at: clock - offset * 60_000, offset };
}

/** The time by the clock by which it is written. */
const clockOf = ({ at, offset }: Instant): Date => new Date(at + offset * 60_000);

const two = (number: number): string => String(number).padStart(2, "0");

function zone(offset: number, between: string): string {
  const [ahead, size] = [offset < 0 ? "-" : "+", Math.abs(offset)];
  return `${ahead}${two(Math.floor(size / 60))}${between}${two(size % 60)}`;
}

function rfc3339(instant: Instant): string | Doubtful {
  const clock = clockOf(instant);
  if (Number.isNaN(clock.getTime()) || clock.getUTCFullYear() < 1000 || clock.getUTCFullYear() > 9999) return doubtful;
  return clock.toISOString().slice(0, 19) + (instant.offset === 0 ? "Z" : zone(instant.offset, ":"));
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** What a duration of Go comes to: `-1h30m`, `1.5s`. */
function milliseconds(duration: string): number | Doubtful | undefined {
  const [, sign, rest = ""] = /^([+-]?)((?:\d+(?:\.\d*)?|\.\d+|[a-zµ]+)+)$/.exec(duration) ?? [];
  if (rest === "0") return 0;
  const parts = [...rest.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== rest) return undefined;
  const sum = parts.reduce((all, [, number, unit = ""]) => all + Number(number) * (units[unit] ?? 0), 0);
  // Go counts in nanoseconds, and has an end
  if (!Number.isInteger(sum) || sum > 9e12) return doubtful;
  return sign === "-" ? -sum : sum;
}

const months = "January February March April May June July August September October November December".split(" ");
const days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

function formatted(format: string, instant: Instant): string | Doubtful | undefined {
  const clock = clockOf(instant);
  const { offset } = instant;
  const [month, day, hour] = [clock.getUTCMonth(), clock.getUTCDate(), clock.getUTCHours()];
  const [monthName = "", dayName = ""] = [months[month], days[clock.getUTCDay()]];
  const half = hour % 12 || 12;
  const said: Readonly<Record<string, string>> = {
    YYYY: String(clock.getUTCFullYear()),
    YY: two(clock.getUTCFullYear() % 100),
    MMMM: monthName,
    MMM: monthName.slice(0, 3),
    MM: two(month + 1),
    M: String(month + 1),
    DD: two(day),
    D: String(day),
    EEEE: dayName,
    EEE: dayName.slice(0, 3),
    hh: two(hour),
    h: String(hour),
    HH: two(half),
    H: String(half),
    AA: hour < 12 ? "AM" : "PM",
    aa: hour < 12 ? "am" : "pm",
    mm: two(clock.getUTCMinutes()),
    m: String(clock.getUTCMinutes()),
    ss: two(clock.getUTCSeconds()),
    s: String(clock.getUTCSeconds()),
    ZZZZZ: zone(offset, ":"),
    ZZZZ: zone(offset, ""),
    ZZZ: offset === 0 ? "UTC" : zone(offset, ""),
    Z: offset === 0 ? "Z" : zone(offset, ":"),
  };
  let result = "";
  // a letter as often as it is repeated, what stands in quotes, and whatever is no letter
  for (const [piece] of format.matchAll(/([A-Za-z])\1*|'(?:[^']|'')*'|[\s\S]/gu)) {
    if (/^[A-Za-z]/.test(piece)) {
      const word = Object.hasOwn(said, piece) ? said[piece] : undefined;
      if (word === undefined) return undefined;
      result += word;
    } else if (piece === "'") return undefined;
    else result += piece.startsWith("'") ? piece.slice(1, -1).replaceAll("''", "'") : piece;
  }
  return result;
}
