import type { Resource } from "../../language/model/resource.ts";
import type { Edit } from "../../language/syntax/text.ts";
import { holds, includes, relatedTo } from "./checks.ts";
import type { Problem } from "./rule.ts";

/** Demands that a database sends one of these logs to CloudWatch. */
export const exportsLog = (
  path: string,
  logs: readonly string[],
  { title, write }: { readonly title: string; write(database: Resource): Edit },
) =>
  function* (database: Resource): Iterable<Problem> {
    const exports = database.get(path);
    if (logs.some((log) => holds(exports, includes(log)))) return;
    yield {
      at: exports.at,
      ...relatedTo(exports),
      fixes: () => [{ title, impact: "update", edits: [write(database)] }],
    };
  };
