# SYNTAX TEST "source.hcl.terraform" "in the grammar of HashiCorp's extension"

resource "aws_s3_bucket" "logs" {
  # parapet:ignore aws-s3-bucket-public-acl, aws-iam-* until=2027-01-31 -- the website is public
# ^ comment.line.number-sign.hcl
#   ^^^^^^^^^^^^^^ keyword.control.suppression.parapet
#                  ^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.tag.rule.suppression.parapet
#                                            ^^^^^^^^^ entity.name.tag.rule.suppression.parapet
#                                                      ^^^^^ variable.parameter.suppression.parapet
#                                                            ^^^^^^^^^^ constant.numeric.date.suppression.parapet
#                                                                       ^^ punctuation.separator.suppression.parapet
#                                                                          ^^^^^^^^^^^^^^^^^^^^^ string.unquoted.reason.suppression.parapet
  acl = "public-read" // parapet:ignore-file aws-s3-* until=soon
#                        ^^^^^^^^^^^^^^^^^^^ keyword.control.suppression.parapet
#                                                           ^^^^ invalid.illegal.date.suppression.parapet
  #checkov:skip=CKV_AWS_20:the website is public
#  ^^^^^^^^^^^^ keyword.control.suppression.parapet
#               ^^^^^^^^^^ entity.name.tag.rule.suppression.parapet
#                          ^^^^^^^^^^^^^^^^^^^^^ string.unquoted.reason.suppression.parapet
  #tfsec:ignore:aws-s3-enable-versioning
#  ^^^^^^^^^^^^ keyword.control.suppression.parapet
#               ^^^^^^^^^^^^^^^^^^^^^^^^ entity.name.tag.rule.suppression.parapet
  # a note about parapets: ignore it
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ - meta.suppression.parapet
  tags = {}
# ^^^^ - comment
}
