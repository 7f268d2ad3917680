# EKS clusters of version 21: the cluster with its network and tags, its security groups and their
# rules, its roles, add-ons and what runs its pods.
model {
  parts = ["v18-v21.tf", "v20-v21.tf"]
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-eks/blob/02648e0b38539a3abba5219574122c33ae270f21/docs/UPGRADE-21.0.md",
    "https://github.com/terraform-aws-modules/terraform-aws-eks/blob/005885bf58e666054bd119c807134c47767a2d7b/docs/UPGRADE-20.0.md",
  ]
  ignored = [
    "access_entries", "addons_timeouts", "attach_encryption_policy", "authentication_mode",
    "cloudwatch_log_group_class", "cloudwatch_log_group_kms_key_id",
    "cloudwatch_log_group_retention_in_days", "cloudwatch_log_group_tags",
    "control_plane_scaling_config", "create_cloudwatch_log_group", "create_cni_ipv6_iam_policy",
    "create_kms_key", "create_primary_security_group_tags", "custom_oidc_thumbprints",
    "dataplane_wait_duration", "deletion_protection", "enable_auto_mode_custom_tags",
    "enable_cluster_creator_admin_permissions", "enable_irsa", "enable_kms_key_rotation",
    "enabled_log_types", "encryption_config", "encryption_policy_description",
    "encryption_policy_name", "encryption_policy_path", "encryption_policy_tags",
    "encryption_policy_use_name_prefix", "endpoint_private_access", "endpoint_public_access",
    "endpoint_public_access_cidrs", "force_update_version", "iam_role_description", "iam_role_tags",
    "identity_providers", "include_oidc_root_ca_thumbprint", "ip_family", "kms_key_administrators",
    "kms_key_aliases", "kms_key_deletion_window_in_days", "kms_key_description",
    "kms_key_enable_default_policy", "kms_key_override_policy_documents", "kms_key_owners",
    "kms_key_service_users", "kms_key_source_policy_documents", "kms_key_users",
    "kubernetes_version", "node_iam_role_description", "node_iam_role_tags",
    "node_security_group_description", "openid_connect_audiences", "prefix_separator",
    "remote_network_config", "security_group_description", "service_ipv4_cidr", "service_ipv6_cidr",
    "timeouts", "upgrade_policy", "zonal_shift_config",
  ]
}
variable "region" { default = null }
variable "name" { default = "" }
variable "additional_security_group_ids" { default = [] }
variable "compute_config" {
  default  = {}
  nullable = false
}
variable "outpost_config" {
  default  = {}
  nullable = false
}
variable "create_security_group" { default = true }
variable "security_group_id" { default = "" }
variable "security_group_additional_rules" { default = {} }
variable "security_group_name" { default = null }
variable "security_group_use_name_prefix" { default = true }
variable "security_group_tags" { default = {} }
variable "node_security_group_enable_recommended_rules" { default = true }
variable "iam_role_additional_policies" { default = {} }
variable "create_auto_mode_iam_resources" { default = false }
variable "addons" {
  default  = {}
  nullable = false
}
variable "fargate_profiles" {
  default  = {}
  nullable = false
}
variable "eks_managed_node_groups" {
  default  = {}
  nullable = false
}
variable "self_managed_node_groups" {
  default  = {}
  nullable = false
}

locals {
  create       = var.create && var.putin_khuylo
  partition    = data.aws_partition.current.partition
  policies     = "arn:${local.partition}:iam::aws:policy"
  outposts     = length(var.outpost_config) > 0
  auto_mode    = try(var.compute_config.enabled, false)
  create_group = local.create && var.create_security_group
  group        = local.create_group ? aws_security_group.cluster[0].id : var.security_group_id
  create_nodes = local.create && var.create_node_security_group
  nodes        = local.create_nodes ? aws_security_group.node[0].id : var.node_security_group_id
  create_role  = local.create && var.create_iam_role
  group_name   = coalesce(var.security_group_name, "${var.name}-cluster")
  nodes_name   = coalesce(var.node_security_group_name, "${var.name}-node")
}

resource "aws_eks_cluster" "this" {
  count = local.create ? 1 : 0

  region   = var.region
  name     = var.name
  role_arn = try(aws_iam_role.this[0].arn, var.iam_role_arn)

  vpc_config {
    security_group_ids = compact(distinct(
      concat(var.additional_security_group_ids, [local.group])
    ))
    subnet_ids = coalescelist(var.control_plane_subnet_ids, var.subnet_ids)
  }

  dynamic "compute_config" {
    for_each = length(var.compute_config) > 0 ? [1] : []

    content {
      enabled = local.auto_mode
    }
  }

  dynamic "outpost_config" {
    for_each = local.outposts ? [var.outpost_config] : []

    content {
      outpost_arns = outpost_config.value.outpost_arns
    }
  }

  tags = merge({ terraform-aws-modules = "eks" }, var.tags, var.cluster_tags)
}

resource "aws_security_group" "cluster" {
  count = local.create_group ? 1 : 0

  region = var.region
  name   = var.security_group_use_name_prefix ? null : local.group_name
  vpc_id = var.vpc_id
  tags   = merge(var.tags, { Name = local.group_name }, var.security_group_tags)
}

