import type { Resource } from "../../../../language/model/resource.ts";
import { table } from "../../../../language/syntax/table.ts";
import { resources } from "../../../kit/checks.ts";

/** What makes a database a copy of another, by its type. */
const sources: Readonly<Record<string, readonly string[]>> = table({
  aws_db_instance: ["replicate_source_db", "snapshot_identifier"],
  aws_rds_cluster: ["replication_source_identifier", "snapshot_identifier", "global_cluster_identifier"],
});

/** Instances and clusters whose settings are their own: a replica or a restored copy takes them from its source. */
export const databases = resources(...Object.keys(sources)).where(
  (database) => !inherits(database, sources[database.type] ?? []),
);

/** What a source decides cannot be read here. */
const inherits = (database: Resource, names: readonly string[]): boolean =>
  names.some((name) => database.get(name).state !== "absent") ||
  database.sections("restore_to_point_in_time").length > 0 ||
  database.isOpen("restore_to_point_in_time");
