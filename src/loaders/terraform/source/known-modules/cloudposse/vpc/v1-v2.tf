# What versions 1 and 2 have in common.

variable "context" { default = null }
variable "enabled" { default = null }
variable "tags" { default = {} }

locals {
  enabled = coalesce(var.enabled, var.context == null ? true : unmodelled.context)

  # The labels that the names are made of become tags too.
  labels = { for key in ["Name", "Namespace", "Tenant", "Environment", "Stage", "Attributes"] :
    key => unmodelled.labels
  }
  tags = merge(var.context == null ? local.labels : unmodelled.context, var.tags)
}

variable "ipv4_primary_cidr_block" { default = null }
variable "ipv4_additional_cidr_block_associations" { default = {} }
variable "dns_hostnames_enabled" { default = true }
variable "dns_support_enabled" { default = true }
variable "default_security_group_deny_all" { default = true }

resource "aws_vpc" "default" {
  count = local.enabled ? 1 : 0

  cidr_block           = coalesce(var.ipv4_primary_cidr_block, unmodelled.address_range)
  enable_dns_hostnames = var.dns_hostnames_enabled
  enable_dns_support   = var.dns_support_enabled
  tags                 = local.tags
}

resource "aws_vpc_ipv4_cidr_block_association" "default" {
  for_each = { for name, block in var.ipv4_additional_cidr_block_associations : name => block
    if local.enabled
  }

  vpc_id     = aws_vpc.default[0].id
  cidr_block = coalesce(try(each.value.ipv4_cidr_block, null), unmodelled.address_range)
}

resource "aws_default_security_group" "default" {
  count = local.enabled && var.default_security_group_deny_all ? 1 : 0

  vpc_id = aws_vpc.default[0].id
}

output "vpc_id" { value = one(aws_vpc.default[*].id) }
output "vpc_arn" { value = one(aws_vpc.default[*].arn) }
output "vpc_cidr_block" { value = one(aws_vpc.default[*].cidr_block) }
output "vpc_default_security_group_id" { value = one(aws_vpc.default[*].default_security_group_id) }
