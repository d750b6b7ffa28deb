import type { Module } from "../../../../language/model/module.ts";
import type { Resource } from "../../../../language/model/resource.ts";
import type { Value } from "../../../../language/model/value.ts";
import { memo } from "../../../../language/query/engine.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import { isCallingUnseen, plain, resources } from "../../../kit/checks.ts";
import { block, expression, resourceBeside, type SourceBody, stop } from "../../../kit/edits.ts";
import type { Problem } from "../../../kit/rule.ts";
import { sourceText } from "../../../kit/source-text.ts";

/** Trails that write to a log group: what happens in the account can be watched there. */
export const trailsIntoLogs = resources("aws_cloudtrail").where(
  (trail) => trail.get("cloud_watch_logs_group_arn").state !== "absent",
);

/** What to look for in the events of a trail. */
export interface WatchedEvent {
  /** What a filter for it speaks of, however it is written. */
  readonly sign: RegExp;
  /** As the CIS AWS Foundations Benchmark has it. */
  readonly pattern: string;
  /** Names the filter and the alarm. */
  readonly name: string;
}

/** Demands a metric filter for something that happens in the account; adds one with an alarm. */
export const watched = ({ sign, pattern, name }: WatchedEvent) => {
  const isFiltered = memo((root: Module) =>
    patterns(root).some((filter) => filter.state === "unknown" || sign.test(String(plain(filter) ?? ""))),
  );
  return function* (trail: Resource): Iterable<Problem> {
    if (isFiltered(trail.module.root) || isCallingUnseen(trail.module.root)) return;
    const beside = (type: string, body: SourceBody): Edit => resourceBeside(trail, type, body, name).edit;
    yield {
      at: trail.header,
      fixes: () => [
        {
          title: "Add a filter and an alarm",
          impact: "update",
          edits: [
            beside("aws_cloudwatch_log_metric_filter", {
              name,
              log_group_name: logGroup(trail),
              pattern,
              metric_transformation: block({ name, namespace: "Trail", value: "1" }),
            }),
            beside("aws_cloudwatch_metric_alarm", {
              alarm_actions: [stop("arn:aws:sns:eu-west-1:123456789012:security")],
              alarm_name: name,
              comparison_operator: "GreaterThanOrEqualToThreshold",
              evaluation_periods: 1,
              metric_name: name,
              namespace: "Trail",
              period: 300,
              statistic: "Sum",
              threshold: 1,
            }),
          ],
        },
      ],
    };
  };
};

const patterns = memo((root: Module): readonly Value[] =>
  [...root.tree()]
    .flatMap((module) => module.ofType("aws_cloudwatch_log_metric_filter"))
    .map((filter) => filter.get("pattern")),
);

/** The group that the trail writes to, by the resource that it names, with the index that it names it by. */
function logGroup(trail: Resource) {
  const named = /aws_cloudwatch_log_group\.[\w-]+(?:\[[^\]]+\])?/.exec(
    sourceText(trail, "cloud_watch_logs_group_arn") ?? "",
  );
  return named === null ? stop("name-of-the-log-group") : expression(`${named[0]}.name`);
}
