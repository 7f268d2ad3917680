# EKS clusters of version 19: the cluster with its network and tags, its security groups and their
# rules, its roles, add-ons and what runs its pods.
model {
  parts = ["v18-v21.tf", "v18-v20.tf"]
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-eks/blob/0005984c1251953c3616df8b304a6a3978d75920/main.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-eks/blob/002be2f28667e576923caedf05e11f7103ab92bf/node_groups.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-eks/blob/002be2f28667e576923caedf05e11f7103ab92bf/variables.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-eks/blob/039cf7cee05534049c16add55caae72d62e2a0f6/docs/UPGRADE-19.0.md",
  ]
  checked = "evaluated beside the text of the module"
  ignored = [
    "attach_cluster_encryption_policy", "aws_auth_accounts",
    "aws_auth_fargate_profile_pod_execution_role_arns", "aws_auth_node_iam_role_arns_non_windows",
    "aws_auth_node_iam_role_arns_windows", "aws_auth_roles", "aws_auth_users",
    "cloudwatch_log_group_kms_key_id", "cloudwatch_log_group_retention_in_days",
    "cluster_addons_timeouts", "cluster_enabled_log_types", "cluster_encryption_config",
    "cluster_encryption_policy_description", "cluster_encryption_policy_name",
    "cluster_encryption_policy_path", "cluster_encryption_policy_tags",
    "cluster_encryption_policy_use_name_prefix", "cluster_endpoint_private_access",
    "cluster_endpoint_public_access", "cluster_endpoint_public_access_cidrs",
    "cluster_identity_providers", "cluster_ip_family", "cluster_security_group_description",
    "cluster_service_ipv4_cidr", "cluster_service_ipv6_cidr", "cluster_timeouts", "cluster_version",
    "create_aws_auth_configmap", "create_cloudwatch_log_group",
    "create_cluster_primary_security_group_tags", "create_cni_ipv6_iam_policy", "create_kms_key",
    "custom_oidc_thumbprints", "dataplane_wait_duration", "eks_managed_node_group_defaults",
    "enable_irsa", "enable_kms_key_rotation", "fargate_profile_defaults", "iam_role_description",
    "iam_role_tags", "kms_key_administrators", "kms_key_aliases", "kms_key_deletion_window_in_days",
    "kms_key_description", "kms_key_enable_default_policy", "kms_key_override_policy_documents",
    "kms_key_owners", "kms_key_service_users", "kms_key_source_policy_documents", "kms_key_users",
    "manage_aws_auth_configmap", "node_security_group_description", "openid_connect_audiences",
    "prefix_separator", "self_managed_node_group_defaults",
  ]
}
variable "outpost_config" {
  default  = {}
  nullable = false
}
variable "node_security_group_enable_recommended_rules" { default = true }
variable "iam_role_additional_policies" { default = {} }
variable "cluster_iam_role_dns_suffix" { default = null }

locals {
  create       = var.create && var.putin_khuylo
  partition    = data.aws_partition.current.partition
  policies     = "arn:${local.partition}:iam::aws:policy"
  outposts     = length(var.outpost_config) > 0
  create_group = local.create && var.create_cluster_security_group
  group        = local.create_group ? aws_security_group.cluster[0].id : var.cluster_security_group_id
  create_nodes = local.create && var.create_node_security_group
  nodes        = local.create_nodes ? aws_security_group.node[0].id : var.node_security_group_id
  create_role  = local.create && var.create_iam_role
  group_name   = coalesce(var.cluster_security_group_name, "${var.cluster_name}-cluster")
  nodes_name   = coalesce(var.node_security_group_name, "${var.cluster_name}-node")
}

resource "aws_eks_cluster" "this" {
  count = local.create ? 1 : 0

  name     = var.cluster_name
  role_arn = try(aws_iam_role.this[0].arn, var.iam_role_arn)

  vpc_config {
    security_group_ids = compact(distinct(
      concat(var.cluster_additional_security_group_ids, [local.group])
    ))
    subnet_ids = coalescelist(var.control_plane_subnet_ids, var.subnet_ids)
  }

  dynamic "outpost_config" {
    for_each = local.outposts ? [var.outpost_config] : []

    content {
      outpost_arns = outpost_config.value.outpost_arns
    }
  }

  tags = merge(var.tags, var.cluster_tags)
}

