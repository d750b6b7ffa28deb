import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type ActionData, actionData } from "../../language/policy/actions.ts";

/**
 * What AWS has of services and actions, read from a packed file when it is first asked for (some 40 ms); undefined where the
 * file cannot be read, so that what needs it stays silent.
 */
export function packedActions(path: string): () => ActionData | undefined {
  let loaded: { readonly data: ActionData | undefined } | undefined;
  return () => {
    loaded ??= { data: read(path) };
    return loaded.data;
  };
}

function read(path: string): ActionData | undefined {
  try {
    return actionData(gunzipSync(readFileSync(path)).toString("latin1"));
  } catch {
    return undefined;
  }
}