resource "aws_security_group" "node" {
  count = local.create_nodes ? 1 : 0

  region = var.region
  name   = var.node_security_group_use_name_prefix ? null : local.nodes_name
  vpc_id = var.vpc_id
  tags = merge(
    var.tags,
    { Name = local.nodes_name, "kubernetes.io/cluster/${var.name}" = "owned" },
    var.node_security_group_tags,
  )
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

resource "aws_security_group_rule" "cluster" {
  for_each = { for name, rule in merge(
    local.group_rules, var.security_group_additional_rules
  ) : name => rule if local.create_group }

  region            = var.region
  security_group_id = aws_security_group.cluster[0].id
  protocol          = lookup(each.value, "protocol", "tcp")
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  type              = lookup(each.value, "type", "ingress")
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

resource "aws_security_group_rule" "node" {
  for_each = { for name, rule in merge(
    local.node_rules, local.recommended_rules, var.node_security_group_additional_rules
  ) : name => rule if local.create_nodes }

  region            = var.region
  security_group_id = aws_security_group.node[0].id
  protocol          = lookup(each.value, "protocol", "tcp")
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  type              = lookup(each.value, "type", "ingress")
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
  role_name   = coalesce(var.iam_role_name, "${var.name}-cluster")
  main_policy = local.outposts ? "AmazonEKSLocalOutpostClusterPolicy" : "AmazonEKSClusterPolicy"
  auto_mode_policies = [
    "AmazonEKSComputePolicy", "AmazonEKSBlockStoragePolicy", "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
  ]
  role_policies = merge(
    { AmazonEKSClusterPolicy = "${local.policies}/${local.main_policy}" },
    local.auto_mode ? { for name in local.auto_mode_policies : name => "${local.policies}/${name}" } : {},
  )
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

locals {
  create_node_role = local.create && var.create_node_iam_role && (local.auto_mode || var.create_auto_mode_iam_resources)
  node_policies = merge(
    { for name in ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"] :
    name => "${local.policies}/${name}" },
    var.node_iam_role_additional_policies,
  )
}

resource "aws_iam_role" "eks_auto" {
  count = local.create_node_role ? 1 : 0

  name = (
    var.node_iam_role_use_name_prefix
    ? null
    : coalesce(var.node_iam_role_name, "${var.name}-eks-auto")
  )
  path                 = var.node_iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.node_assume_role_policy[0].json
  permissions_boundary = var.node_iam_role_permissions_boundary
}

resource "aws_eks_addon" "this" {
  for_each = { for name, addon in var.addons : name => addon
    if local.create && !local.outposts && !try(coalesce(addon.before_compute, false), false)
  }

  region                      = var.region
  cluster_name                = aws_eks_cluster.this[0].name
  addon_name                  = coalesce(try(each.value.name, null), each.key)
  addon_version               = coalesce(try(each.value.addon_version, null), unmodelled.choice_of_add_on_versions)
  configuration_values        = try(each.value.configuration_values, null)
  resolve_conflicts_on_create = try(each.value.resolve_conflicts_on_create, "NONE")
  resolve_conflicts_on_update = try(each.value.resolve_conflicts_on_update, "OVERWRITE")
}

resource "aws_eks_addon" "before_compute" {
  for_each = { for name, addon in var.addons : name => addon
    if local.create && !local.outposts && try(coalesce(addon.before_compute, false), false)
  }

  region                      = var.region
  cluster_name                = aws_eks_cluster.this[0].name
  addon_name                  = coalesce(try(each.value.name, null), each.key)
  addon_version               = coalesce(try(each.value.addon_version, null), unmodelled.choice_of_add_on_versions)
  configuration_values        = try(each.value.configuration_values, null)
  resolve_conflicts_on_create = try(each.value.resolve_conflicts_on_create, "NONE")
  resolve_conflicts_on_update = try(each.value.resolve_conflicts_on_update, "OVERWRITE")
}

# The module makes these in modules of its own, under other addresses.
resource "aws_eks_fargate_profile" "this" {
  for_each = { for name, profile in var.fargate_profiles : name => profile
    if local.create && coalesce(try(profile.create, null), true)
  }

  region               = var.region
  cluster_name         = aws_eks_cluster.this[0].name
  fargate_profile_name = coalesce(try(each.value.name, null), each.key)
}

resource "aws_eks_node_group" "this" {
  for_each = { for name, nodes in var.eks_managed_node_groups : name => nodes
    if local.create && coalesce(try(nodes.create, null), true)
  }

  region       = var.region
  cluster_name = aws_eks_cluster.this[0].name
}

resource "aws_autoscaling_group" "this" {
  for_each = { for name, nodes in var.self_managed_node_groups : name => nodes
    if local.create && coalesce(try(nodes.create, null), true)
  }

  region              = var.region
  vpc_zone_identifier = try(each.value.subnet_ids, var.subnet_ids)
}
output "cluster_name" { value = try(aws_eks_cluster.this[0].name, "") }
