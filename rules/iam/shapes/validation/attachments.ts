import type { Policy } from "../../../../language/policy/policy.ts";
import { table } from "../../../../language/syntax/table.ts";

/** The services that the policy of a resource can speak of, by the beginning of the resource's type. */
const services: Readonly<Record<string, readonly string[]>> = table({
  aws_s3_bucket: ["s3"],
  aws_s3_access_point: ["s3"],
  aws_sqs_queue: ["sqs"],
  aws_sns_topic: ["sns"],
  aws_kms_: ["kms"],
  aws_secretsmanager_: ["secretsmanager"],
  aws_ecr_repository: ["ecr"],
  aws_dynamodb_: ["dynamodb"],
  aws_kinesis_: ["kinesis"],
  aws_efs_: ["elasticfilesystem"],
  aws_backup_: ["backup"],
  aws_cloudwatch_event_bus: ["events"],
  aws_opensearch_domain: ["es"],
  aws_elasticsearch_domain: ["es"],
});

/** The services that a policy can speak of, where it is seen to be handed to resources of one kind. */
export function servicesOf({ kind, attachments }: Policy): readonly string[] | undefined {
  if (kind !== "resource") return undefined;
  const found = new Set(
    attachments.map(({ resource }) => Object.keys(services).find((prefix) => resource.type.startsWith(prefix))),
  );
  const [only] = found;
  return found.size === 1 && only !== undefined ? services[only] : undefined;
}

/** Services that refuse a policy which speaks of another one; of the rest it is known only that it does nothing there. */
const refusing: ReadonlySet<string> = new Set(["s3", "sns"]);

/** Whether a service is known to refuse a policy of its resources that speaks of another service. */
export const isRefusing = (service: string): boolean => refusing.has(service);
