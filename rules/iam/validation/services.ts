import type { ActionData } from "../../../language/policy/actions.ts";

/** Services that are no more: the reference has forgotten their actions, policies may still name them. */
const retired: ReadonlySet<string> = new Set([
  "catalog",
  "deepcomposer",
  "deeplens",
  "deepracer",
  "iot1click",
  "sumerian",
  "zocalo",
]);

/** Whether AWS has, or had, a service of that prefix. */
export const isService = (data: ActionData, prefix: string): boolean =>
  data.serviceName(prefix) !== undefined || retired.has(prefix.toLowerCase());

/** Whether the reference still knows what the service does. */
export const isKnown = (data: ActionData, prefix: string): boolean => data.serviceName(prefix) !== undefined;
