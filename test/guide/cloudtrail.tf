resource "aws_cloudtrail" "main" {
  name           = "main-cloudtrail"
  s3_bucket_name = aws_s3_bucket.cloudtrail.id
  
  # Enable for all regions
  is_multi_region_trail = true
  
  # Enable logging validation
  enable_log_file_validation = true
  
  # Encrypt logs
  kms_key_id = aws_kms_key.cloudtrail.arn
  
  event_selector {
    read_write_type                 = "All"
    include_management_events       = true
    exclude_management_event_sources = []

    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3:::*/*"]
    }
  }
}
