import type { Resource } from "../../../../language/model/resource.ts";
import { plain } from "../../../kit/checks.ts";

/**
 * The logs that each engine can send to CloudWatch, those worth having first; from the API's EnableCloudwatchLogsExports.
 * RDS Custom sends none.
 */
const kinds: readonly {
  readonly engine: RegExp;
  readonly worth: readonly string[];
  readonly also: readonly string[];
}[] = [
  { engine: /^(?:mysql|mariadb)$/, worth: ["error", "general", "slowquery"], also: ["audit", "iam-db-auth-error"] },
  {
    engine: /^aurora(?:-mysql)?$/,
    worth: ["audit", "error", "general", "slowquery"],
    also: ["iam-db-auth-error", "instance"],
  },
  { engine: /^postgres$/, worth: ["postgresql", "upgrade"], also: ["iam-db-auth-error"] },
  { engine: /^aurora-postgresql$/, worth: ["postgresql"], also: ["iam-db-auth-error", "instance"] },
  { engine: /^oracle-/, worth: ["alert", "audit", "listener", "trace"], also: ["oemagent"] },
  { engine: /^sqlserver-/, worth: ["agent", "error"], also: [] },
  { engine: /^db2-/, worth: ["diag.log", "notify.log"], also: ["iam-db-auth-error"] },
];

/** What the engine of a database can export; undefined while the engine is not known. */
export function exportable(
  database: Resource,
): { readonly worth: readonly string[]; readonly also: readonly string[] } | undefined {
  const written = database.get("engine");
  // a cluster of old code that names none is Aurora's
  const engine = written.state === "absent" && database.type === "aws_rds_cluster" ? "aurora" : plain(written);
  return typeof engine === "string" ? kinds.find((kind) => kind.engine.test(engine)) : undefined;
}
