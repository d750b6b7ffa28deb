import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import { resources } from "../../../kit/checks.ts";

/** A disk that an instance is started with, as far as the code describes it. */
export interface InstanceDisk {
  readonly owner: Resource;
  /** Where its `encrypted` stands. */
  readonly section: Section;
  /** Whether it is one beside those of the image, whose snapshots decide where `encrypted` is not written. */
  readonly isBesideImage: boolean;
}

/** Disks in all spellings; those made from a snapshot are as encrypted as the snapshot is. */
export const disks = resources(
  "aws_instance",
  "aws_launch_configuration",
  "aws_spot_instance_request",
  "aws_launch_template",
)
  .each((owner): readonly InstanceDisk[] => described(owner).map((disk) => ({ owner, ...disk })))
  .where(({ section }) => section.get("snapshot_id").state === "absent");

const described = (owner: Resource): readonly Omit<InstanceDisk, "owner">[] =>
  owner.type === "aws_launch_template"
    ? owner
        .sections("block_device_mappings")
        .flatMap((mapping) => mapping.sections("ebs").map((section) => ({ section, isBesideImage: false })))
    : [
        ...owner.sections("root_block_device").map((section) => ({ section, isBesideImage: false })),
        ...owner.sections("ebs_block_device").map((section) => ({ section, isBesideImage: true })),
      ];
