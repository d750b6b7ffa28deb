resource "aws_s3_bucket" "trail" {
  bucket = "acme-trail"
}

resource "aws_cloudtrail" "main" {
  enable_log_file_validation = true
  is_multi_region_trail      = true
  name                       = "main"
  s3_bucket_name             = aws_s3_bucket.trail.id
}

resource "aws_guardduty_detector" "main" {
  enable = true
}
