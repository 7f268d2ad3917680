# What versions 18 to 21 have in common.

variable "create" { default = true }
variable "putin_khuylo" { default = true }
variable "tags" { default = {} }
variable "cluster_tags" { default = {} }
variable "vpc_id" { default = null }
variable "subnet_ids" { default = [] }
variable "control_plane_subnet_ids" { default = [] }
variable "node_security_group_name" { default = null }
variable "node_security_group_use_name_prefix" { default = true }
variable "node_security_group_tags" { default = {} }
variable "create_node_security_group" { default = true }
variable "node_security_group_id" { default = "" }
variable "node_security_group_additional_rules" { default = {} }
variable "create_iam_role" { default = true }
variable "iam_role_arn" { default = null }
variable "iam_role_name" { default = null }
variable "iam_role_use_name_prefix" { default = true }
variable "iam_role_path" { default = null }
variable "iam_role_permissions_boundary" { default = null }

data "aws_partition" "current" {}

resource "aws_iam_role" "this" {
  count = local.create_role ? 1 : 0

  name                 = var.iam_role_use_name_prefix ? null : local.role_name
  path                 = var.iam_role_path
  assume_role_policy   = data.aws_iam_policy_document.assume_role_policy[0].json
  permissions_boundary = var.iam_role_permissions_boundary
}

output "cluster_arn" { value = try(aws_eks_cluster.this[0].arn, null) }
output "cluster_endpoint" { value = try(aws_eks_cluster.this[0].endpoint, null) }
output "cluster_security_group_id" { value = try(aws_security_group.cluster[0].id, null) }
output "cluster_security_group_arn" { value = try(aws_security_group.cluster[0].arn, null) }
output "node_security_group_id" { value = try(aws_security_group.node[0].id, null) }
output "node_security_group_arn" { value = try(aws_security_group.node[0].arn, null) }
output "cluster_iam_role_name" { value = try(aws_iam_role.this[0].name, null) }
output "cluster_iam_role_arn" { value = try(aws_iam_role.this[0].arn, null) }
output "cluster_primary_security_group_id" { value = try(aws_eks_cluster.this[0].vpc_config[0].cluster_security_group_id, unmodelled.primary_security_group) }
