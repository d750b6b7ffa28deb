import type { Resource } from "../../../../language/model/resource.ts";
import { plain } from "../../../kit/checks.ts";

/** Whether a domain runs an Elasticsearch that came before a version, as it is written; OpenSearch came after all of them. */
export function isElasticsearchBefore(domain: Resource, major: number, minor: number): boolean {
  const version = plain(
    domain.get(domain.type === "aws_elasticsearch_domain" ? "elasticsearch_version" : "engine_version"),
  );
  const [, one, two] = /^(?:Elasticsearch_)?(\d+)\.(\d+)$/.exec(String(version)) ?? [];
  return one !== undefined && (Number(one) < major || (Number(one) === major && Number(two) < minor));
}
