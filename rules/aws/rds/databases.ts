import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";

/** Instances and clusters whose settings are their own: a replica or a restored copy takes them from its source. */
export function* databases(module: Module): Iterable<Resource> {
  for (const type of ["aws_db_instance", "aws_rds_cluster"])
    for (const database of module.ofType(type)) if (!inherits(database)) yield database;
}

/** What a source decides cannot be read here. */
const inherits = (database: Resource): boolean =>
  ["replicate_source_db", "replication_source_identifier", "snapshot_identifier", "global_cluster_identifier"].some(
    (name) => database.get(name).state !== "absent",
  ) ||
  database.sections("restore_to_point_in_time").length > 0 ||
  database.isOpen("restore_to_point_in_time");
