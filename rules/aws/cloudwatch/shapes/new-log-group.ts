import type { Resource } from "../../../../language/model/resource.ts";
import { concat, resourceBeside, type SourceBody } from "../../../kit/edits.ts";
import { type NewResource, ownName } from "../../../kit/placement.ts";

/**
 * A log group below a resource whose logs it is to take, kept for a year; `prefix` is what the service's groups begin with, `place` the
 * provider or region where that has to be another than the resource's.
 */
export const newLogGroup = (
  resource: Resource,
  prefix: string,
  wanted = resource.name,
  suffix = "",
  place: SourceBody = {},
): NewResource =>
  resourceBeside(
    resource,
    "aws_cloudwatch_log_group",
    { ...place, name: concat(prefix, ownName(resource), suffix), retention_in_days: 365 },
    wanted,
  );
