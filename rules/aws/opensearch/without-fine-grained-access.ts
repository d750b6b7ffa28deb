import type { Resource } from "../../../language/model/resource.ts";
import { holds, is, isTrue, relatedTo, resources } from "../../kit/checks.ts";
import { putAll, type SourceBody, stop } from "../../kit/edits.ts";
import { hcl, rule } from "../../kit/rule.ts";
import { isElasticsearchBefore } from "./shapes/version.ts";

export default rule({
  id: "aws-opensearch-without-fine-grained-access",
  title: "OpenSearch domain has no fine-grained access control",
  severity: "medium",
  profile: "all",
  responsibility: "customer",
  why: "There are no users, and no permissions by index, document or field.",
  controls: { "security-hub": ["Opensearch.7"] },
  aliases: { checkov: ["CKV2_AWS_52"], kics: ["e7530c3c-b7cf-4149-8db9-d037a0b5268e"] },
  references: [
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html",
  ],

  on: resources("aws_opensearch_domain", "aws_elasticsearch_domain").where(
    (domain) => !isElasticsearchBefore(domain, 6, 7),
  ),
  *check(domain) {
    const enabled = domain.get("advanced_security_options.enabled");
    const users = domain.get("advanced_security_options.internal_user_database_enabled");
    if (
      holds(enabled, is(true), false) &&
      (isTrue(users) ||
        users.state === "unknown" ||
        domain
          .sections("advanced_security_options")
          .some(
            (options) => options.sections("master_user_options").length > 0 || options.isOpen("master_user_options"),
          ))
    )
      return;
    yield {
      at: enabled.at,
      ...relatedTo(enabled),
      fixes: () => [
        {
          title: "Turn fine-grained access on",
          impact: "disruption",
          edits: putAll(domain, {
            ...(!holds(enabled, is(true), false) && {
              "advanced_security_options.enabled": true,
              ...asked(domain),
            }),
            "advanced_security_options.master_user_options.master_user_arn": stop(
              "arn:aws:iam::123456789012:role/search-admin",
            ),
          }),
        },
      ],
    };
  },

  insecure: hcl`
    resource "aws_opensearch_domain" "logs" {
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"
    }
  `,
  secure: hcl`
    resource "aws_opensearch_domain" "logs" {
      domain_name    = "logs"
      engine_version = "OpenSearch_2.15"

      advanced_security_options {
        enabled = true

        master_user_options {
          master_user_arn = "arn:aws:iam::123456789012:role/search-admin"
        }
      }

      domain_endpoint_options {
        enforce_https = true
      }

      encrypt_at_rest {
        enabled = true
      }

      node_to_node_encryption {
        enabled = true
      }
    }
  `,
});

/** What AWS asks for with it. */
const asked = (domain: Resource): SourceBody =>
  Object.fromEntries(
    ["domain_endpoint_options.enforce_https", "encrypt_at_rest.enabled", "node_to_node_encryption.enabled"].flatMap(
      (path) => (holds(domain.get(path), is(true), false) ? [] : [[path, true]]),
    ),
  );
