import type { Module } from "../../../language/model/module.ts";
import type { Resource } from "../../../language/model/resource.ts";
import type { Section } from "../../../language/model/section.ts";

/** A disk that an instance is started with, as far as the code describes it. */
export interface Disk {
  readonly owner: Resource;
  /** Where its `encrypted` stands. */
  readonly section: Section;
}

/** Disks in all spellings; those made from a snapshot are as encrypted as the snapshot is. */
export function* disks(module: Module): Iterable<Disk> {
  for (const type of ["aws_instance", "aws_launch_configuration", "aws_spot_instance_request"])
    for (const owner of module.ofType(type))
      for (const block of ["root_block_device", "ebs_block_device"])
        for (const section of owner.sections(block)) yield* one(owner, section);
  for (const owner of module.ofType("aws_launch_template"))
    for (const mapping of owner.sections("block_device_mappings"))
      for (const section of mapping.sections("ebs")) yield* one(owner, section);
}

function* one(owner: Resource, section: Section): Iterable<Disk> {
  if (section.get("snapshot_id").state === "absent") yield { owner, section };
}
