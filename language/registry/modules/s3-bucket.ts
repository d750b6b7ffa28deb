import type { StandIn } from "../stand-in.ts";

export const s3Bucket: readonly StandIn[] = [
  {
    name: "s3-bucket",
    majors: [4, 5],
    inputs: {
      acl: null,
      attach_public_policy: true,
      block_public_acls: true,
      block_public_policy: true,
      bucket: null,
      bucket_prefix: null,
      control_object_ownership: false,
      create_bucket: true,
      expected_bucket_owner: null,
      force_destroy: false,
      ignore_public_acls: true,
      is_directory_bucket: false,
      logging: {},
      object_lock_enabled: false,
      object_ownership: "BucketOwnerEnforced",
      restrict_public_buckets: true,
      server_side_encryption_configuration: {},
      versioning: {},
    },
    resources: `
      resource "aws_s3_bucket" "this" {
        count                                = var.create_bucket && !var.is_directory_bucket ? 1 : 0
        bucket_prefix                        = var.bucket_prefix
        force_destroy                        = var.force_destroy
        object_lock_enabled                  = var.object_lock_enabled
        bucket                               = var.bucket
        versioning                           = null
        server_side_encryption_configuration = null
      }

      resource "aws_s3_bucket_public_access_block" "this" {
        count                   = var.create_bucket && var.attach_public_policy && !var.is_directory_bucket ? 1 : 0
        block_public_acls       = var.block_public_acls
        block_public_policy     = var.block_public_policy
        ignore_public_acls      = var.ignore_public_acls
        restrict_public_buckets = var.restrict_public_buckets
        bucket                  = aws_s3_bucket.this[0].id
      }

      resource "aws_s3_bucket_versioning" "this" {
        count                 = var.create_bucket && length(keys(var.versioning)) > 0 && !var.is_directory_bucket ? 1 : 0
        expected_bucket_owner = var.expected_bucket_owner
        bucket                = aws_s3_bucket.this[0].id
        versioning_configuration {
          status = try(var.versioning.enabled ? "Enabled" : "Suspended", var.unseen)
        }
      }

      resource "aws_s3_bucket_logging" "this" {
        count         = var.create_bucket && length(keys(var.logging)) > 0 && !var.is_directory_bucket ? 1 : 0
        bucket        = aws_s3_bucket.this[0].id
        target_bucket = try(var.logging.target_bucket, var.unseen)
      }

      resource "aws_s3_bucket_acl" "this" {
        count                 = var.create_bucket && var.acl != null && var.acl != "null" && !var.is_directory_bucket ? 1 : 0
        expected_bucket_owner = var.expected_bucket_owner
        bucket                = aws_s3_bucket.this[0].id
        acl                   = var.acl
      }

      resource "aws_s3_bucket_ownership_controls" "this" {
        count  = var.create_bucket && var.control_object_ownership && !var.is_directory_bucket ? 1 : 0
        bucket = aws_s3_bucket.this[0].id
        rule {
          object_ownership = var.object_ownership
        }
      }

      resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
        count                 = var.create_bucket && length(keys(var.server_side_encryption_configuration)) > 0 ? 1 : 0
        expected_bucket_owner = var.expected_bucket_owner
        bucket                = var.is_directory_bucket ? var.unseen : aws_s3_bucket.this[0].id
        dynamic "rule" {
          for_each = try(flatten([var.server_side_encryption_configuration.rule]), [])
          content {
            bucket_key_enabled = try(rule.value.bucket_key_enabled, null)
            dynamic "apply_server_side_encryption_by_default" {
              for_each = try([rule.value.apply_server_side_encryption_by_default], [])
              content {
                sse_algorithm     = apply_server_side_encryption_by_default.value.sse_algorithm
                kms_master_key_id = try(apply_server_side_encryption_by_default.value.kms_master_key_id, null)
              }
            }
          }
        }
      }
    `,
    complete: [
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_versioning",
      "aws_s3_bucket_server_side_encryption_configuration",
    ],
  },
  {
    name: "s3-bucket",
    majors: [3, 3],
    inputs: {
      acl: null,
      attach_public_policy: true,
      bucket: null,
      bucket_prefix: null,
      control_object_ownership: false,
      create_bucket: true,
      expected_bucket_owner: null,
      force_destroy: false,
      logging: {},
      server_side_encryption_configuration: {},
      versioning: {},
    },
    resources: `
      resource "aws_s3_bucket" "this" {
        count                                = var.create_bucket ? 1 : 0
        bucket_prefix                        = var.bucket_prefix
        force_destroy                        = var.force_destroy
        bucket                               = var.bucket
        versioning                           = null
        server_side_encryption_configuration = null
      }

      resource "aws_s3_bucket_public_access_block" "this" {
        count                   = var.create_bucket && var.attach_public_policy ? 1 : 0
        block_public_acls       = var.block_public_acls
        block_public_policy     = var.block_public_policy
        ignore_public_acls      = var.ignore_public_acls
        restrict_public_buckets = var.restrict_public_buckets
        bucket                  = aws_s3_bucket.this[0].id
      }

      resource "aws_s3_bucket_versioning" "this" {
        count                 = var.create_bucket && length(keys(var.versioning)) > 0 ? 1 : 0
        expected_bucket_owner = var.expected_bucket_owner
        bucket                = aws_s3_bucket.this[0].id
        versioning_configuration {
          status = try(var.versioning.enabled ? "Enabled" : "Suspended", var.unseen)
        }
      }

      resource "aws_s3_bucket_logging" "this" {
        count         = var.create_bucket && length(keys(var.logging)) > 0 ? 1 : 0
        bucket        = aws_s3_bucket.this[0].id
        target_bucket = try(var.logging.target_bucket, var.unseen)
      }

      resource "aws_s3_bucket_acl" "this" {
        count                 = var.create_bucket && var.acl != null && var.acl != "null" ? 1 : 0
        expected_bucket_owner = var.expected_bucket_owner
        bucket                = aws_s3_bucket.this[0].id
        acl                   = var.acl
      }

      resource "aws_s3_bucket_ownership_controls" "this" {
        count  = var.create_bucket && var.control_object_ownership ? 1 : 0
        bucket = aws_s3_bucket.this[0].id
        rule {
          object_ownership = var.object_ownership
        }
      }

      resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
        count                 = var.create_bucket && length(keys(var.server_side_encryption_configuration)) > 0 ? 1 : 0
        expected_bucket_owner = var.expected_bucket_owner
        bucket                = aws_s3_bucket.this[0].id
        dynamic "rule" {
          for_each = try(flatten([var.server_side_encryption_configuration.rule]), [])
          content {
            bucket_key_enabled = try(rule.value.bucket_key_enabled, null)
            dynamic "apply_server_side_encryption_by_default" {
              for_each = try([rule.value.apply_server_side_encryption_by_default], [])
              content {
                sse_algorithm     = apply_server_side_encryption_by_default.value.sse_algorithm
                kms_master_key_id = try(apply_server_side_encryption_by_default.value.kms_master_key_id, null)
              }
            }
          }
        }
      }
    `,
    complete: [
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_versioning",
      "aws_s3_bucket_server_side_encryption_configuration",
    ],
  },
];
