import type { StandIn } from "../stand-in.ts";

export const opensearch: readonly StandIn[] = [
  {
    name: "opensearch",
    majors: [1, 2],
    inputs: {
      advanced_options: {},
      create: true,
      domain_endpoint_options: { enforce_https: true, tls_security_policy: "Policy-Min-TLS-1-2-2019-07" },
      domain_name: "",
      encrypt_at_rest: { enabled: true },
      engine_version: null,
      node_to_node_encryption: { enabled: true },
    },
    resources: `
      resource "aws_opensearch_domain" "this" {
        count            = var.create ? 1 : 0
        advanced_options = var.advanced_options
        domain_name      = var.domain_name
        engine_version   = var.engine_version
        encrypt_at_rest = length(var.encrypt_at_rest) > 0 ? [{
          enabled    = try(var.encrypt_at_rest.enabled, true)
          kms_key_id = try(var.encrypt_at_rest.kms_key_id, null)
        }] : []
        node_to_node_encryption = length(var.node_to_node_encryption) > 0 ? [{
          enabled = try(var.node_to_node_encryption.enabled, true)
        }] : []
        domain_endpoint_options {
          enforce_https       = try(var.domain_endpoint_options.enforce_https, true)
          tls_security_policy = try(var.domain_endpoint_options.tls_security_policy, var.unseen)
        }
      }
    `,
  },
];
