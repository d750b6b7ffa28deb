import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type ActionData, whenAsked } from "../../language/schema/actions.ts";

/** What AWS has of services and actions, read from a packed file when it is first asked for (some 40 ms). */
export const packedActions = (path: string): (() => ActionData | undefined) =>
  whenAsked(() => gunzipSync(readFileSync(path)).toString("latin1"));
