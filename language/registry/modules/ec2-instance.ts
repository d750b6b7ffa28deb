import type { StandIn } from "../stand-in.ts";

export const ec2Instance: readonly StandIn[] = [
  {
    name: "ec2-instance",
    majors: [5, 5],
    inputs: {
      associate_public_ip_address: null,
      create: true,
      create_spot_instance: false,
      disable_api_stop: null,
      disable_api_termination: null,
      ebs_optimized: null,
      ignore_ami_changes: false,
      launch_template: {},
      monitoring: null,
      root_block_device: [],
      user_data: null,
      user_data_base64: null,
    },
    resources: `
      resource "aws_instance" "this" {
        count                       = var.create && !var.ignore_ami_changes && !var.create_spot_instance ? 1 : 0
        user_data                   = var.user_data
        user_data_base64            = var.user_data_base64
        monitoring                  = var.monitoring
        associate_public_ip_address = var.associate_public_ip_address
        ebs_optimized               = var.ebs_optimized
        disable_api_termination     = var.disable_api_termination
        disable_api_stop            = var.disable_api_stop
        launch_template             = length(var.launch_template) > 0 ? var.unseen : []
        root_block_device = [for disk in flatten([var.root_block_device]) : {
          encrypted             = try(disk.encrypted, null)
          kms_key_id            = try(disk.kms_key_id, null)
          volume_type           = try(disk.type, disk.volume_type, null)
          volume_size           = try(disk.size, disk.volume_size, null)
          iops                  = try(disk.iops, null)
          throughput            = try(disk.throughput, null)
          delete_on_termination = try(disk.delete_on_termination, null)
        } if can(keys(disk))]

        metadata_options = length(var.metadata_options) == 0 ? [] : [{
          http_endpoint               = try(var.metadata_options.http_endpoint, "enabled")
          http_tokens                 = try(var.metadata_options.http_tokens, "required")
          http_put_response_hop_limit = try(var.metadata_options.http_put_response_hop_limit, var.unseen)
          http_protocol_ipv6          = try(var.metadata_options.http_protocol_ipv6, null)
          instance_metadata_tags      = try(var.metadata_options.instance_metadata_tags, null)
        }]
      }
    `,
  },
  {
    name: "ec2-instance",
    majors: [6, 6],
    inputs: {
      associate_public_ip_address: null,
      create: true,
      create_security_group: true,
      create_spot_instance: false,
      disable_api_stop: null,
      disable_api_termination: null,
      ebs_optimized: null,
      ebs_volumes: null,
      ignore_ami_changes: false,
      launch_template: null,
      metadata_options: { http_endpoint: "enabled", http_put_response_hop_limit: 1, http_tokens: "required" },
      monitoring: null,
      network_interface: null,
      root_block_device: null,
      security_group_ingress_rules: null,
      user_data: null,
      user_data_base64: null,
    },
    resources: `
      resource "aws_instance" "this" {
        count                       = var.create && !var.ignore_ami_changes && !var.create_spot_instance ? 1 : 0
        associate_public_ip_address = var.associate_public_ip_address
        disable_api_stop            = var.disable_api_stop
        disable_api_termination     = var.disable_api_termination
        ebs_optimized               = var.ebs_optimized
        monitoring                  = var.monitoring
        user_data                   = var.user_data
        user_data_base64            = var.user_data_base64
        launch_template             = var.launch_template != null ? var.unseen : []
        root_block_device = [for disk in flatten([var.root_block_device]) : {
          encrypted             = try(disk.encrypted, null)
          kms_key_id            = try(disk.kms_key_id, null)
          volume_type           = try(disk.type, disk.volume_type, null)
          volume_size           = try(disk.size, disk.volume_size, null)
          iops                  = try(disk.iops, null)
          throughput            = try(disk.throughput, null)
          delete_on_termination = try(disk.delete_on_termination, null)
        } if can(keys(disk))]

        metadata_options = var.metadata_options == null ? [] : [{
          http_endpoint               = try(var.metadata_options.http_endpoint, "enabled")
          http_tokens                 = try(var.metadata_options.http_tokens, "required")
          http_put_response_hop_limit = try(var.metadata_options.http_put_response_hop_limit, var.unseen)
          http_protocol_ipv6          = try(var.metadata_options.http_protocol_ipv6, null)
          instance_metadata_tags      = try(var.metadata_options.instance_metadata_tags, null)
        }]
      }

      resource "aws_ebs_volume" "this" {
        for_each    = var.create && !var.ignore_ami_changes && !var.create_spot_instance && var.ebs_volumes != null ? var.ebs_volumes : {}
        encrypted   = try(each.value.encrypted, null)
        kms_key_id  = try(each.value.kms_key_id, null)
        snapshot_id = try(each.value.snapshot_id, null)
      }

      resource "aws_vpc_security_group_ingress_rule" "this" {
        for_each                     = var.create && var.create_security_group && var.network_interface == null && var.security_group_ingress_rules != null ? var.security_group_ingress_rules : {}
        cidr_ipv4                    = try(each.value.cidr_ipv4, null)
        cidr_ipv6                    = try(each.value.cidr_ipv6, null)
        prefix_list_id               = try(each.value.prefix_list_id, null)
        referenced_security_group_id = try(each.value.referenced_security_group_id, null)
        description                  = try(each.value.description, null)
        ip_protocol                  = try(each.value.ip_protocol, "tcp")
        from_port                    = try(each.value.from_port, each.value.to_port, null)
        to_port                      = try(each.value.to_port, each.value.from_port, null)
      }
    `,
  },
];
