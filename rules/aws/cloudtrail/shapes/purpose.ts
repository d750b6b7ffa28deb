import type { Resource } from "../../../../language/model/resource.ts";
import { anywhere, isFalse, isTrue, items, plain } from "../../../kit/checks.ts";
import type { Problem } from "../../../kit/rule.ts";

/** Completes "depends on …" of the rules that ask so. */
export const onePurpose = "whether the trail is one for some events, beside the account's own";

/** Whether a trail is made for some events only, and not to record what is done in the account. */
const isForSomeEvents = (trail: Resource): boolean =>
  [trail.name, plain(trail.get("name")), plain(trail.get("s3_key_prefix"))].some(
    (name) =>
      typeof name === "string" &&
      /(?:data|s3|object|lambda|management|glue|secret|event-?bridge)[-_]?events?/i.test(name),
  ) ||
  isFalse(trail.get("include_global_service_events")) ||
  trail.sections("event_selector").some((selector) => isFalse(selector.get("include_management_events"))) ||
  isOfData(trail) ||
  isBesideWhole(trail);

/** Whether another trail records what is done in every region. */
const isBesideWhole = (trail: Resource): boolean =>
  !isTrue(trail.get("is_multi_region_trail")) &&
  anywhere(trail, "aws_cloudtrail").some((other) => other !== trail && isTrue(other.get("is_multi_region_trail")));

/** Whether every selector is of other events than those of management. */
function isOfData(trail: Resource): boolean {
  const selectors = trail.sections("advanced_event_selector");
  return (
    selectors.length > 0 &&
    selectors.every((selector) =>
      selector
        .sections("field_selector")
        .some(
          (field) =>
            plain(field.get("field")) === "eventCategory" &&
            items(field.get("equals")).every(
              (value) => typeof plain(value) === "string" && plain(value) !== "Management",
            ),
        ),
    )
  );
}

/** A check that tells in passing of trails of some events. */
export const quieter = (check: (trail: Resource) => Iterable<Problem>) =>
  function* (trail: Resource): Iterable<Problem> {
    for (const problem of check(trail))
      yield { ...problem, ...(isForSomeEvents(trail) && { profile: "all" as const }) };
  };
