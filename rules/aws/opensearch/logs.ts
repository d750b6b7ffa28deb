import type { Resource } from "../../../language/model/resource.ts";
import { addBlock, append, expression, freeName } from "../../kit/edits.ts";
import type { Fix } from "../../kit/rule.ts";

/** Publishes one log of a domain to a log group of its own. */
export function published(domain: Resource, kind: "AUDIT_LOGS" | "ES_APPLICATION_LOGS"): Fix {
  const group = freeName(domain.module, "aws_cloudwatch_log_group", domain.name);
  return {
    title: kind === "AUDIT_LOGS" ? "Publish the audit log" : "Publish the application log",
    impact: "update",
    edits: [
      addBlock(domain, "log_publishing_options", {
        cloudwatch_log_group_arn: expression(`aws_cloudwatch_log_group.${group}.arn`),
        log_type: kind,
      }),
      append(domain, ["resource", "aws_cloudwatch_log_group", group], {
        name: `/aws/opensearch/${domain.name}`,
        retention_in_days: 365,
      }),
    ],
  };
}
