resource "aws_instance" "app" {
  iam_instance_profile = aws_iam_instance_profile.app.name
  
  user_data = <<-EOF
    # Get password from AWS Secrets Manager
    DB_PASSWORD=$(aws secretsmanager get-secret-value \
      --secret-id prod/app/db --query SecretString --output text)
  EOF
}
