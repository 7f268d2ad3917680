# What versions 2 to 4 have in common.

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

variable "subnet_ids" {}
variable "associated_security_group_ids" { default = [] }
variable "addons" { default = [] }

resource "aws_eks_cluster" "default" {
  count = local.enabled ? 1 : 0

  name = unmodelled.name
  tags = local.tags

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = var.associated_security_group_ids
  }
}

resource "aws_eks_addon" "cluster" {
  for_each = { for addon in var.addons : addon.addon_name => addon if local.enabled }

  cluster_name         = aws_eks_cluster.default[0].name
  addon_name           = each.key
  addon_version        = lookup(each.value, "addon_version", null)
  configuration_values = lookup(each.value, "configuration_values", null)
  resolve_conflicts_on_create = lookup(
    each.value, "resolve_conflicts_on_create",
    try(replace(each.value.resolve_conflicts, "PRESERVE", "NONE"), null),
  )
  resolve_conflicts_on_update = lookup(
    each.value, "resolve_conflicts_on_update", lookup(each.value, "resolve_conflicts", null)
  )
}

output "eks_cluster_id" { value = one(aws_eks_cluster.default[*].id) }
output "eks_cluster_arn" { value = one(aws_eks_cluster.default[*].arn) }
