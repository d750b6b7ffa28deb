# An estate with the mistakes that the guide warns of. Open any file in VS Code with Parapet and press Ctrl+. on what is underlined.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region     = var.region
  access_key = "AKIA2E0A8F3B244C9986"
  secret_key = "7CE556A3BC234CC1FF9E8A5C324C0BB70AA21B6D"
}
