data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]
}

resource "aws_iam_role" "app" {
  name = "app"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_instance_profile" "app" {
  name = "app"
  role = aws_iam_role.app.name
}

resource "aws_instance" "app" {
  ami                         = data.aws_ami.linux.id
  instance_type               = "t3.small"
  subnet_id                   = aws_subnet.public.id
  vpc_security_group_ids      = [aws_security_group.web.id]
  associate_public_ip_address = false
  iam_instance_profile        = aws_iam_instance_profile.app.name

  metadata_options {
    http_tokens = "required"
  }

  user_data = <<-EOF
    #!/bin/bash
    # Get password from AWS Secrets Manager
    DB_PASSWORD=$(aws secretsmanager get-secret-value \
      --secret-id prod/app/db --query SecretString --output text)
    export DB_PASSWORD
    systemctl start app
  EOF
}

data "aws_secretsmanager_secret" "app_db" {
  name = "prod/app/db"
}

resource "aws_iam_role_policy" "app" {
  name_prefix = "read-secrets-"
  role        = aws_iam_role.app.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = [data.aws_secretsmanager_secret.app_db.arn]
      },
    ]
  })
}
