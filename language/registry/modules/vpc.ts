import type { StandIn } from "../stand-in.ts";

export const vpc: readonly StandIn[] = [
  {
    name: "vpc",
    majors: [4, 6],
    inputs: {
      create_vpc: true,
      default_security_group_egress: [],
      default_security_group_ingress: [],
      default_vpc_enable_dns_hostnames: true,
      default_vpc_enable_dns_support: true,
      enable_dns_hostnames: true,
      enable_dns_support: true,
      enable_flow_log: false,
      enable_network_address_usage_metrics: null,
      flow_log_destination_type: "cloud-watch-logs",
      flow_log_traffic_type: "ALL",
      instance_tenancy: "default",
      ipv4_ipam_pool_id: null,
      ipv4_netmask_length: null,
      ipv6_cidr: null,
      ipv6_cidr_block_network_border_group: null,
      ipv6_ipam_pool_id: null,
      ipv6_netmask_length: null,
      manage_default_security_group: true,
      manage_default_vpc: false,
      map_public_ip_on_launch: false,
      public_dedicated_network_acl: false,
      public_inbound_acl_rules: [
        { rule_number: 100, rule_action: "allow", from_port: 0, to_port: 0, protocol: "-1", cidr_block: "0.0.0.0/0" },
      ],
      public_subnets: [],
    },
    resources: `
      resource "aws_vpc" "this" {
        count                                = var.create_vpc ? 1 : 0
        ipv4_ipam_pool_id                    = var.ipv4_ipam_pool_id
        ipv4_netmask_length                  = var.ipv4_netmask_length
        ipv6_cidr_block                      = var.ipv6_cidr
        ipv6_ipam_pool_id                    = var.ipv6_ipam_pool_id
        ipv6_netmask_length                  = var.ipv6_netmask_length
        ipv6_cidr_block_network_border_group = var.ipv6_cidr_block_network_border_group
        instance_tenancy                     = var.instance_tenancy
        enable_dns_hostnames                 = var.enable_dns_hostnames
        enable_dns_support                   = var.enable_dns_support
        enable_network_address_usage_metrics = var.enable_network_address_usage_metrics
      }

      resource "aws_subnet" "public" {
        count                   = var.create_vpc ? length(var.public_subnets) : 0
        map_public_ip_on_launch = var.map_public_ip_on_launch
        vpc_id                  = aws_vpc.this[0].id
      }

      resource "aws_default_security_group" "this" {
        count  = var.create_vpc && var.manage_default_security_group ? 1 : 0
        vpc_id = aws_vpc.this[0].id
        ingress = [for rule in var.default_security_group_ingress : {
          self             = lookup(rule, "self", null)
          cidr_blocks      = compact(split(",", lookup(rule, "cidr_blocks", "")))
          ipv6_cidr_blocks = compact(split(",", lookup(rule, "ipv6_cidr_blocks", "")))
          prefix_list_ids  = compact(split(",", lookup(rule, "prefix_list_ids", "")))
          security_groups  = compact(split(",", lookup(rule, "security_groups", "")))
          description      = lookup(rule, "description", null)
          from_port        = lookup(rule, "from_port", 0)
          to_port          = lookup(rule, "to_port", 0)
          protocol         = lookup(rule, "protocol", "-1")
        }]
        egress = [for rule in var.default_security_group_egress : {
          self             = lookup(rule, "self", null)
          cidr_blocks      = compact(split(",", lookup(rule, "cidr_blocks", "")))
          ipv6_cidr_blocks = compact(split(",", lookup(rule, "ipv6_cidr_blocks", "")))
          prefix_list_ids  = compact(split(",", lookup(rule, "prefix_list_ids", "")))
          security_groups  = compact(split(",", lookup(rule, "security_groups", "")))
          description      = lookup(rule, "description", null)
          from_port        = lookup(rule, "from_port", 0)
          to_port          = lookup(rule, "to_port", 0)
          protocol         = lookup(rule, "protocol", "-1")
        }]
      }

      resource "aws_default_vpc" "this" {
        count                = var.manage_default_vpc ? 1 : 0
        enable_dns_support   = var.default_vpc_enable_dns_support
        enable_dns_hostnames = var.default_vpc_enable_dns_hostnames
      }

      resource "aws_flow_log" "this" {
        count                = var.create_vpc && var.enable_flow_log ? 1 : 0
        log_destination_type = var.flow_log_destination_type
        traffic_type         = var.flow_log_traffic_type
        vpc_id               = aws_vpc.this[0].id
      }

      resource "aws_network_acl_rule" "public_inbound" {
        count           = var.create_vpc && var.public_dedicated_network_acl && length(var.public_subnets) > 0 ? length(var.public_inbound_acl_rules) : 0
        egress          = false
        rule_number     = var.public_inbound_acl_rules[count.index]["rule_number"]
        rule_action     = var.public_inbound_acl_rules[count.index]["rule_action"]
        from_port       = lookup(var.public_inbound_acl_rules[count.index], "from_port", null)
        to_port         = lookup(var.public_inbound_acl_rules[count.index], "to_port", null)
        icmp_code       = lookup(var.public_inbound_acl_rules[count.index], "icmp_code", null)
        icmp_type       = lookup(var.public_inbound_acl_rules[count.index], "icmp_type", null)
        protocol        = var.public_inbound_acl_rules[count.index]["protocol"]
        cidr_block      = lookup(var.public_inbound_acl_rules[count.index], "cidr_block", null)
        ipv6_cidr_block = lookup(var.public_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
      }
    `,
    complete: ["aws_flow_log"],
  },
  {
    name: "vpc",
    majors: [3, 3],
    inputs: {
      create_vpc: true,
      default_vpc_enable_dns_hostnames: false,
      default_vpc_enable_dns_support: true,
      enable_dns_hostnames: false,
      enable_dns_support: true,
      enable_flow_log: false,
      flow_log_destination_type: "cloud-watch-logs",
      flow_log_traffic_type: "ALL",
      instance_tenancy: "default",
      manage_default_security_group: false,
      manage_default_vpc: false,
      map_public_ip_on_launch: true,
      public_dedicated_network_acl: false,
      public_inbound_acl_rules: [
        { rule_number: 100, rule_action: "allow", from_port: 0, to_port: 0, protocol: "-1", cidr_block: "0.0.0.0/0" },
      ],
      public_subnets: [],
    },
    resources: `
      resource "aws_vpc" "this" {
        count                = var.create_vpc ? 1 : 0
        instance_tenancy     = var.instance_tenancy
        enable_dns_hostnames = var.enable_dns_hostnames
        enable_dns_support   = var.enable_dns_support
      }

      resource "aws_subnet" "public" {
        count                   = var.create_vpc ? length(var.public_subnets) : 0
        map_public_ip_on_launch = var.map_public_ip_on_launch
        vpc_id                  = aws_vpc.this[0].id
      }

      resource "aws_default_security_group" "this" {
        count  = var.create_vpc && var.manage_default_security_group ? 1 : 0
        vpc_id = aws_vpc.this[0].id
        ingress = [for rule in var.default_security_group_ingress : {
          self             = lookup(rule, "self", null)
          cidr_blocks      = compact(split(",", lookup(rule, "cidr_blocks", "")))
          ipv6_cidr_blocks = compact(split(",", lookup(rule, "ipv6_cidr_blocks", "")))
          prefix_list_ids  = compact(split(",", lookup(rule, "prefix_list_ids", "")))
          security_groups  = compact(split(",", lookup(rule, "security_groups", "")))
          description      = lookup(rule, "description", null)
          from_port        = lookup(rule, "from_port", 0)
          to_port          = lookup(rule, "to_port", 0)
          protocol         = lookup(rule, "protocol", "-1")
        }]
        egress = [for rule in var.default_security_group_egress : {
          self             = lookup(rule, "self", null)
          cidr_blocks      = compact(split(",", lookup(rule, "cidr_blocks", "")))
          ipv6_cidr_blocks = compact(split(",", lookup(rule, "ipv6_cidr_blocks", "")))
          prefix_list_ids  = compact(split(",", lookup(rule, "prefix_list_ids", "")))
          security_groups  = compact(split(",", lookup(rule, "security_groups", "")))
          description      = lookup(rule, "description", null)
          from_port        = lookup(rule, "from_port", 0)
          to_port          = lookup(rule, "to_port", 0)
          protocol         = lookup(rule, "protocol", "-1")
        }]
      }

      resource "aws_default_vpc" "this" {
        count                = var.manage_default_vpc ? 1 : 0
        enable_dns_support   = var.default_vpc_enable_dns_support
        enable_dns_hostnames = var.default_vpc_enable_dns_hostnames
      }

      resource "aws_flow_log" "this" {
        count                = var.create_vpc && var.enable_flow_log ? 1 : 0
        log_destination_type = var.flow_log_destination_type
        traffic_type         = var.flow_log_traffic_type
        vpc_id               = aws_vpc.this[0].id
      }

      resource "aws_network_acl_rule" "public_inbound" {
        count           = var.create_vpc && var.public_dedicated_network_acl && length(var.public_subnets) > 0 ? length(var.public_inbound_acl_rules) : 0
        egress          = false
        rule_number     = var.public_inbound_acl_rules[count.index]["rule_number"]
        rule_action     = var.public_inbound_acl_rules[count.index]["rule_action"]
        from_port       = lookup(var.public_inbound_acl_rules[count.index], "from_port", null)
        to_port         = lookup(var.public_inbound_acl_rules[count.index], "to_port", null)
        icmp_code       = lookup(var.public_inbound_acl_rules[count.index], "icmp_code", null)
        icmp_type       = lookup(var.public_inbound_acl_rules[count.index], "icmp_type", null)
        protocol        = var.public_inbound_acl_rules[count.index]["protocol"]
        cidr_block      = lookup(var.public_inbound_acl_rules[count.index], "cidr_block", null)
        ipv6_cidr_block = lookup(var.public_inbound_acl_rules[count.index], "ipv6_cidr_block", null)
      }
    `,
    complete: ["aws_flow_log"],
  },
];
