import { normal, type Place } from "../syntax/text.ts";
import { spend } from "./budget.ts";
import { longestText, toText } from "./convert.ts";
import { fails, failure } from "./failure.ts";
import { known, type Unknown, unknown, type Value } from "./value.ts";

const mostPieces = 10_000;

/** A string in the making, of which some pieces may be unknown. */
export class StringBuilder {
  readonly #pieces: (string | Unknown)[] = [];
  #holes = 0;
  #length = 0;
  #failed = false;

  /** No further piece can make it better known. */
  get spoilt(): boolean {
    return this.#failed || this.#length > longestText || this.#pieces.length > mostPieces;
  }

  addText(text: string): void {
    if (text === "") return;
    // what there is no work left for is as good as too long
    this.#length += spend(text.length >> 3) ? text.length : longestText + 1;
    if (this.#length > longestText) return;
    const last = this.#pieces.at(-1);
    if (typeof last === "string") this.#pieces[this.#pieces.length - 1] = last + text;
    else this.#pieces.push(text);
  }

  addHole(hole: Unknown): void {
    this.#holes++;
    spend(4);
    if (this.#pieces.length <= mostPieces) this.#pieces.push(hole);
  }

  /** Adds a value as Terraform interpolates it. */
  add(value: Value): void {
    switch (value.state) {
      case "known": {
        const text = toText(value.value);
        if (text !== undefined) this.addText(text);
        else if (value.value === null) this.#failed = true;
        else this.addHole(unknown(value.at));
        break;
      }
      case "unknown":
        if (fails(value)) this.#failed = true;
        else if (value.parts) {
          for (const part of value.parts) {
            if (typeof part === "string") this.addText(part);
            else this.addHole(part);
          }
        } else this.addHole(value);
        break;
      case "absent":
        this.addHole(value.refs ? { state: "unknown", at: value.at, refs: value.refs } : unknown(value.at));
        break;
      default:
        this.#failed = true;
    }
  }

  /** What has been put together so far, as a value that stands at `at`. */
  value(at: Place): Value {
    if (this.#failed) return failure(at);
    if (this.spoilt) return unknown(at);
    if (this.#holes > 0) return { state: "unknown", at, parts: this.#pieces };
    const [text = ""] = this.#pieces;
    return typeof text === "string" ? known(normal(text), at) : unknown(at);
  }
}
