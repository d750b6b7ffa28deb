variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "admin_networks" {
  type    = list(string)
  default = ["0.0.0.0/0"]
}

variable "api_token" {
  type    = string
  default = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"
}
