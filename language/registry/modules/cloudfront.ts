import type { StandIn } from "../stand-in.ts";

export const cloudfront: readonly StandIn[] = [
  {
    name: "cloudfront",
    majors: [3, 5],
    inputs: {
      aliases: null,
      comment: null,
      create_distribution: true,
      default_cache_behavior: null,
      default_root_object: null,
      enabled: true,
      http_version: "http2",
      is_ipv6_enabled: null,
      logging_config: {},
      ordered_cache_behavior: [],
      price_class: null,
      retain_on_delete: false,
      viewer_certificate: { cloudfront_default_certificate: true, minimum_protocol_version: "TLSv1" },
      wait_for_deployment: true,
      web_acl_id: null,
    },
    resources: `
      resource "aws_cloudfront_distribution" "this" {
        count               = var.create_distribution ? 1 : 0
        aliases             = var.aliases
        comment             = var.comment
        default_root_object = var.default_root_object
        enabled             = var.enabled
        http_version        = var.http_version
        is_ipv6_enabled     = var.is_ipv6_enabled
        price_class         = var.price_class
        retain_on_delete    = var.retain_on_delete
        wait_for_deployment = var.wait_for_deployment
        web_acl_id          = var.web_acl_id
        default_cache_behavior {
          viewer_protocol_policy = try(var.default_cache_behavior.viewer_protocol_policy, var.unseen)
        }
        dynamic "ordered_cache_behavior" {
          for_each = var.ordered_cache_behavior
          content {
            viewer_protocol_policy = try(ordered_cache_behavior.value.viewer_protocol_policy, var.unseen)
          }
        }
        viewer_certificate {
          acm_certificate_arn            = try(var.viewer_certificate.acm_certificate_arn, null)
          cloudfront_default_certificate = try(var.viewer_certificate.cloudfront_default_certificate, null)
          iam_certificate_id             = try(var.viewer_certificate.iam_certificate_id, null)
          minimum_protocol_version       = try(var.viewer_certificate.minimum_protocol_version, var.unseen)
          ssl_support_method             = try(var.viewer_certificate.ssl_support_method, null)
        }
        logging_config = length(keys(var.logging_config)) == 0 ? [] : [{
          bucket          = try(var.logging_config.bucket, var.unseen)
          include_cookies = try(var.logging_config.include_cookies, var.unseen)
          prefix          = try(var.logging_config.prefix, var.unseen)
        }]
      }
    `,
  },
  {
    name: "cloudfront",
    majors: [6, 6],
    inputs: {
      aliases: null,
      anycast_ip_list_id: null,
      comment: null,
      continuous_deployment_policy_id: null,
      create: true,
      default_root_object: null,
      enabled: true,
      http_version: "http2",
      is_ipv6_enabled: true,
      price_class: null,
      retain_on_delete: null,
      staging: null,
      viewer_certificate: {},
      wait_for_deployment: null,
      web_acl_id: null,
    },
    resources: `
      resource "aws_cloudfront_distribution" "this" {
        count                           = var.create ? 1 : 0
        aliases                         = var.aliases
        anycast_ip_list_id              = var.anycast_ip_list_id
        comment                         = var.comment
        continuous_deployment_policy_id = var.continuous_deployment_policy_id
        default_root_object             = var.default_root_object
        enabled                         = var.enabled
        http_version                    = var.http_version
        is_ipv6_enabled                 = var.is_ipv6_enabled
        price_class                     = var.price_class
        retain_on_delete                = var.retain_on_delete
        staging                         = var.staging
        wait_for_deployment             = var.wait_for_deployment
        web_acl_id                      = var.web_acl_id
        default_cache_behavior {
          viewer_protocol_policy = try(var.default_cache_behavior.viewer_protocol_policy, var.unseen)
        }
        viewer_certificate {
          acm_certificate_arn            = try(var.viewer_certificate.acm_certificate_arn, null)
          cloudfront_default_certificate = try(var.viewer_certificate.cloudfront_default_certificate, var.unseen)
          iam_certificate_id             = try(var.viewer_certificate.iam_certificate_id, null)
          minimum_protocol_version       = try(var.viewer_certificate.minimum_protocol_version, var.unseen)
          ssl_support_method             = try(var.viewer_certificate.ssl_support_method, var.unseen)
        }
      }
    `,
  },
];
