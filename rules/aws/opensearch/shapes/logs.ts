import type { Resource } from "../../../../language/model/resource.ts";
import { addBlock, addItem, expression } from "../../../kit/edits.ts";
import type { Fix } from "../../../kit/rule.ts";
import { logDelivery } from "../../cloudwatch/shapes/log-delivery.ts";
import { newLogGroup } from "../../cloudwatch/shapes/new-log-group.ts";

/** Publishes one log of a domain to a log group of its own, which the service has to be let in to. */
export function published(domain: Resource, kind: "AUDIT_LOGS" | "ES_APPLICATION_LOGS"): Fix {
  const isAudit = kind === "AUDIT_LOGS";
  const suffix = isAudit ? "audit" : "application";
  const group = newLogGroup(domain, "/aws/opensearch/", `${domain.name}_${suffix}`, `/${suffix}`);
  const delivery = logDelivery(domain, group, suffix, "es", ["CreateLogStream", "PutLogEvents"]);
  return {
    title: isAudit ? "Publish the audit log" : "Publish the application log",
    impact: "update",
    edits: [
      addBlock(domain, "log_publishing_options", {
        cloudwatch_log_group_arn: expression(`${group.address}.arn`),
        log_type: kind,
      }),
      addItem(domain, "depends_on", delivery.needed),
      group.edit,
      ...delivery.edits,
    ],
  };
}
