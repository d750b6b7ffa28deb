variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "admin_networks" {
  type    = list(string)
  default = ["10.0.0.0/8"]
}

variable "api_token" {
  type      = string
  sensitive = true
}
