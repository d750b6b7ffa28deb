import type { Resource } from "../../../../language/model/resource.ts";
import type { Edit } from "../../../../language/syntax/text.ts";
import type { Verbatim } from "../../../../language/write/source.ts";
import { concat, expression, resourceBeside, type SourceBody } from "../../../kit/edits.ts";
import { encodedPolicy } from "../../../kit/encoded-policy.ts";
import { lookup, type NewResource, ownName } from "../../../kit/placement.ts";

/** A policy that lets a service write to a log group, and the edits that write it. */
interface LogDelivery {
  /** For `depends_on`: the service tries the group when it is told of it. */
  readonly needed: Verbatim;
  readonly edits: readonly Edit[];
}

/** Lets a service write one kind of a resource's logs to a log group, on behalf of this account only. */
export function logDelivery(
  resource: Resource,
  group: NewResource,
  kind: string,
  service: string,
  actions: readonly string[],
  place: SourceBody = {},
): LogDelivery {
  const identity = lookup(resource, "aws_caller_identity");
  const { address, edit } = resourceBeside(
    resource,
    "aws_cloudwatch_log_resource_policy",
    {
      ...place,
      policy_name: concat(`${kind}-logs-`, ownName(resource)),
      policy_document: encodedPolicy({
        Effect: "Allow",
        Principal: { Service: `${service}.amazonaws.com` },
        Action: actions.map((action) => `logs:${action}`),
        Resource: concat(expression(`${group.address}.arn`), ":*"),
        Condition: { StringEquals: { "aws:SourceAccount": expression(`${identity.address}.account_id`) } },
      }),
    },
    group.address.split(".")[1]?.replace(/\[.*$/, ""),
  );
  return { needed: expression(address.replace(/\[.*$/, "")), edits: [...identity.edits, edit] };
}
