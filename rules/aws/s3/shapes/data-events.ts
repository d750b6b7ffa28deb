import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import { memoBy } from "../../../../language/query/engine.ts";
import { holds, is, items, oneOf, plain, resources } from "../../../kit/checks.ts";
import { addBlock, append, block, stop } from "../../../kit/edits.ts";
import type { Fix } from "../../../kit/rule.ts";

/** Whether some trail logs reads, or writes, of a bucket's objects, or may. */
export function areLogged(bucket: Resource, kind: "ReadOnly" | "WriteOnly"): boolean {
  const name = plain(bucket.get("bucket"));
  return isLogged(bucket.module.root, `${kind} ${typeof name === "string" ? name : ""}`);
}

const isLogged = memoBy((root: Module, key: string): boolean => {
  const [kind = "", name = ""] = key.split(" ");
  const { all, named } = loggedIn(root, kind);
  return all || named.has(name);
});

/** The buckets that trails log, by name. */
const loggedIn = memoBy(
  (root: Module, kind: string): { readonly all: boolean; readonly named: ReadonlySet<string> } => {
    const trails = [...root.tree()].flatMap(resources("aws_cloudtrail"));
    const values = trails
      .flatMap((trail) => trail.sections("event_selector"))
      .filter((selector) => holds(selector.get("read_write_type"), oneOf("All", kind), "All"))
      .flatMap((selector) => selector.sections("data_resource"))
      .filter((data) => holds(data.get("type"), is("AWS::S3::Object")))
      .flatMap((data) => items(data.get("values")))
      .map(plain);
    const isOpen = (trail: Resource) =>
      ["event_selector", "advanced_event_selector"].some((name) => trail.isOpen(name)) ||
      trail.sections("advanced_event_selector").length > 0;
    return {
      all: trails.some(isOpen) || values.some(isOfAll),
      named: new Set(values.flatMap((value) => /^arn:aws:s3:::([^/]+)\//.exec(String(value))?.[1] ?? [])),
    };
  },
);

/** `arn:aws:s3` stands for all buckets, and a bucket's ARN needs the slash behind it. */
const isOfAll = (value: string | number | boolean | undefined): boolean =>
  typeof value !== "string" || /^arn:[^:]*:s3(?::::?\*?)?$/.test(value);

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
