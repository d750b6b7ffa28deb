import type { Resource } from "../../../../language/model/resource.ts";
import { addBlock, expression } from "../../../kit/edits.ts";
import type { Fix } from "../../../kit/rule.ts";
import { newLogGroup } from "../../cloudwatch/shapes/new-log-group.ts";

/** Publishes one log of a domain to a log group of its own. */
export function published(domain: Resource, kind: "AUDIT_LOGS" | "ES_APPLICATION_LOGS"): Fix {
  const group = newLogGroup(domain, "/aws/opensearch/");
  return {
    title: kind === "AUDIT_LOGS" ? "Publish the audit log" : "Publish the application log",
    impact: "update",
    edits: [
      addBlock(domain, "log_publishing_options", {
        cloudwatch_log_group_arn: expression(`${group.address}.arn`),
        log_type: kind,
      }),
      group.edit,
    ],
  };
}