# Rules for egress say nothing of who reaches whom here, and are left out.
locals {
  group_rules = { for name, rule in {
    ingress_nodes_443 = {
      protocol                   = "tcp", from_port = 443, to_port = 443, type = "ingress"
      source_node_security_group = true
    }
  } : name => rule if local.create_nodes }

  from_cluster = { protocol = "tcp", type = "ingress", source_cluster_security_group = true }
  from_nodes   = { protocol = "tcp", type = "ingress", self = true }
  node_rules = {
    ingress_cluster_443      = merge(local.from_cluster, { from_port = 443, to_port = 443 })
    ingress_cluster_kubelet  = merge(local.from_cluster, { from_port = 10250, to_port = 10250 })
    ingress_self_coredns_tcp = merge(local.from_nodes, { from_port = 53, to_port = 53 })
    ingress_self_coredns_udp = merge(local.from_nodes, { protocol = "udp", from_port = 53, to_port = 53 })
  }
  recommended_rules = { for name, rule in {
    ingress_nodes_ephemeral      = merge(local.from_nodes, { from_port = 1025, to_port = 65535 })
    ingress_cluster_4443_webhook = merge(local.from_cluster, { from_port = 4443, to_port = 4443 })
    ingress_cluster_6443_webhook = merge(local.from_cluster, { from_port = 6443, to_port = 6443 })
    ingress_cluster_8443_webhook = merge(local.from_cluster, { from_port = 8443, to_port = 8443 })
    ingress_cluster_9443_webhook = merge(local.from_cluster, { from_port = 9443, to_port = 9443 })
  } : name => rule if var.node_security_group_enable_recommended_rules }
}

resource "aws_security_group_rule" "node" {
  for_each = { for name, rule in merge(
    local.node_rules, local.recommended_rules, var.node_security_group_additional_rules
  ) : name => rule if local.create_nodes }

  security_group_id = aws_security_group.node[0].id
  protocol          = each.value.protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  type              = each.value.type
  cidr_blocks       = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks  = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids   = lookup(each.value, "prefix_list_ids", null)
  self              = lookup(each.value, "self", null)
  source_security_group_id = (
    try(each.value.source_cluster_security_group, false)
    ? local.group
    : lookup(each.value, "source_security_group_id", null)
  )
}

# The cluster's role. Its further policy for the KMS key, and what roles of nodes and pods may do,
# have nothing to do with tags and endpoints.
locals {
  role_name = coalesce(var.iam_role_name, "${var.cluster_name}-cluster")
  role_policies = {
    AmazonEKSClusterPolicy = (
      local.outposts
      ? "${local.policies}/AmazonEKSLocalOutpostClusterPolicy"
      : "${local.policies}/AmazonEKSClusterPolicy"
    )
    AmazonEKSVPCResourceController = "${local.policies}/AmazonEKSVPCResourceController"
  }
}

data "aws_iam_policy_document" "assume_role_policy" {
  count = local.create_role ? 1 : 0

  statement {
    sid     = "EKSClusterAssumeRole"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["eks.${coalesce(var.cluster_iam_role_dns_suffix, data.aws_partition.current.dns_suffix)}"]
    }
  }
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for name, arn in local.role_policies : name => arn if local.create_role }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each = { for name, arn in var.iam_role_additional_policies : name => arn if local.create_role }

  policy_arn = each.value
  role       = aws_iam_role.this[0].name
}

resource "aws_eks_addon" "this" {
  for_each = { for name, addon in var.cluster_addons : name => addon
    if local.create && !local.outposts && !try(coalesce(addon.before_compute, false), false)
  }

  cluster_name                = aws_eks_cluster.this[0].name
  addon_name                  = coalesce(try(each.value.name, null), each.key)
  addon_version               = coalesce(try(each.value.addon_version, null), unmodelled.choice_of_add_on_versions)
  configuration_values        = try(each.value.configuration_values, null)
  resolve_conflicts_on_update = try(each.value.resolve_conflicts, "OVERWRITE")
}

resource "aws_eks_addon" "before_compute" {
  for_each = { for name, addon in var.cluster_addons : name => addon
    if local.create && !local.outposts && try(coalesce(addon.before_compute, false), false)
  }

  cluster_name                = aws_eks_cluster.this[0].name
  addon_name                  = coalesce(try(each.value.name, null), each.key)
  addon_version               = coalesce(try(each.value.addon_version, null), unmodelled.choice_of_add_on_versions)
  configuration_values        = try(each.value.configuration_values, null)
  resolve_conflicts_on_update = try(each.value.resolve_conflicts, "OVERWRITE")
}
output "cluster_name" { value = try(aws_eks_cluster.this[0].name, "") }
