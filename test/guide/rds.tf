resource "aws_db_instance" "secure_db" {
  identifier = "secure-database"
  
  # Encryption settings
  storage_encrypted   = true
  kms_key_id         = aws_kms_key.rds_key.arn
  
  # Network security
  db_subnet_group_name   = aws_db_subnet_group.private.name
  vpc_security_group_ids = [aws_security_group.database.id]
  
  # Backup and maintenance
  backup_retention_period = 30
  backup_window          = "03:00-04:00"
  maintenance_window     = "sun:04:00-sun:05:00"
  
  # Monitoring
  monitoring_interval = 60
  monitoring_role_arn = aws_iam_role.rds_monitoring.arn
  
  # Enable logging
  enabled_cloudwatch_logs_exports = ["error", "general", "slowquery"]
}
