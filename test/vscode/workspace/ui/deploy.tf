resource "aws_iam_policy" "deploy" {
  name   = "deploy"
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Deploy",
          "Effect": "Allow",
          "Action": ["lambda:GetFunction", "lambda:UpdateFunctionCode"],
          "Resource": "arn:aws:lambda:eu-central-1:111122223333:function:reports"
        }
      ]
    }
  EOT
}
