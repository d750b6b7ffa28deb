import type { Node } from "yaml";
import { checklist } from "../../rules/checklist.ts";
import { type Mistake, mistake, nameOf, told, YamlReader } from "../config/yaml.ts";

/** Where a folder keeps what people have said of rows that code does not show: a line for each, so that two branches merge. */
export const ticksFile = ".parapet/checklist.yaml";

/** What a person has said of a row: when, who, and what else there is to say. */
export interface Tick {
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly by: string;
  readonly note?: string;
}

export interface Ticks {
  /** By the id of the row. */
  readonly byItem: ReadonlyMap<string, Tick>;
  readonly mistakes: readonly Mistake[];
}

/** Characters of the file, of a name and of a note. */
const longestFile = 100_000;
const longestName = 200;
const longestNote = 1_000;

const byHand = checklist.filter((item) => item.byHand !== undefined).map(({ id }) => id);

/** Reads the file; what is wrong is left out and told with its place. */
export function parseTicks(text: string): Ticks {
  if (text.length > longestFile) {
    const message = `This file has at most ${longestFile.toLocaleString("en")} characters.`;
    return { byItem: new Map(), mistakes: [mistake(text, undefined, message)] };
  }
  const reader = new YamlReader(text);
  const root = reader.root();
  const found = new Map<string, Tick>();
  for (const [key, value] of root ? reader.entries(root, ticksFile) : []) {
    const id = nameOf(key);
    if (found.has(id)) reader.wrong(key, `\`${id}\` stands here twice.`);
    else if (!byHand.includes(id)) reader.unknown(key, "There is no row by hand", byHand);
    else {
      const tick = tickIn(value, reader);
      if (tick) found.set(id, tick);
    }
  }
  return { byItem: found, mistakes: told(reader.mistakes) };
}

function tickIn(node: Node, reader: YamlReader): Tick | undefined {
  const fields = reader.fields(node, "a tick", ["on", "by", "note"]);
  if (!fields) return undefined;
  const [on, by, note] = [fields.get("on"), fields.get("by"), fields.get("note")];
  if (!on || !by) return reader.wrong(node, "A tick says `on` which day and `by` whom.");
  const day = reader.string(on, "on", longestName);
  const who = reader.string(by, "by", longestName);
  if (day === undefined || who === undefined) return undefined;
  if (!isDay(day)) return reader.wrong(on, "`on` is a day: 2026-11-28.");
  const more = note && reader.string(note, "note", longestNote);
  return { on: day, by: who, ...(more !== undefined && { note: more }) };
}

/** Whether it is a day that there is, as `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A tick as it stands on a day. */
export interface StandingTick extends Tick {
  /** The last day on which it holds. */
  readonly until: string;
  /** Whether it holds no more, or not yet. */
  readonly isStale: boolean;
}

/** What a person has said of a row, which holds for some days. */
export function tickOf(
  item: string,
  days: number,
  { ticks, today }: { readonly ticks: ReadonlyMap<string, Tick>; readonly today: string },
): StandingTick | undefined {
  const tick = ticks.get(item);
  if (!tick) return undefined;
  const until = holdsUntil(tick, days);
  return { ...tick, until, isStale: until < today || tick.on > today };
}

/** The last day on which a tick holds. */
export function holdsUntil({ on }: Tick, days: number): string {
  const date = new Date(`${on}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The line of a tick. */
const tickLine = (id: string, { on, by, note }: Tick): string =>
  `${id}: { on: ${on}, by: ${JSON.stringify(by)}${note === undefined ? "" : `, note: ${JSON.stringify(note)}`} }`;

/** The file with a row ticked: its line alone is another, and a new one stands where its id comes in the order of the alphabet. */
export function ticked(text: string, id: string, tick: Tick): string {
  const lines = text === "" ? [heading] : text.replace(/\n$/, "").split("\n");
  const line = tickLine(id, tick);
  const at = lines.findIndex((one) => one.startsWith(`${id}:`));
  if (at >= 0) {
    const end = lines.findIndex((one, index) => index > at && /^\S/.test(one));
    lines.splice(at, (end < 0 ? lines.length : end) - at, line);
  } else {
    const next = lines.findIndex((one) => /^[a-z]/.test(one) && one > line);
    lines.splice(next < 0 ? lines.length : next, 0, line);
  }
  return `${lines.join("\n")}\n`;
}

const heading = "# What code does not show of Parapet's production checklist: who has looked, and when.";
