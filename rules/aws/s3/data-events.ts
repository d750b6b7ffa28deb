import type { Resource } from "../../../language/model/resource.ts";
import { holds, is, items, oneOf, plain } from "../../kit/checks.ts";
import { addBlock, append, block, stop } from "../../kit/edits.ts";
import type { Fix } from "../../kit/rule.ts";

/** Whether a trail logs reads, or writes, of a bucket's objects, or may. */
export function logs(trail: Resource, bucket: Resource, kind: "ReadOnly" | "WriteOnly"): boolean {
  if (["event_selector", "advanced_event_selector"].some((name) => trail.isOpen(name))) return true;
  if (trail.sections("advanced_event_selector").length > 0) return true;
  return trail
    .sections("event_selector")
    .some(
      (selector) =>
        holds(selector.get("read_write_type"), oneOf("All", kind), "All") &&
        selector
          .sections("data_resource")
          .some(
            (data) =>
              holds(data.get("type"), is("AWS::S3::Object")) &&
              items(data.get("values")).some((value) => takesIn(plain(value), bucket)),
          ),
    );
}

/** `arn:aws:s3` stands for all buckets, and a bucket's ARN needs the slash behind it. */
function takesIn(value: string | number | boolean | undefined, bucket: Resource): boolean {
  if (typeof value !== "string") return true;
  const name = plain(bucket.get("bucket"));
  return (
    /^arn:[^:]*:s3(?::::?\*?)?$/.test(value) || (typeof name === "string" && value.startsWith(`arn:aws:s3:::${name}/`))
  );
}

/** Logs what happens to the objects of all buckets: by the trail that is there, else by one below the bucket. */
export function logging(bucket: Resource, trail: Resource | undefined): Fix {
  const selector = {
    include_management_events: true,
    read_write_type: "All",
    data_resource: block({ type: "AWS::S3::Object", values: ["arn:aws:s3"] }),
  };
  return {
    title: "Log reads and writes of objects",
    impact: "update",
    edits: [
      trail
        ? addBlock(trail, "event_selector", selector)
        : append(bucket, "aws_cloudtrail", {
            name: bucket.name,
            s3_bucket_name: stop("name-of-the-trail-bucket"),
            event_selector: block(selector),
          }),
    ],
  };
}
