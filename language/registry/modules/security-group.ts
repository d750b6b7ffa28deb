import type { StandIn } from "../stand-in.ts";

export const securityGroup: readonly StandIn[] = [
  {
    name: "security-group",
    majors: [4, 5],
    inputs: {
      create: true,
      create_sg: true,
      description: "Security Group managed by Terraform",
      egress_cidr_blocks: ["0.0.0.0/0"],
      egress_ipv6_cidr_blocks: ["::/0"],
      egress_prefix_list_ids: [],
      egress_rules: [],
      ingress_cidr_blocks: [],
      ingress_ipv6_cidr_blocks: [],
      ingress_prefix_list_ids: [],
      ingress_rules: [],
      ingress_with_cidr_blocks: [],
      ingress_with_ipv6_cidr_blocks: [],
    },
    resources: `
      resource "aws_security_group" "this" {
        count       = var.create && var.create_sg ? 1 : 0
        description = var.description
      }

      locals {
        ports = {
          ssh-tcp                = [22, 22, "tcp"]
          rdp-tcp                = [3389, 3389, "tcp"]
          rdp-udp                = [3389, 3389, "udp"]
          winrm-http-tcp         = [5985, 5985, "tcp"]
          winrm-https-tcp        = [5986, 5986, "tcp"]
          http-80-tcp            = [80, 80, "tcp"]
          http-8080-tcp          = [8080, 8080, "tcp"]
          https-443-tcp          = [443, 443, "tcp"]
          mysql-tcp              = [3306, 3306, "tcp"]
          postgresql-tcp         = [5432, 5432, "tcp"]
          mssql-tcp              = [1433, 1433, "tcp"]
          mssql-udp              = [1434, 1434, "udp"]
          oracle-db-tcp          = [1521, 1521, "tcp"]
          mongodb-27017-tcp      = [27017, 27017, "tcp"]
          mongodb-27018-tcp      = [27018, 27018, "tcp"]
          mongodb-27019-tcp      = [27019, 27019, "tcp"]
          redis-tcp              = [6379, 6379, "tcp"]
          memcached-tcp          = [11211, 11211, "tcp"]
          elasticsearch-rest-tcp = [9200, 9200, "tcp"]
          elasticsearch-java-tcp = [9300, 9300, "tcp"]
          cassandra-clients-tcp  = [9042, 9042, "tcp"]
          all-all                = [-1, -1, "-1"]
          all-tcp                = [0, 65535, "tcp"]
          all-udp                = [0, 65535, "udp"]
          all-icmp               = [-1, -1, "icmp"]
        }
      }

      resource "aws_security_group_rule" "ingress_rules" {
        count            = var.create ? length(var.ingress_rules) : 0
        type             = "ingress"
        from_port        = local.ports[var.ingress_rules[count.index]][0]
        to_port          = local.ports[var.ingress_rules[count.index]][1]
        protocol         = local.ports[var.ingress_rules[count.index]][2]
        cidr_blocks      = var.ingress_cidr_blocks
        ipv6_cidr_blocks = var.ingress_ipv6_cidr_blocks
        prefix_list_ids  = var.ingress_prefix_list_ids
      }

      resource "aws_security_group_rule" "egress_rules" {
        count            = var.create ? length(var.egress_rules) : 0
        type             = "egress"
        from_port        = local.ports[var.egress_rules[count.index]][0]
        to_port          = local.ports[var.egress_rules[count.index]][1]
        protocol         = local.ports[var.egress_rules[count.index]][2]
        cidr_blocks      = var.egress_cidr_blocks
        ipv6_cidr_blocks = var.egress_ipv6_cidr_blocks
        prefix_list_ids  = var.egress_prefix_list_ids
      }

      resource "aws_security_group_rule" "ingress_with_cidr_blocks" {
        count       = var.create ? length(var.ingress_with_cidr_blocks) : 0
        type        = "ingress"
        from_port   = try(var.ingress_with_cidr_blocks[count.index].from_port, local.ports[var.ingress_with_cidr_blocks[count.index].rule][0])
        to_port     = try(var.ingress_with_cidr_blocks[count.index].to_port, local.ports[var.ingress_with_cidr_blocks[count.index].rule][1])
        protocol    = try(var.ingress_with_cidr_blocks[count.index].protocol, local.ports[var.ingress_with_cidr_blocks[count.index].rule][2])
        description = try(var.ingress_with_cidr_blocks[count.index].description, "Ingress Rule")
        cidr_blocks = try(split(",", var.ingress_with_cidr_blocks[count.index].cidr_blocks), var.ingress_cidr_blocks)
      }

      resource "aws_security_group_rule" "ingress_with_ipv6_cidr_blocks" {
        count            = var.create ? length(var.ingress_with_ipv6_cidr_blocks) : 0
        type             = "ingress"
        from_port        = try(var.ingress_with_ipv6_cidr_blocks[count.index].from_port, local.ports[var.ingress_with_ipv6_cidr_blocks[count.index].rule][0])
        to_port          = try(var.ingress_with_ipv6_cidr_blocks[count.index].to_port, local.ports[var.ingress_with_ipv6_cidr_blocks[count.index].rule][1])
        protocol         = try(var.ingress_with_ipv6_cidr_blocks[count.index].protocol, local.ports[var.ingress_with_ipv6_cidr_blocks[count.index].rule][2])
        description      = try(var.ingress_with_ipv6_cidr_blocks[count.index].description, "Ingress Rule")
        ipv6_cidr_blocks = try(split(",", var.ingress_with_ipv6_cidr_blocks[count.index].ipv6_cidr_blocks), var.ingress_ipv6_cidr_blocks)
      }
    `,
  },
  {
    name: "security-group//modules/ssh",
    majors: [4, 5],
    inputs: {
      create: true,
      description: "Security Group managed by Terraform",
      ingress_cidr_blocks: [],
      ingress_ipv6_cidr_blocks: [],
      ingress_prefix_list_ids: [],
    },
    resources: `
      resource "aws_security_group" "this" {
        count       = var.create ? 1 : 0
        description = var.description
      }

      resource "aws_security_group_rule" "ingress_rules" {
        count            = var.create ? 1 : 0
        type             = "ingress"
        from_port        = 22
        to_port          = 22
        protocol         = "tcp"
        cidr_blocks      = var.ingress_cidr_blocks
        ipv6_cidr_blocks = var.ingress_ipv6_cidr_blocks
        prefix_list_ids  = var.ingress_prefix_list_ids
      }
    `,
  },
  {
    name: "security-group//modules/mysql",
    majors: [4, 5],
    inputs: {
      create: true,
      description: "Security Group managed by Terraform",
      ingress_cidr_blocks: [],
      ingress_ipv6_cidr_blocks: [],
      ingress_prefix_list_ids: [],
    },
    resources: `
      resource "aws_security_group" "this" {
        count       = var.create ? 1 : 0
        description = var.description
      }

      resource "aws_security_group_rule" "ingress_rules" {
        count            = var.create ? 1 : 0
        type             = "ingress"
        from_port        = 3306
        to_port          = 3306
        protocol         = "tcp"
        cidr_blocks      = var.ingress_cidr_blocks
        ipv6_cidr_blocks = var.ingress_ipv6_cidr_blocks
        prefix_list_ids  = var.ingress_prefix_list_ids
      }
    `,
  },
  {
    name: "security-group//modules/postgresql",
    majors: [4, 5],
    inputs: {
      create: true,
      description: "Security Group managed by Terraform",
      ingress_cidr_blocks: [],
      ingress_ipv6_cidr_blocks: [],
      ingress_prefix_list_ids: [],
    },
    resources: `
      resource "aws_security_group" "this" {
        count       = var.create ? 1 : 0
        description = var.description
      }

      resource "aws_security_group_rule" "ingress_rules" {
        count            = var.create ? 1 : 0
        type             = "ingress"
        from_port        = 5432
        to_port          = 5432
        protocol         = "tcp"
        cidr_blocks      = var.ingress_cidr_blocks
        ipv6_cidr_blocks = var.ingress_ipv6_cidr_blocks
        prefix_list_ids  = var.ingress_prefix_list_ids
      }
    `,
  },
  {
    name: "security-group//modules/mssql",
    majors: [4, 5],
    inputs: {
      create: true,
      description: "Security Group managed by Terraform",
      ingress_cidr_blocks: [],
      ingress_ipv6_cidr_blocks: [],
      ingress_prefix_list_ids: [],
    },
    resources: `
      resource "aws_security_group" "this" {
        count       = var.create ? 1 : 0
        description = var.description
      }

      resource "aws_security_group_rule" "ingress_rules" {
        count            = var.create ? 1 : 0
        type             = "ingress"
        from_port        = 1433
        to_port          = 1433
        protocol         = "tcp"
        cidr_blocks      = var.ingress_cidr_blocks
        ipv6_cidr_blocks = var.ingress_ipv6_cidr_blocks
        prefix_list_ids  = var.ingress_prefix_list_ids
      }
    `,
  },
  {
    name: "security-group//modules/oracle-db",
    majors: [4, 5],
    inputs: {
      create: true,
      description: "Security Group managed by Terraform",
      ingress_cidr_blocks: [],
      ingress_ipv6_cidr_blocks: [],
      ingress_prefix_list_ids: [],
    },
    resources: `
      resource "aws_security_group" "this" {
        count       = var.create ? 1 : 0
        description = var.description
      }

      resource "aws_security_group_rule" "ingress_rules" {
        count            = var.create ? 1 : 0
        type             = "ingress"
        from_port        = 1521
        to_port          = 1521
        protocol         = "tcp"
        cidr_blocks      = var.ingress_cidr_blocks
        ipv6_cidr_blocks = var.ingress_ipv6_cidr_blocks
        prefix_list_ids  = var.ingress_prefix_list_ids
      }
    `,
  },
  {
    name: "security-group//modules/http-80",
    majors: [4, 5],
    inputs: {
      create: true,
      description: "Security Group managed by Terraform",
      ingress_cidr_blocks: [],
      ingress_ipv6_cidr_blocks: [],
      ingress_prefix_list_ids: [],
    },
    resources: `
      resource "aws_security_group" "this" {
        count       = var.create ? 1 : 0
        description = var.description
      }

      resource "aws_security_group_rule" "ingress_rules" {
        count            = var.create ? 1 : 0
        type             = "ingress"
        from_port        = 80
        to_port          = 80
        protocol         = "tcp"
        cidr_blocks      = var.ingress_cidr_blocks
        ipv6_cidr_blocks = var.ingress_ipv6_cidr_blocks
        prefix_list_ids  = var.ingress_prefix_list_ids
      }
    `,
  },
  {
    name: "security-group//modules/https-443",
    majors: [4, 5],
    inputs: {
      create: true,
      description: "Security Group managed by Terraform",
      ingress_cidr_blocks: [],
      ingress_ipv6_cidr_blocks: [],
      ingress_prefix_list_ids: [],
    },
    resources: `
      resource "aws_security_group" "this" {
        count       = var.create ? 1 : 0
        description = var.description
      }

      resource "aws_security_group_rule" "ingress_rules" {
        count            = var.create ? 1 : 0
        type             = "ingress"
        from_port        = 443
        to_port          = 443
        protocol         = "tcp"
        cidr_blocks      = var.ingress_cidr_blocks
        ipv6_cidr_blocks = var.ingress_ipv6_cidr_blocks
        prefix_list_ids  = var.ingress_prefix_list_ids
      }
    `,
  },
];
