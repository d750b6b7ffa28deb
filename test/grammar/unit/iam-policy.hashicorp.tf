# SYNTAX TEST "source.hcl.terraform" "in the grammar of HashiCorp's extension"

resource "aws_iam_policy" "deploy" {
  policy = <<EOF
{
  "Version": "2012-10-17",
# ^^^^^^^^^ meta.embedded.block.json support.type.property-name.iam.json
  "Statement": [{
    "Effect": "Allow",
#             ^^^^^^^ constant.language.effect.iam.json
    "Action": ["s3:GetObject", "ec2:*"],
#   ^^^^^^^^ support.type.property-name.iam.json
#               ^^^^^^^^^^^^ entity.name.function.action.iam.json
#                                   ^ keyword.operator.wildcard.iam.json
    "Resource": "${aws_s3_bucket.logs.arn}/*",
#                ^^ punctuation.section.interpolation.begin.hcl
#                                          ^ keyword.operator.wildcard.iam.json
    "Condition": { "Bool": { "aws:SecureTransport": true } }
#                  ^^^^^^ support.type.property-name.json
#                                                   ^^^^ constant.language.json
  }]
}
EOF
# <--- keyword.control.heredoc.hcl - meta.embedded.block.json
  name = "deploy"
# ^^^^ - meta.embedded.block.json
}

resource "null_resource" "other" {
  text = <<EOF
{ "Effect": "Allow" }
# <- string.unquoted.heredoc.hcl - meta.embedded.block.json
EOF
}
