# What versions 18 to 20 have in common.

variable "cluster_name" { default = "" }
variable "cluster_additional_security_group_ids" { default = [] }
variable "create_cluster_security_group" { default = true }
variable "cluster_security_group_id" { default = "" }
variable "cluster_security_group_additional_rules" { default = {} }
variable "cluster_security_group_name" { default = null }
variable "cluster_security_group_use_name_prefix" { default = true }
variable "cluster_security_group_tags" { default = {} }
variable "cluster_addons" { default = {} }
variable "fargate_profiles" { default = {} }
variable "eks_managed_node_groups" { default = {} }
variable "self_managed_node_groups" { default = {} }

resource "aws_security_group" "cluster" {
  count = local.create_group ? 1 : 0

  name   = var.cluster_security_group_use_name_prefix ? null : local.group_name
  vpc_id = var.vpc_id
  tags   = merge(var.tags, { Name = local.group_name }, var.cluster_security_group_tags)
}

resource "aws_security_group" "node" {
  count = local.create_nodes ? 1 : 0

  name   = var.node_security_group_use_name_prefix ? null : local.nodes_name
  vpc_id = var.vpc_id
  tags = merge(
    var.tags,
    { Name = local.nodes_name, "kubernetes.io/cluster/${var.cluster_name}" = "owned" },
    var.node_security_group_tags,
  )
}

resource "aws_security_group_rule" "cluster" {
  for_each = { for name, rule in merge(
    local.group_rules, var.cluster_security_group_additional_rules
  ) : name => rule if local.create_group }

  security_group_id = aws_security_group.cluster[0].id
  protocol          = each.value.protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  type              = each.value.type
  cidr_blocks       = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks  = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids   = lookup(each.value, "prefix_list_ids", null)
  self              = lookup(each.value, "self", null)
  source_security_group_id = (
    try(each.value.source_node_security_group, false)
    ? local.nodes
    : lookup(each.value, "source_security_group_id", null)
  )
}

# The module makes these in modules of its own, under other addresses.
resource "aws_eks_fargate_profile" "this" {
  for_each = { for name, profile in var.fargate_profiles : name => profile
    if local.create && coalesce(try(profile.create, null), true)
  }

  cluster_name         = aws_eks_cluster.this[0].name
  fargate_profile_name = coalesce(try(each.value.name, null), each.key)
}

resource "aws_eks_node_group" "this" {
  for_each = { for name, nodes in var.eks_managed_node_groups : name => nodes
    if local.create && coalesce(try(nodes.create, null), true)
  }

  cluster_name = aws_eks_cluster.this[0].name
}

resource "aws_autoscaling_group" "this" {
  for_each = { for name, nodes in var.self_managed_node_groups : name => nodes
    if local.create && coalesce(try(nodes.create, null), true)
  }

  vpc_zone_identifier = try(each.value.subnet_ids, var.subnet_ids)
}
