locals {
  name = "other"
}
