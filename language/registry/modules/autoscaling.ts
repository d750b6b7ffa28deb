import type { StandIn } from "../stand-in.ts";

export const autoscaling: readonly StandIn[] = [
  {
    name: "autoscaling",
    majors: [7, 8],
    inputs: {
      block_device_mappings: [],
      create_launch_template: true,
      default_version: null,
      disable_api_stop: null,
      disable_api_termination: null,
      ebs_optimized: null,
      enable_monitoring: true,
      image_id: "",
      instance_initiated_shutdown_behavior: null,
      instance_type: null,
      kernel_id: null,
      key_name: null,
      launch_template_description: null,
      metadata_options: {},
      network_interfaces: [],
      ram_disk_id: null,
      update_default_version: null,
      user_data: null,
    },
    resources: `
      resource "aws_launch_template" "this" {
        count                                = var.create_launch_template ? 1 : 0
        description                          = var.launch_template_description
        ebs_optimized                        = var.ebs_optimized
        image_id                             = var.image_id
        key_name                             = var.key_name
        user_data                            = var.user_data
        default_version                      = var.default_version
        update_default_version               = var.update_default_version
        disable_api_termination              = var.disable_api_termination
        disable_api_stop                     = var.disable_api_stop
        instance_initiated_shutdown_behavior = var.instance_initiated_shutdown_behavior
        kernel_id                            = var.kernel_id
        ram_disk_id                          = var.ram_disk_id
        instance_type                        = var.instance_type
        dynamic "block_device_mappings" {
          for_each = var.block_device_mappings == null ? [] : var.block_device_mappings
          content {
            dynamic "ebs" {
              for_each = [for disk in flatten([try(block_device_mappings.value.ebs, [])]) : disk if disk != null]
              content {
                encrypted   = try(ebs.value.encrypted, null)
                kms_key_id  = try(ebs.value.kms_key_id, null)
                snapshot_id = try(ebs.value.snapshot_id, null)
              }
            }
          }
        }
        dynamic "network_interfaces" {
          for_each = var.network_interfaces == null ? [] : var.network_interfaces
          content {
            associate_public_ip_address = try(network_interfaces.value.associate_public_ip_address, null)
          }
        }
        launch_template = null
        monitoring      = var.enable_monitoring ? [{ enabled = true }] : []

        metadata_options = length(var.metadata_options) == 0 ? [] : [{
          http_endpoint               = try(var.metadata_options.http_endpoint, null)
          http_tokens                 = try(var.metadata_options.http_tokens, null)
          http_put_response_hop_limit = try(var.metadata_options.http_put_response_hop_limit, var.unseen)
          http_protocol_ipv6          = try(var.metadata_options.http_protocol_ipv6, null)
          instance_metadata_tags      = try(var.metadata_options.instance_metadata_tags, null)
        }]
      }
    `,
  },
  {
    name: "autoscaling",
    majors: [9, 9],
    inputs: {
      block_device_mappings: null,
      create_launch_template: true,
      default_version: null,
      disable_api_stop: null,
      disable_api_termination: null,
      ebs_optimized: null,
      enable_monitoring: true,
      image_id: null,
      instance_initiated_shutdown_behavior: null,
      instance_type: null,
      kernel_id: null,
      key_name: null,
      launch_template_description: null,
      metadata_options: { http_endpoint: "enabled", http_put_response_hop_limit: 1, http_tokens: "required" },
      network_interfaces: null,
      ram_disk_id: null,
      update_default_version: null,
      user_data: null,
    },
    resources: `
      resource "aws_launch_template" "this" {
        count                                = var.create_launch_template ? 1 : 0
        default_version                      = var.default_version
        description                          = var.launch_template_description
        disable_api_stop                     = var.disable_api_stop
        disable_api_termination              = var.disable_api_termination
        ebs_optimized                        = var.ebs_optimized
        image_id                             = var.image_id
        instance_initiated_shutdown_behavior = var.instance_initiated_shutdown_behavior
        instance_type                        = var.instance_type
        kernel_id                            = var.kernel_id
        key_name                             = var.key_name
        ram_disk_id                          = var.ram_disk_id
        update_default_version               = var.update_default_version
        user_data                            = var.user_data
        dynamic "block_device_mappings" {
          for_each = var.block_device_mappings == null ? [] : var.block_device_mappings
          content {
            dynamic "ebs" {
              for_each = [for disk in flatten([try(block_device_mappings.value.ebs, [])]) : disk if disk != null]
              content {
                encrypted   = try(ebs.value.encrypted, null)
                kms_key_id  = try(ebs.value.kms_key_id, null)
                snapshot_id = try(ebs.value.snapshot_id, null)
              }
            }
          }
        }
        dynamic "network_interfaces" {
          for_each = var.network_interfaces == null ? [] : var.network_interfaces
          content {
            associate_public_ip_address = try(network_interfaces.value.associate_public_ip_address, null)
          }
        }
        launch_template = null
        monitoring      = var.enable_monitoring ? [{ enabled = true }] : []

        metadata_options = var.metadata_options == null ? [] : [{
          http_endpoint               = try(var.metadata_options.http_endpoint, "enabled")
          http_tokens                 = try(var.metadata_options.http_tokens, "required")
          http_put_response_hop_limit = try(var.metadata_options.http_put_response_hop_limit, var.unseen)
          http_protocol_ipv6          = try(var.metadata_options.http_protocol_ipv6, null)
          instance_metadata_tags      = try(var.metadata_options.instance_metadata_tags, null)
        }]
      }
    `,
  },
];
