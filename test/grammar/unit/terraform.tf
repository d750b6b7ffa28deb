# SYNTAX TEST "source.hcl.terraform.parapet" "Terraform"

resource "aws_s3_bucket" "logs" {
# <-------- storage.type.block.hcl
#        ^^^^^^^^^^^^^^^ string.quoted.double.label.hcl
#                        ^^^^^^ string.quoted.double.label.hcl
#                               ^ punctuation.section.block.begin.hcl
  bucket = "acme-${var.name}-$${kept}\n"
# ^^^^^^ variable.other.property.hcl
#        ^ keyword.operator.assignment.hcl
#          ^^^^^^ string.quoted.double.hcl
#                ^^ punctuation.section.interpolation.begin.hcl
#                  ^^^ variable.language.hcl
#                     ^ punctuation.accessor.hcl
#                      ^^^^ variable.other.member.hcl
#                          ^ punctuation.section.interpolation.end.hcl
#                            ^^ constant.character.escape.hcl
#                              ^^^^^^ string.quoted.double.hcl - source.hcl.embedded
#                                    ^^ constant.character.escape.hcl
  count  = var.on && 2 > 1 ? 1.5e3 : 0
#                 ^^ keyword.operator.logical.hcl
#                    ^ constant.numeric.hcl
#                      ^ keyword.operator.comparison.hcl
#                          ^ keyword.operator.ternary.hcl
#                            ^^^^^ constant.numeric.hcl
  tags   = merge(local.tags, { for k, v in var.extra : upper(k) => v if v != null })
#          ^^^^^ support.function.hcl
#                ^^^^^ variable.language.hcl
#                              ^^^ keyword.control.hcl
#                                       ^^ keyword.control.hcl
#                                                      ^^^^^ support.function.hcl
#                                                               ^^ storage.type.function.arrow.hcl
#                                                                    ^^ keyword.control.hcl
#                                                                            ^^^^ constant.language.hcl
  ids    = aws_instance.web[*].id
#          ^^^^^^^^^^^^ variable.other.readwrite.hcl
#                          ^^^ keyword.operator.splat.hcl
  unclosed = "x
#            ^^ string.quoted.double.hcl
  next = true
# ^^^^ variable.other.property.hcl - string
#        ^^^^ constant.language.hcl

  versioning {
# ^^^^^^^^^^ entity.name.type.block.hcl
    enabled = false // off
#                   ^^^^^^ comment.line.double-slash.hcl
  }
}

variable "names" {
  type = list(object({ name = string, size = optional(number, 1) }))
#        ^^^^ support.type.hcl
#             ^^^^^^ support.type.hcl
#                      ^^^^ variable.other.property.hcl
#                             ^^^^^^ support.type.hcl
}

locals {
# <------ storage.type.block.hcl
  script = <<-EOT
#          ^^^ keyword.operator.heredoc.hcl
#             ^^^ keyword.control.heredoc.hcl
    %{ if var.on ~}
#   ^^ punctuation.section.directive.begin.hcl
#      ^^ keyword.control.directive.hcl
#                ^^ punctuation.section.directive.end.hcl
    echo "${upper("a")}"
#         ^^ punctuation.section.interpolation.begin.hcl
#           ^^^^^ support.function.hcl
    %{ endif ~}
#      ^^^^^ keyword.control.directive.hcl
  EOT
# ^^^ keyword.control.heredoc.hcl
  after = provider::aws::arn_parse("x")
# ^^^^^ variable.other.property.hcl - string.unquoted.heredoc.hcl
#         ^^^^^^^^^^^^^^^^^^^^^^^^ support.function.hcl
  /* over
# ^^^^^^^ comment.block.hcl
     lines */
#    ^^^^^^^^ comment.block.hcl
}
