import type { Resource } from "../../../../language/model/resource.ts";
import type { Value } from "../../../../language/model/value.ts";
import { items, plain } from "../../../kit/checks.ts";

/** The image that a machine starts from. */
const imageOf = (owner: Resource): Value =>
  owner.get(owner.type === "aws_instance" || owner.type === "aws_spot_instance_request" ? "ami" : "image_id");

/** The data source that finds the image. */
function sourceOf(owner: Resource): Resource | undefined {
  const reference = imageOf(owner).refs?.find(({ mode }) => mode === "data");
  return reference && owner.module.find(reference);
}

/** Amazon's own, the marketplace's, and Canonical's, as documented under `owner` and by Ubuntu. */
const publishers: ReadonlySet<unknown> = new Set(["amazon", "aws-marketplace", "099720109477"]);

/** Where AWS publishes its images as parameters. */
const published = /^(?:resolve:ssm:)?\/aws\/service\//;

const text = (value: Value): string => String(plain(value) ?? "");

/** Whether a machine is known to start from an image that is public: AWS makes none public whose snapshots are encrypted. */
export function isOfPublicImage(owner: Resource): boolean {
  if (published.test(text(imageOf(owner)))) return true;
  const source = sourceOf(owner);
  if (source?.type === "aws_ssm_parameter") return published.test(text(source.get("name")));
  const owners = source?.type === "aws_ami" ? items(source.get("owners")) : [];
  return owners.length > 0 && owners.every((each) => publishers.has(plain(each)));
}

/** Whether a machine starts from Amazon Linux 2023 as Amazon publishes it, whose instances answer to IMDSv2 only unless told otherwise. */
export function isOfAmazonLinux2023(owner: Resource): boolean {
  return (
    isOfPublicImage(owner) && namesOfImage(owner).some((name) => /(?:^|\/)al2023-ami|amazon-linux-2023/.test(name))
  );
}

/** What the image of a machine is called, where it is written, and where it is looked up. */
export function namesOfImage(owner: Resource): readonly string[] {
  const source = sourceOf(owner);
  const names = source?.sections("filter").flatMap((filter) => items(filter.get("values"))) ?? [];
  return [imageOf(owner), ...(source ? [source.get("name"), ...names] : [])].map(text);
}
