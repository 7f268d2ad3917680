# VPC endpoints of version 4, with their policies and security groups.
model {
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-vpc/blob/0211dec8d9abd8f039f7d2fb20d5a82aa627f0e2/modules/vpc-endpoints/main.tf",
  ]
  checked = "evaluated beside the text of the module"
  ignored = [
    "timeouts",
  ]
}

variable "create" { default = true }
variable "vpc_id" { default = null }
variable "endpoints" { default = {} }
variable "security_group_ids" { default = [] }
variable "subnet_ids" { default = [] }
variable "tags" { default = {} }

locals {
  endpoints = { for name, endpoint in var.endpoints : name => endpoint
    if var.create && try(endpoint.create, true)
  }
  groups = var.security_group_ids
}

data "aws_vpc_endpoint_service" "this" {
  for_each = local.endpoints

  service      = try(each.value.service, null)
  service_name = try(each.value.service_name, null)
}

resource "aws_vpc_endpoint" "this" {
  for_each = local.endpoints

  vpc_id            = var.vpc_id
  service_name      = data.aws_vpc_endpoint_service.this[each.key].service_name
  vpc_endpoint_type = try(each.value.service_type, "Interface")
  policy            = try(each.value.policy, null)
  security_group_ids = (
    try(each.value.service_type, "Interface") == "Interface"
    ? distinct(concat(local.groups, lookup(each.value, "security_group_ids", [])))
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
  tags = merge(var.tags, try(each.value.tags, {}))
}

output "endpoints" { value = aws_vpc_endpoint.this }
