import type { StandIn } from "../stand-in.ts";

export const alb: readonly StandIn[] = [
  {
    name: "alb",
    majors: [6, 8],
    inputs: {
      create_lb: true,
      drop_invalid_header_fields: false,
      enable_cross_zone_load_balancing: false,
      enable_deletion_protection: false,
      enable_http2: true,
      http_tcp_listeners: [],
      https_listeners: [],
      idle_timeout: 60,
      internal: false,
      ip_address_type: "ipv4",
      listener_ssl_policy_default: "ELBSecurityPolicy-2016-08",
      load_balancer_type: "application",
      subnets: null,
    },
    resources: `
      resource "aws_lb" "this" {
        count                            = var.create_lb ? 1 : 0
        load_balancer_type               = var.load_balancer_type
        internal                         = var.internal
        subnets                          = var.subnets
        idle_timeout                     = var.idle_timeout
        enable_cross_zone_load_balancing = var.enable_cross_zone_load_balancing
        enable_deletion_protection       = var.enable_deletion_protection
        enable_http2                     = var.enable_http2
        ip_address_type                  = var.ip_address_type
        drop_invalid_header_fields       = var.drop_invalid_header_fields
      }

      resource "aws_lb_listener" "frontend_http_tcp" {
        count             = var.create_lb ? length(var.http_tcp_listeners) : 0
        load_balancer_arn = aws_lb.this[0].arn
        port              = var.http_tcp_listeners[count.index]["port"]
        protocol          = var.http_tcp_listeners[count.index]["protocol"]
      }

      resource "aws_lb_listener" "frontend_https" {
        count             = var.create_lb ? length(var.https_listeners) : 0
        load_balancer_arn = aws_lb.this[0].arn
        port              = var.https_listeners[count.index]["port"]
        protocol          = lookup(var.https_listeners[count.index], "protocol", "HTTPS")
        certificate_arn   = var.https_listeners[count.index]["certificate_arn"]
        ssl_policy        = lookup(var.https_listeners[count.index], "ssl_policy", var.listener_ssl_policy_default)
      }
    `,
  },
  {
    name: "alb",
    majors: [9, 9],
    inputs: {
      create: true,
      create_security_group: true,
      customer_owned_ipv4_pool: null,
      desync_mitigation_mode: null,
      drop_invalid_header_fields: true,
      enable_cross_zone_load_balancing: true,
      enable_deletion_protection: true,
      enable_http2: null,
      enable_tls_version_and_cipher_suite_headers: null,
      enable_waf_fail_open: null,
      enable_xff_client_port: null,
      internal: null,
      ip_address_type: null,
      load_balancer_type: "application",
      preserve_host_header: null,
      security_group_egress_rules: {},
      security_group_ingress_rules: {},
      xff_header_processing_mode: null,
    },
    resources: `
      resource "aws_lb" "this" {
        count                                       = var.create ? 1 : 0
        customer_owned_ipv4_pool                    = var.customer_owned_ipv4_pool
        desync_mitigation_mode                      = var.desync_mitigation_mode
        drop_invalid_header_fields                  = var.drop_invalid_header_fields
        enable_cross_zone_load_balancing            = var.enable_cross_zone_load_balancing
        enable_deletion_protection                  = var.enable_deletion_protection
        enable_http2                                = var.enable_http2
        enable_tls_version_and_cipher_suite_headers = var.enable_tls_version_and_cipher_suite_headers
        enable_waf_fail_open                        = var.enable_waf_fail_open
        enable_xff_client_port                      = var.enable_xff_client_port
        internal                                    = var.internal
        ip_address_type                             = var.ip_address_type
        load_balancer_type                          = var.load_balancer_type
        preserve_host_header                        = var.preserve_host_header
        subnets                                     = var.subnets
        xff_header_processing_mode                  = var.xff_header_processing_mode
      }

      resource "aws_security_group" "this" {
        count = var.create && var.create_security_group ? 1 : 0
      }

      resource "aws_vpc_security_group_egress_rule" "this" {
        for_each                     = var.create && var.create_security_group && var.security_group_egress_rules != null ? var.security_group_egress_rules : {}
        security_group_id            = aws_security_group.this[0].id
        cidr_ipv4                    = try(each.value.cidr_ipv4, null)
        cidr_ipv6                    = try(each.value.cidr_ipv6, null)
        prefix_list_id               = try(each.value.prefix_list_id, null)
        referenced_security_group_id = try(each.value.referenced_security_group_id, null)
        description                  = try(each.value.description, null)
        ip_protocol                  = try(each.value.ip_protocol, var.unseen)
        from_port                    = try(each.value.from_port, var.unseen)
        to_port                      = try(each.value.to_port, var.unseen)
      }

      resource "aws_vpc_security_group_ingress_rule" "this" {
        for_each                     = var.create && var.create_security_group && var.security_group_ingress_rules != null ? var.security_group_ingress_rules : {}
        security_group_id            = aws_security_group.this[0].id
        cidr_ipv4                    = try(each.value.cidr_ipv4, null)
        cidr_ipv6                    = try(each.value.cidr_ipv6, null)
        prefix_list_id               = try(each.value.prefix_list_id, null)
        referenced_security_group_id = try(each.value.referenced_security_group_id, null)
        description                  = try(each.value.description, null)
        ip_protocol                  = try(each.value.ip_protocol, "tcp")
        from_port                    = try(each.value.from_port, null)
        to_port                      = try(each.value.to_port, var.unseen)
      }
    `,
  },
  {
    name: "alb",
    majors: [10, 10],
    inputs: {
      client_keep_alive: null,
      create: true,
      create_security_group: true,
      customer_owned_ipv4_pool: null,
      desync_mitigation_mode: null,
      dns_record_client_routing_policy: null,
      drop_invalid_header_fields: true,
      enable_cross_zone_load_balancing: true,
      enable_deletion_protection: true,
      enable_http2: null,
      enable_tls_version_and_cipher_suite_headers: null,
      enable_waf_fail_open: null,
      enable_xff_client_port: null,
      enable_zonal_shift: null,
      enforce_security_group_inbound_rules_on_private_link_traffic: null,
      internal: null,
      ip_address_type: null,
      load_balancer_type: "application",
      preserve_host_header: null,
      security_group_egress_rules: null,
      security_group_ingress_rules: null,
      subnets: null,
      xff_header_processing_mode: null,
    },
    resources: `
      resource "aws_lb" "this" {
        count                                                        = var.create ? 1 : 0
        client_keep_alive                                            = var.client_keep_alive
        customer_owned_ipv4_pool                                     = var.customer_owned_ipv4_pool
        desync_mitigation_mode                                       = var.desync_mitigation_mode
        dns_record_client_routing_policy                             = var.dns_record_client_routing_policy
        drop_invalid_header_fields                                   = var.drop_invalid_header_fields
        enable_cross_zone_load_balancing                             = var.enable_cross_zone_load_balancing
        enable_deletion_protection                                   = var.enable_deletion_protection
        enable_http2                                                 = var.enable_http2
        enable_tls_version_and_cipher_suite_headers                  = var.enable_tls_version_and_cipher_suite_headers
        enable_waf_fail_open                                         = var.enable_waf_fail_open
        enable_xff_client_port                                       = var.enable_xff_client_port
        enable_zonal_shift                                           = var.enable_zonal_shift
        enforce_security_group_inbound_rules_on_private_link_traffic = var.enforce_security_group_inbound_rules_on_private_link_traffic
        internal                                                     = var.internal
        ip_address_type                                              = var.ip_address_type
        load_balancer_type                                           = var.load_balancer_type
        preserve_host_header                                         = var.preserve_host_header
        subnets                                                      = var.subnets
        xff_header_processing_mode                                   = var.xff_header_processing_mode
      }

      resource "aws_security_group" "this" {
        count = var.create && var.create_security_group ? 1 : 0
      }

      resource "aws_vpc_security_group_egress_rule" "this" {
        for_each                     = var.create && var.create_security_group && var.security_group_egress_rules != null ? var.security_group_egress_rules : {}
        security_group_id            = aws_security_group.this[0].id
        cidr_ipv4                    = try(each.value.cidr_ipv4, null)
        cidr_ipv6                    = try(each.value.cidr_ipv6, null)
        prefix_list_id               = try(each.value.prefix_list_id, null)
        referenced_security_group_id = try(each.value.referenced_security_group_id, null)
        description                  = try(each.value.description, null)
        ip_protocol                  = try(each.value.ip_protocol, var.unseen)
        from_port                    = try(each.value.from_port, var.unseen)
        to_port                      = try(each.value.to_port, var.unseen)
      }

      resource "aws_vpc_security_group_ingress_rule" "this" {
        for_each                     = var.create && var.create_security_group && var.security_group_ingress_rules != null ? var.security_group_ingress_rules : {}
        security_group_id            = aws_security_group.this[0].id
        cidr_ipv4                    = try(each.value.cidr_ipv4, null)
        cidr_ipv6                    = try(each.value.cidr_ipv6, null)
        prefix_list_id               = try(each.value.prefix_list_id, null)
        referenced_security_group_id = try(each.value.referenced_security_group_id, null)
        description                  = try(each.value.description, null)
        ip_protocol                  = try(each.value.ip_protocol, "tcp")
        from_port                    = try(each.value.from_port, null)
        to_port                      = try(each.value.to_port, var.unseen)
      }
    `,
  },
];
