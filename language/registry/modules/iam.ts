import type { StandIn } from "../stand-in.ts";

export const iam: readonly StandIn[] = [
  {
    name: "iam//modules/iam-account",
    majors: [5, 5],
    inputs: {
      allow_users_to_change_password: true,
      create_account_password_policy: true,
      hard_expiry: false,
      max_password_age: 0,
      minimum_password_length: 8,
      password_reuse_prevention: null,
      require_lowercase_characters: true,
      require_numbers: true,
      require_symbols: true,
      require_uppercase_characters: true,
    },
    resources: `
      resource "aws_iam_account_password_policy" "this" {
        count                          = var.create_account_password_policy ? 1 : 0
        max_password_age               = var.max_password_age
        minimum_password_length        = var.minimum_password_length
        allow_users_to_change_password = var.allow_users_to_change_password
        hard_expiry                    = var.hard_expiry
        password_reuse_prevention      = var.password_reuse_prevention
        require_lowercase_characters   = var.require_lowercase_characters
        require_uppercase_characters   = var.require_uppercase_characters
        require_numbers                = var.require_numbers
        require_symbols                = var.require_symbols
      }
    `,
  },
  {
    name: "iam//modules/iam-account",
    majors: [6, 6],
    inputs: {
      allow_users_to_change_password: true,
      create: true,
      create_account_password_policy: true,
      hard_expiry: false,
      max_password_age: 0,
      minimum_password_length: 8,
      password_reuse_prevention: null,
      require_lowercase_characters: true,
      require_numbers: true,
      require_symbols: true,
      require_uppercase_characters: true,
    },
    resources: `
      resource "aws_iam_account_password_policy" "this" {
        count                          = var.create && var.create_account_password_policy ? 1 : 0
        max_password_age               = var.max_password_age
        minimum_password_length        = var.minimum_password_length
        allow_users_to_change_password = var.allow_users_to_change_password
        hard_expiry                    = var.hard_expiry
        password_reuse_prevention      = var.password_reuse_prevention
        require_lowercase_characters   = var.require_lowercase_characters
        require_uppercase_characters   = var.require_uppercase_characters
        require_numbers                = var.require_numbers
        require_symbols                = var.require_symbols
      }
    `,
  },
  {
    name: "iam//modules/iam-user",
    majors: [5, 5],
    inputs: {
      create_iam_access_key: true,
      create_iam_user_login_profile: true,
      create_user: true,
      force_destroy: false,
      password_length: 20,
      password_reset_required: true,
      path: "/",
      permissions_boundary: "",
      pgp_key: "",
    },
    resources: `
      resource "aws_iam_user" "this" {
        count                = var.create_user ? 1 : 0
        name                 = var.name
        path                 = var.path
        force_destroy        = var.force_destroy
        permissions_boundary = var.permissions_boundary
      }

      resource "aws_iam_user_login_profile" "this" {
        count                   = var.create_user && var.create_iam_user_login_profile ? 1 : 0
        pgp_key                 = var.pgp_key
        password_length         = var.password_length
        password_reset_required = var.password_reset_required
        user                    = aws_iam_user.this[0].name
      }

      resource "aws_iam_access_key" "this" {
        count   = var.create_user && var.create_iam_access_key ? 1 : 0
        pgp_key = var.pgp_key
        user    = aws_iam_user.this[0].name
      }
    `,
  },
  {
    name: "iam//modules/iam-user",
    majors: [6, 6],
    inputs: {
      access_key_status: null,
      create: true,
      create_access_key: true,
      create_login_profile: true,
      force_destroy: false,
      name: "",
      password_length: null,
      password_reset_required: true,
      path: null,
      permissions_boundary: null,
      pgp_key: null,
    },
    resources: `
      resource "aws_iam_user" "this" {
        count                = var.create ? 1 : 0
        name                 = var.name
        path                 = var.path
        permissions_boundary = var.permissions_boundary
        force_destroy        = var.force_destroy
      }

      resource "aws_iam_user_login_profile" "this" {
        count                   = var.create && var.create_login_profile ? 1 : 0
        pgp_key                 = var.pgp_key
        password_length         = var.password_length
        password_reset_required = var.password_reset_required
        user                    = aws_iam_user.this[0].name
      }

      resource "aws_iam_access_key" "this" {
        count   = var.create && var.create_access_key ? 1 : 0
        pgp_key = var.pgp_key
        status  = var.access_key_status
        user    = aws_iam_user.this[0].name
      }
    `,
  },
];
