import type { Resource } from "../../../../language/model/resource.ts";
import type { Section } from "../../../../language/model/section.ts";
import type { Value } from "../../../../language/model/value.ts";
import { areSame, memo } from "../../../../language/query/engine.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import {
  anywhere,
  companions,
  isCallingUnseen,
  isFalse,
  items,
  meant,
  plain,
  referred,
  resources,
} from "../../../kit/checks.ts";
import {
  append,
  block,
  expression,
  put,
  resourceBeside,
  type Source,
  type SourceBody,
  stop,
} from "../../../kit/edits.ts";
import type { Fix, Problem, Related } from "../../../kit/rule.ts";
import { sourceText } from "../../../kit/source-text.ts";
import { compositesOf } from "./composites.ts";
import { type Event, eventsOf, type FilterPattern, filterPattern, mayTakeIn } from "./filter-pattern.ts";

/** Trails that write to a log group: what happens in the account can be watched there. */
export const trailsIntoLogs = resources("aws_cloudtrail").where(
  (trail) => trail.get("cloud_watch_logs_group_arn").state !== "absent",
);

/** What to look for in the events of a trail. */
export interface WatchedEvent {
  /** As the CIS AWS Foundations Benchmark has it. */
  readonly pattern: string;
  /** Names the filter and the alarm. */
  readonly name: string;
}

/**
 * Demands that somebody hears of something that happens in the account: a filter on the trail's log group takes each such event in, an alarm
 * watches the filter's metric, and it tells somebody. Adds what is missing.
 */
export const watched = ({ pattern, name }: WatchedEvent) => {
  const wanted = filterPattern(pattern);
  const events = wanted ? eventsOf(wanted) : [];
  return function* (trail: Resource): Iterable<Problem> {
    if (isCallingUnseen(trail.module.root)) return;
    const told = filtersOn(trail).filter(isTold);
    if (events.every((event) => told.some((filter) => hears(filter, event)))) return;
    const deaf = filtersOn(trail).filter((filter) => events.every((event) => hears(filter, event)));
    yield { at: trail.header, related: deaf.map(missingOf), fixes: () => [heard(trail, name, pattern, deaf[0])] };
  };
};

// ── the filter

/** The filters that may be on the log group that a trail writes to: one list for all that is watched. */
const filtersOn = memo(
  (trail: Resource): readonly Resource[] =>
    anywhere(trail, "aws_cloudwatch_log_metric_filter").filter((filter) => mayBeOn(filter, trail)),
  { equals: areSame },
);

const patternOf = memo((filter: Resource): FilterPattern | undefined => {
  const text = plain(filter.get("pattern"));
  return text === undefined ? undefined : filterPattern(String(text));
});

/** Also where that cannot be told. */
const hears = (filter: Resource, event: Event): boolean => {
  const pattern = patternOf(filter);
  return pattern === undefined || mayTakeIn(pattern, event);
};

/** Whether a filter may be on the log group that a trail writes to. */
function mayBeOn(filter: Resource, trail: Resource): boolean {
  const [own, other] = [filter.get("log_group_name"), trail.get("cloud_watch_logs_group_arn")];
  const [group] = partsOf(other).flatMap((part) => referred(part, trail, "aws_cloudwatch_log_group") ?? []);
  const filtered = meant(own, filter, "aws_cloudwatch_log_group");
  if (group && filtered) return group === filtered;
  const [name, arn] = [plain(own), plain(other)];
  return name === undefined || arn === undefined || String(arn).split(":")[6] === name;
}

/** A text and what it is put together of: `"${aws_cloudwatch_log_group.trail.arn}:*"`. */
const partsOf = (value: Value): readonly Value[] => [
  value,
  ...(value.state === "unknown" ? (value.parts ?? []) : []).filter((part) => typeof part !== "string"),
];

// ── the alarm

/** The alarms that may watch the metric of a filter. */
const alarmsOn = (filter: Resource): readonly Resource[] =>
  anywhere(filter, "aws_cloudwatch_metric_alarm").filter((alarm) => {
    const queries = alarm.sections("metric_query").flatMap((query) => query.sections("metric"));
    return [alarm, ...queries].some((metric) => isOn(metric, filter)) || alarm.isOpen("metric_query");
  });

const isOn = (metric: Section, filter: Resource): boolean =>
  metric.get("metric_name").state !== "absent" &&
  mayBeSame(metric.get("metric_name"), filter.get("metric_transformation.name")) &&
  mayBeSame(metric.get("namespace"), filter.get("metric_transformation.namespace"));

