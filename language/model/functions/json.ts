import { byBytes, longestText, toText } from "../convert.ts";
import { fails } from "../failure.ts";
import type { Value } from "../value.ts";
import { type CallSite, type Doubtful, doubtful } from "./call.ts";

/** The JSON text that Terraform writes: keys sorted, `<`, `>` and `&` escaped; undefined where it would refuse. */
export function encodeJson(value: Value, call: CallSite): string | Doubtful | undefined {
  if (!call.spend(1)) return doubtful;
  switch (value.state) {
    case "known":
      if (typeof value.value === "string") return quoted(value.value);
      return value.value === null ? "null" : (toText(value.value) ?? doubtful);
    case "list":
      return value.open ? doubtful : joined("[", "]", value.items, (item) => encodeJson(item, call));
    case "mapping": {
      if (value.open) return doubtful;
      const entries = [...value.entries].sort(([a], [b]) => byBytes(a, b));
      return joined("{", "}", entries, ([key, entry]) => {
        const inner = encodeJson(entry.value, call);
        return typeof inner === "string" ? `${quoted(key)}:${inner}` : inner;
      });
    }
    default:
      return fails(value) ? undefined : doubtful;
  }
}

function joined<T>(
  open: string,
  close: string,
  items: readonly T[],
  write: (item: T) => string | Doubtful | undefined,
): string | Doubtful | undefined {
  let text = open;
  let doubt = false;
  for (const item of items) {
    const inner = write(item);
    if (inner === undefined) return undefined;
    if (inner === doubtful || text.length > longestText) doubt = true;
    else text += text.length > 1 ? `,${inner}` : inner;
  }
  return doubt ? doubtful : text + close;
}

const escapes = /[<>&\u2028\u2029]/g;

const quoted = (text: string): string =>
  JSON.stringify(text).replace(escapes, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
