import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import { items, plain, resources } from "../../../kit/checks.ts";

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

/** Amazon's own, the marketplace's, and Canonical's, as documented under `owner` and by Ubuntu. */
const publishers: ReadonlySet<unknown> = new Set(["amazon", "aws-marketplace", "099720109477"]);

/** Whether a machine is known to start from an image that is public: AWS makes none public whose snapshots are encrypted. */
export function isOfPublicImage(owner: Resource): boolean {
  const image = owner.get(
    owner.type === "aws_instance" || owner.type === "aws_spot_instance_request" ? "ami" : "image_id",
  );
  if (/^resolve:ssm:\/aws\/service\//.test(String(plain(image) ?? ""))) return true;
  const reference = image.refs?.find(({ mode }) => mode === "data");
  const source = reference && owner.module.find(reference);
  if (source?.type === "aws_ssm_parameter") return /^\/aws\/service\//.test(String(plain(source.get("name")) ?? ""));
  const owners = source?.type === "aws_ami" ? items(source.get("owners")) : [];
  return owners.length > 0 && owners.every((each) => publishers.has(plain(each)));
}
