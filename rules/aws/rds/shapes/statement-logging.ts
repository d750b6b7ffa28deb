import type { Resource } from "../../../../language/model/resource.ts";
import { meant, plain } from "../../../kit/checks.ts";
import { addBlock } from "../../../kit/edits.ts";
import type { Problem } from "../../../kit/rule.ts";

/** What makes PostgreSQL log statements, and what to set it to: all of them would fill the log, with what they hold. */
const parameters: ReadonlyMap<string, string> = new Map([
  ["log_statement", "ddl"],
  ["log_min_duration_statement", "1000"],
]);

/** Demands that the parameter group of a PostgreSQL database says which statements are logged. */
export const logsStatements = (path: string, groupType: string) =>
  function* (database: Resource): Iterable<Problem> {
    const name = database.get(path);
    const group = meant(name, database, groupType);
    if (!group) {
      if (name.state === "absent") yield { at: database.header };
      return;
    }
    const written: readonly unknown[] = group.sections("parameter").map((parameter) => plain(parameter.get("name")));
    const missing = [...parameters].filter(([name]) => !written.includes(name));
    if (group.isOpen("parameter") || missing.length === 0) return;
    yield {
      at: group.header,
      subject: database,
      fixes: () => [
        {
          title: "Log changes of tables and what takes longer than a second",
          impact: "update",
          edits: missing.map(([name, value]) => addBlock(group, "parameter", { name, value })),
        },
      ],
    };
  };
