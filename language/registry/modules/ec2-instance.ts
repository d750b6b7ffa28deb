import type { StandIn } from "../stand-in.ts";

export const ec2Instance: readonly StandIn[] = [
  {
    name: "ec2-instance",
    majors: [5, 5],
    inputs: {
      associate_public_ip_address: null,
      availability_zone: null,
      cpu_core_count: null,
      cpu_threads_per_core: null,
      create: true,
      create_spot_instance: false,
      disable_api_stop: null,
      disable_api_termination: null,
      ebs_optimized: null,
      get_password_data: null,
      hibernation: null,
      host_id: null,
      ignore_ami_changes: false,
      instance_initiated_shutdown_behavior: null,
      instance_type: "t3.micro",
      ipv6_address_count: null,
      ipv6_addresses: null,
      key_name: null,
      launch_template: {},
      monitoring: null,
      placement_group: null,
      private_ip: null,
      root_block_device: [],
      secondary_private_ips: null,
      subnet_id: null,
      tenancy: null,
      user_data: null,
      user_data_base64: null,
      user_data_replace_on_change: null,
      vpc_security_group_ids: null,
    },
    resources: `
      resource "aws_instance" "this" {
        count                                = var.create && !var.ignore_ami_changes && !var.create_spot_instance ? 1 : 0
        instance_type                        = var.instance_type
        cpu_core_count                       = var.cpu_core_count
        cpu_threads_per_core                 = var.cpu_threads_per_core
        hibernation                          = var.hibernation
        user_data                            = var.user_data
        user_data_base64                     = var.user_data_base64
        user_data_replace_on_change          = var.user_data_replace_on_change
        availability_zone                    = var.availability_zone
        subnet_id                            = var.subnet_id
        vpc_security_group_ids               = var.vpc_security_group_ids
        key_name                             = var.key_name
        monitoring                           = var.monitoring
        get_password_data                    = var.get_password_data
        associate_public_ip_address          = var.associate_public_ip_address
        private_ip                           = var.private_ip
        secondary_private_ips                = var.secondary_private_ips
        ipv6_address_count                   = var.ipv6_address_count
        ipv6_addresses                       = var.ipv6_addresses
        ebs_optimized                        = var.ebs_optimized
        disable_api_termination              = var.disable_api_termination
        disable_api_stop                     = var.disable_api_stop
        instance_initiated_shutdown_behavior = var.instance_initiated_shutdown_behavior
        placement_group                      = var.placement_group
        tenancy                              = var.tenancy
        host_id                              = var.host_id
        launch_template                      = length(var.launch_template) > 0 ? var.unseen : []
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
      availability_zone: null,
      create: true,
      create_security_group: true,
      create_spot_instance: false,
      disable_api_stop: null,
      disable_api_termination: null,
      ebs_optimized: null,
      ebs_volumes: null,
      enable_primary_ipv6: null,
      get_password_data: null,
      hibernation: null,
      host_id: null,
      host_resource_group_arn: null,
      ignore_ami_changes: false,
      instance_initiated_shutdown_behavior: null,
      instance_type: "t3.micro",
      ipv6_address_count: null,
      ipv6_addresses: null,
      key_name: null,
      launch_template: null,
      metadata_options: { http_endpoint: "enabled", http_put_response_hop_limit: 1, http_tokens: "required" },
      monitoring: null,
      network_interface: null,
      placement_group: null,
      placement_partition_number: null,
      private_ip: null,
      root_block_device: null,
      secondary_private_ips: null,
      security_group_ingress_rules: null,
      subnet_id: null,
      tenancy: null,
      user_data: null,
      user_data_base64: null,
      user_data_replace_on_change: null,
    },
    resources: `
      resource "aws_instance" "this" {
        count                                = var.create && !var.ignore_ami_changes && !var.create_spot_instance ? 1 : 0
        associate_public_ip_address          = var.associate_public_ip_address
        availability_zone                    = var.availability_zone
        disable_api_stop                     = var.disable_api_stop
        disable_api_termination              = var.disable_api_termination
        ebs_optimized                        = var.ebs_optimized
        enable_primary_ipv6                  = var.enable_primary_ipv6
        get_password_data                    = var.get_password_data
        hibernation                          = var.hibernation
        host_id                              = var.host_id
        host_resource_group_arn              = var.host_resource_group_arn
        instance_initiated_shutdown_behavior = var.instance_initiated_shutdown_behavior
        instance_type                        = var.instance_type
        ipv6_address_count                   = var.ipv6_address_count
        ipv6_addresses                       = var.ipv6_addresses
        key_name                             = var.key_name
        monitoring                           = var.monitoring
        placement_group                      = var.placement_group
        placement_partition_number           = var.placement_partition_number
        private_ip                           = var.private_ip
        secondary_private_ips                = var.secondary_private_ips
        subnet_id                            = var.subnet_id
        tenancy                              = var.tenancy
        user_data                            = var.user_data
        user_data_base64                     = var.user_data_base64
        user_data_replace_on_change          = var.user_data_replace_on_change
        launch_template                      = var.launch_template != null ? var.unseen : []
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
