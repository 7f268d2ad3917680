# VPC endpoints of version 5, with their policies and security groups.
model {
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-vpc/blob/07f3c90b289e1a4d09847e6c3312354e00597909/modules/vpc-endpoints/variables.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-vpc/blob/600bba3aab92741ef508f0e39fb86904e2b79c1f/modules/vpc-endpoints/outputs.tf",
  ]
  checked = "evaluated beside the text of the module of version 6 without its Regions"
  ignored = [
    "security_group_description", "timeouts",
  ]
}

variable "create" { default = true }
variable "vpc_id" { default = null }
variable "endpoints" { default = {} }
variable "security_group_ids" { default = [] }
variable "subnet_ids" { default = [] }
variable "tags" { default = {} }
variable "create_security_group" { default = false }
variable "security_group_name" { default = null }
variable "security_group_name_prefix" { default = null }
variable "security_group_tags" { default = {} }
variable "security_group_rules" { default = {} }

locals {
  endpoints = { for name, endpoint in var.endpoints : name => endpoint
    if var.create && try(endpoint.create, true)
  }
  groups = (
    var.create && var.create_security_group
    ? concat(var.security_group_ids, [aws_security_group.this[0].id])
    : var.security_group_ids
  )
}

data "aws_vpc_endpoint_service" "this" {
  for_each = local.endpoints

  service      = try(each.value.service, null)
  service_name = try(each.value.service_name, null)
}

resource "aws_vpc_endpoint" "this" {
  for_each = local.endpoints

  vpc_id = var.vpc_id
  service_name = try(
    each.value.service_endpoint, data.aws_vpc_endpoint_service.this[each.key].service_name
  )
  vpc_endpoint_type = try(each.value.service_type, "Interface")
  policy            = try(each.value.policy, null)
  security_group_ids = (
    try(each.value.service_type, "Interface") == "Interface"
    ? try(coalescelist(distinct(concat(local.groups, lookup(each.value, "security_group_ids", [])))), null)
    : null
  )
  subnet_ids = (
    try(each.value.service_type, "Interface") == "Interface"
    ? distinct(concat(var.subnet_ids, lookup(each.value, "subnet_ids", [])))
    : null
  )
  private_dns_enabled = (
    try(each.value.service_type, "Interface") == "Interface"
    ? try(each.value.private_dns_enabled, null)
    : null
  )
  tags = merge(var.tags, { Name = replace(each.key, ".", "-") }, try(each.value.tags, {}))
}

resource "aws_security_group" "this" {
  count = var.create && var.create_security_group ? 1 : 0

  name   = var.security_group_name
  vpc_id = var.vpc_id
  tags = merge(
    var.tags,
    var.security_group_tags,
    { Name = try(coalesce(var.security_group_name, var.security_group_name_prefix), "") },
  )
}

resource "aws_security_group_rule" "this" {
  for_each = { for name, rule in var.security_group_rules : name => rule
    if var.create && var.create_security_group
  }

  security_group_id        = aws_security_group.this[0].id
  protocol                 = try(each.value.protocol, "tcp")
  from_port                = try(each.value.from_port, 443)
  to_port                  = try(each.value.to_port, 443)
  type                     = try(each.value.type, "ingress")
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks         = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids          = lookup(each.value, "prefix_list_ids", null)
  self                     = try(each.value.self, null)
  source_security_group_id = lookup(each.value, "source_security_group_id", null)
}

output "endpoints" { value = aws_vpc_endpoint.this }
output "security_group_id" { value = try(aws_security_group.this[0].id, null) }
output "security_group_arn" { value = try(aws_security_group.this[0].arn, null) }
