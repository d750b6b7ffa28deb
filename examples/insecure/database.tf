resource "aws_db_subnet_group" "private" {
  name       = "private"
  subnet_ids = [aws_subnet.data_a.id, aws_subnet.data_b.id]
}

resource "aws_db_instance" "orders" {
  identifier          = "orders"
  engine              = "mysql"
  instance_class      = "db.t4g.medium"
  allocated_storage   = 100
  username            = "orders"
  password            = "correct-horse-battery-1"
  publicly_accessible = true
  storage_encrypted   = false

  backup_retention_period = 1
}
