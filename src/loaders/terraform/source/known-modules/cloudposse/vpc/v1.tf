# VPCs of version 1 with their default security group. The module makes no subnets and no endpoints.
model {
  sources = [
    "https://github.com/cloudposse/terraform-aws-vpc/blob/00860ce853e4da3b7bb6a67c723807b936ee7795/variables.tf",
    "https://github.com/cloudposse/terraform-aws-vpc/blob/022f08a7b365710e05b984decc3b8418a3f40c2d/outputs.tf",
  ]
  ignored = [
    "additional_tag_map", "assign_generated_ipv6_cidr_block", "attributes",
    "default_network_acl_deny_all", "default_route_table_no_routes", "delimiter",
    "descriptor_formats", "environment", "id_length_limit", "instance_tenancy",
    "internet_gateway_enabled", "ipv4_cidr_block_association_timeouts",
    "ipv4_primary_cidr_block_association", "ipv6_additional_cidr_block_associations",
    "ipv6_cidr_block_association_timeouts", "ipv6_cidr_block_network_border_group",
    "ipv6_egress_only_internet_gateway_enabled", "ipv6_primary_cidr_block_association",
    "label_key_case", "label_order", "label_value_case", "labels_as_tags", "name", "namespace",
    "network_address_usage_metrics_enabled", "regex_replace_chars", "stage", "tenant",
  ]
}

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
