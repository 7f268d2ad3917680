# Add-ons of version 1. The rest of what the module makes are Helm releases, queues, event rules and
# roles of service accounts, whose policies grant nothing on the tags of clusters.
model {
  sources = [
    "https://github.com/aws-ia/terraform-aws-eks-blueprints-addons",
  ]
  ignored = [
    "*",
  ]
}

variable "cluster_name" {}
variable "eks_addons" { default = {} }

resource "aws_eks_addon" "this" {
  for_each = var.eks_addons

  cluster_name         = var.cluster_name
  addon_name           = coalesce(try(each.value.name, null), each.key)
  addon_version        = coalesce(try(each.value.addon_version, null), unmodelled.choice_of_add_on_versions)
  configuration_values = try(each.value.configuration_values, null)
  resolve_conflicts_on_create = try(
    each.value.resolve_conflicts_on_create, unmodelled.default_for_conflicts_of_add_ons
  )
  resolve_conflicts_on_update = try(
    each.value.resolve_conflicts_on_update, unmodelled.default_for_conflicts_of_add_ons
  )
}

output "eks_addons" { value = aws_eks_addon.this }
