import type { StandIn } from "../stand-in.ts";

export const lambda: readonly StandIn[] = [
  {
    name: "lambda",
    majors: [7, 8],
    inputs: {
      architectures: null,
      authorization_type: "NONE",
      cloudwatch_logs_kms_key_id: null,
      cloudwatch_logs_retention_in_days: null,
      code_signing_config_arn: null,
      cors: {},
      create: true,
      create_function: true,
      create_lambda_function_url: false,
      create_layer: false,
      dead_letter_target_arn: null,
      description: "",
      environment_variables: {},
      function_name: "",
      image_uri: null,
      kms_key_arn: null,
      layers: null,
      memory_size: 128,
      package_type: "Zip",
      replace_security_groups_on_destroy: null,
      replacement_security_group_ids: null,
      reserved_concurrent_executions: -1,
      tracing_mode: null,
      use_existing_cloudwatch_log_group: false,
      vpc_security_group_ids: null,
      vpc_subnet_ids: null,
    },
    resources: `
      resource "aws_lambda_function" "this" {
        count                              = var.create && var.create_function && !var.create_layer ? 1 : 0
        function_name                      = var.function_name
        description                        = var.description
        memory_size                        = var.memory_size
        reserved_concurrent_executions     = var.reserved_concurrent_executions
        layers                             = var.layers
        kms_key_arn                        = var.kms_key_arn
        image_uri                          = var.image_uri
        package_type                       = var.package_type
        architectures                      = var.architectures
        code_signing_config_arn            = var.code_signing_config_arn
        replace_security_groups_on_destroy = var.replace_security_groups_on_destroy
        replacement_security_group_ids     = var.replacement_security_group_ids
        environment                        = length(keys(var.environment_variables)) == 0 ? [] : [{ variables = var.environment_variables }]
        tracing_config                     = var.tracing_mode == null ? [] : [{ mode = var.tracing_mode }]
        dead_letter_config                 = var.dead_letter_target_arn == null ? [] : [{ target_arn = var.dead_letter_target_arn }]
        vpc_config                         = var.vpc_subnet_ids != null && var.vpc_security_group_ids != null ? [{ subnet_ids = var.vpc_subnet_ids, security_group_ids = var.vpc_security_group_ids }] : []
      }

      resource "aws_lambda_function_url" "this" {
        count              = var.create && var.create_function && !var.create_layer && var.create_lambda_function_url ? 1 : 0
        authorization_type = var.authorization_type
        cors = length(keys(var.cors)) == 0 ? [] : [{
          allow_credentials = try(var.cors.allow_credentials, null)
          allow_headers     = try(var.cors.allow_headers, null)
          allow_methods     = try(var.cors.allow_methods, null)
          allow_origins     = try(var.cors.allow_origins, null)
          expose_headers    = try(var.cors.expose_headers, null)
          max_age           = try(var.cors.max_age, null)
        }]
      }

      resource "aws_cloudwatch_log_group" "lambda" {
        count             = var.create && var.create_function && !var.create_layer && !var.use_existing_cloudwatch_log_group ? 1 : 0
        retention_in_days = var.cloudwatch_logs_retention_in_days
        kms_key_id        = var.cloudwatch_logs_kms_key_id
      }
    `,
  },
];
