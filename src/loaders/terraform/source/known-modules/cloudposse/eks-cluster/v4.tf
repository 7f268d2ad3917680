# EKS clusters of version 4: the cluster with its network and tags, and its add-ons. Its role and
# the rules of the security group that EKS makes are left out.
model {
  sources = [
    "https://github.com/cloudposse/terraform-aws-eks-cluster",
  ]
  ignored = [
    "access_config", "access_entries", "access_entries_for_nodes", "access_entry_map",
    "access_policy_associations", "additional_tag_map", "addons_depends_on", "allowed_cidr_blocks",
    "allowed_security_group_ids", "attributes", "bootstrap_self_managed_addons_enabled",
    "cloudwatch_log_group_class", "cloudwatch_log_group_kms_key_id", "cluster_attributes",
    "cluster_depends_on", "cluster_encryption_config_enabled",
    "cluster_encryption_config_kms_key_deletion_window_in_days",
    "cluster_encryption_config_kms_key_enable_key_rotation", "cluster_encryption_config_kms_key_id",
    "cluster_encryption_config_kms_key_policy", "cluster_encryption_config_resources",
    "cluster_log_retention_period", "create_eks_service_role", "custom_ingress_rules", "delimiter",
    "descriptor_formats", "eks_cluster_service_role_arn", "enabled_cluster_log_types",
    "endpoint_private_access", "endpoint_public_access", "environment", "id_length_limit",
    "kubernetes_network_ipv6_enabled", "kubernetes_version", "label_key_case", "label_order",
    "label_value_case", "labels_as_tags", "managed_security_group_rules_enabled", "name",
    "namespace", "oidc_provider_enabled", "permissions_boundary", "public_access_cidrs",
    "regex_replace_chars", "region", "remote_network_config", "service_ipv4_cidr", "stage",
    "tenant", "upgrade_policy", "zonal_shift_config",
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
