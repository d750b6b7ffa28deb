resource "aws_instance" "app" {
  user_data = <<-EOF
    export DB_PASSWORD="hardcoded_password"
  EOF
}
