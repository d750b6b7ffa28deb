/** Actions that hand out what is stored: objects, secrets, parameters, rows, what a key protects. */
export const revealing: readonly string[] = [
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "kms:Decrypt",
];
