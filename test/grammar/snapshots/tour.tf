# A tour: what real files hold, and what is on the screen while one is being written.
terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

variable "rules" {
  type = map(object({
    port  = number
    cidrs = optional(list(string), ["10.0.0.0/8"])
  }))
  validation {
    condition     = alltrue([for name, rule in var.rules : rule.port != 22 || length(rule.cidrs) > 0])
    error_message = "Port 22 needs \"cidrs\"."
  }
}

resource "aws_security_group" "web" {
  for_each = var.rules

  dynamic "ingress" {
    for_each = each.value.cidrs
    content {
      from_port   = each.value.port
      protocol    = "-1" # everything
      cidr_blocks = [ingress.value]
    }
  }

  lifecycle {
    ignore_changes = [tags["owner"], description]
  }
}

data "aws_iam_policy_document" "deploy" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["${data.aws_s3_bucket.logs.arn}/*"]
  }
}

resource "aws_instance" "app" {
  user_data = base64encode(templatefile("${path.module}/start.sh", { port = 8080, name = "app" }))
  count     = var.on ? 1 : 0
  nested    = { (var.key) = "x", "y-z" : -1.5e-3, w = !true }

  provisioner "local-exec" {
    command = <<-SCRIPT
      echo "$${HOME} ${self.id}"
      %{ for ip in aws_instance.app.*.private_ip ~}
      ping ${ip}
      %{ endfor ~}
    SCRIPT
  }
}

resource "aws_s3_bucket" "half" {
  bucket = "half typed
  acl =
  tags = {
    Name = "x"

output "after" {
  value = module.network.subnets[0]
}
