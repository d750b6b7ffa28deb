import type { StandIn } from "../stand-in.ts";

export const eks: readonly StandIn[] = [
  {
    name: "eks",
    majors: [17, 17],
    inputs: {
      cluster_enabled_log_types: [],
      cluster_endpoint_private_access: false,
      cluster_endpoint_public_access: true,
      cluster_endpoint_public_access_cidrs: ["0.0.0.0/0"],
      create_eks: true,
    },
    resources: `
      resource "aws_eks_cluster" "this" {
        count                     = var.create_eks ? 1 : 0
        name                      = var.cluster_name
        version                   = var.cluster_version
        enabled_cluster_log_types = var.cluster_enabled_log_types
        vpc_config {
          endpoint_private_access = var.cluster_endpoint_private_access
          endpoint_public_access  = var.cluster_endpoint_public_access
          public_access_cidrs     = var.cluster_endpoint_public_access_cidrs
        }
      }
    `,
  },
  {
    name: "eks",
    majors: [18, 18],
    inputs: {
      cluster_enabled_log_types: ["audit", "api", "authenticator"],
      cluster_encryption_config: [],
      cluster_endpoint_private_access: false,
      cluster_endpoint_public_access: true,
      cluster_endpoint_public_access_cidrs: ["0.0.0.0/0"],
      cluster_name: "",
      cluster_version: null,
      create: true,
    },
    resources: `
      resource "aws_eks_cluster" "this" {
        count                     = var.create ? 1 : 0
        name                      = var.cluster_name
        version                   = var.cluster_version
        enabled_cluster_log_types = var.cluster_enabled_log_types
        vpc_config {
          endpoint_private_access = var.cluster_endpoint_private_access
          endpoint_public_access  = var.cluster_endpoint_public_access
          public_access_cidrs     = var.cluster_endpoint_public_access_cidrs
        }
        dynamic "encryption_config" {
          for_each = var.cluster_encryption_config
          content {
            resources = encryption_config.value["resources"]
            provider {
              key_arn = try(encryption_config.value["provider_key_arn"], var.unseen)
            }
          }
        }
      }
    `,
  },
  {
    name: "eks",
    majors: [19, 19],
    inputs: {
      cluster_enabled_log_types: ["audit", "api", "authenticator"],
      cluster_endpoint_private_access: true,
      cluster_endpoint_public_access: false,
      cluster_endpoint_public_access_cidrs: ["0.0.0.0/0"],
      cluster_name: "",
      cluster_version: null,
      create: true,
    },
    resources: `
      resource "aws_eks_cluster" "this" {
        count                     = var.create ? 1 : 0
        name                      = var.cluster_name
        version                   = var.cluster_version
        enabled_cluster_log_types = var.cluster_enabled_log_types
        vpc_config {
          endpoint_private_access = var.cluster_endpoint_private_access
          endpoint_public_access  = var.cluster_endpoint_public_access
          public_access_cidrs     = var.cluster_endpoint_public_access ? var.cluster_endpoint_public_access_cidrs : var.unseen
        }
      }
    `,
  },
  {
    name: "eks",
    majors: [20, 20],
    inputs: {
      authentication_mode: "API_AND_CONFIG_MAP",
      cluster_enabled_log_types: ["audit", "api", "authenticator"],
      cluster_endpoint_private_access: true,
      cluster_endpoint_public_access: false,
      cluster_endpoint_public_access_cidrs: ["0.0.0.0/0"],
      cluster_name: "",
      cluster_version: null,
      create: true,
    },
    resources: `
      resource "aws_eks_cluster" "this" {
        count                     = var.create ? 1 : 0
        name                      = var.cluster_name
        version                   = var.cluster_version
        enabled_cluster_log_types = var.cluster_enabled_log_types
        access_config {
          authentication_mode                         = var.authentication_mode
          bootstrap_cluster_creator_admin_permissions = false
        }
        vpc_config {
          endpoint_private_access = var.cluster_endpoint_private_access
          endpoint_public_access  = var.cluster_endpoint_public_access
          public_access_cidrs     = var.cluster_endpoint_public_access_cidrs
        }
      }
    `,
  },
  {
    name: "eks",
    majors: [21, 21],
    inputs: {
      authentication_mode: "API_AND_CONFIG_MAP",
      create: true,
      enabled_log_types: ["audit", "api", "authenticator"],
      endpoint_private_access: true,
      endpoint_public_access: false,
      endpoint_public_access_cidrs: ["0.0.0.0/0"],
      force_update_version: null,
      kubernetes_version: null,
      name: "",
    },
    resources: `
      resource "aws_eks_cluster" "this" {
        count                     = var.create ? 1 : 0
        name                      = var.name
        version                   = var.kubernetes_version
        enabled_cluster_log_types = var.enabled_log_types
        force_update_version      = var.force_update_version
        access_config {
          authentication_mode                         = var.authentication_mode
          bootstrap_cluster_creator_admin_permissions = false
        }
        vpc_config {
          endpoint_private_access = var.endpoint_private_access
          endpoint_public_access  = var.endpoint_public_access
          public_access_cidrs     = var.endpoint_public_access_cidrs
        }
      }
    `,
  },
];