const mayBeSame = (one: Value, other: Value): boolean =>
  one.state === "unknown" || other.state === "unknown" || plain(one) === plain(other);

/** Whether somebody is told when the metric of a filter rises; also where that cannot be told. */
const isTold = memo((filter: Resource): boolean =>
  alarmsOn(filter).some((alarm) => speaks(alarm) || compositesOf(alarm).some(speaks)),
);

function speaks(alarm: Resource): boolean {
  const actions = alarm.get("alarm_actions");
  if (isFalse(alarm.get("actions_enabled"))) return false;
  return (actions.state === "list" && actions.open) || items(actions).some((action) => reaches(action, alarm));
}

/** Whether an action may come to somebody: of a topic of the module, that somebody subscribes to it. */
function reaches(action: Value, alarm: Resource): boolean {
  const topic = referred(action, alarm, "aws_sns_topic");
  if (!topic) return plain(action) !== "";
  const { found, certain } = companions(topic, "aws_sns_topic_subscription", "topic_arn");
  return found.length > 0 || !certain || anywhere(alarm, ...chats).length > 0;
}

/** What passes on to a chat what comes to topics. */
const chats = ["aws_chatbot_slack_channel_configuration", "aws_chatbot_teams_channel_configuration"];

// ── what is missing

const missingOf = (filter: Resource): Related => {
  const [alarm] = alarmsOn(filter);
  return alarm
    ? { at: alarm.header, message: "This alarm tells nobody" }
    : { at: filter.header, message: "No alarm watches the metric of this filter" };
};

function heard(trail: Resource, name: string, pattern: string, filter: Resource | undefined): Fix {
  const [alarm] = filter ? alarmsOn(filter) : [];
  if (alarm) return told(alarm);
  const beside = (at: Resource, type: string, body: SourceBody): Edit => resourceBeside(at, type, body, name).edit;
  const alarmOn = (metric: SourceBody): Edit =>
    beside(filter ?? trail, "aws_cloudwatch_metric_alarm", {
      alarm_actions: somebody,
      alarm_name: name,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      evaluation_periods: 1,
      ...metric,
      period: 300,
      statistic: "Sum",
      threshold: 1,
    });
  if (filter) {
    const metric = { metric_name: metricOf(filter, "name"), namespace: metricOf(filter, "namespace") };
    return { title: "Add an alarm", impact: "update", edits: [alarmOn(metric)] };
  }
  const filtering = beside(trail, "aws_cloudwatch_log_metric_filter", {
    name,
    log_group_name: logGroup(trail),
    pattern,
    metric_transformation: block({ name, namespace: "Trail", value: "1" }),
  });
  return {
    title: "Add a filter and an alarm",
    impact: "update",
    edits: [filtering, alarmOn({ metric_name: name, namespace: "Trail" })],
  };
}

const somebody = [stop("arn:aws:sns:eu-west-1:123456789012:security")];

/** Lets an alarm tell somebody: by its topic, where it has one that nobody subscribes to. */
function told(alarm: Resource): Fix {
  const [topic] = items(alarm.get("alarm_actions")).flatMap((action) => referred(action, alarm, "aws_sns_topic") ?? []);
  const awake = isFalse(alarm.get("actions_enabled")) ? [put(alarm, "actions_enabled", true)] : [];
  if (items(alarm.get("alarm_actions")).length === 0)
    return { title: "Tell somebody", impact: "update", edits: [put(alarm, "alarm_actions", somebody), ...awake] };
  if (!topic) return { title: "Let the alarm act", impact: "update", edits: awake };
  const subscription = append(topic, "aws_sns_topic_subscription", {
    topic_arn: expression(`aws_sns_topic.${topic.name}.arn`),
    protocol: "email",
    endpoint: stop("security@example.com"),
  });
  return { title: "Subscribe somebody to the topic", impact: "update", edits: [subscription, ...awake] };
}

const metricOf = (filter: Resource, name: "name" | "namespace"): Source =>
  plain(filter.get(`metric_transformation.${name}`)) ??
  expression(`${filter.localAddress}.metric_transformation[0].${name}`);

/** The group that the trail writes to, by the resource that it names, with the index that it names it by. */
function logGroup(trail: Resource): Source {
  const named = /aws_cloudwatch_log_group\.[\w-]+(?:\[[^\]]+\])?/.exec(
    sourceText(trail, "cloud_watch_logs_group_arn") ?? "",
  );
  return named === null ? stop("name-of-the-log-group") : expression(`${named[0]}.name`);
}
