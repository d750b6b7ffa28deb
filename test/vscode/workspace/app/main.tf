variable "office" {
  type        = string
  description = "Where administrators sit"
}

resource "aws_security_group" "admin" {
  name        = "admin"
  description = "Administration"

  ingress {
    description = "SSH from the office"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [var.office]
  }
}
