# What versions 3 and 4 have in common.

locals {
  endpoints = { for name, endpoint in var.endpoints : name => endpoint
    if var.create && try(endpoint.create, true)
  }
  groups = var.security_group_ids
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
