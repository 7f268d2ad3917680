# A role of version 6 for a service account of a cluster.
# The policies that the module writes for controllers (`attach_*_policy`) grant nothing on the tags of
# clusters, and are left out.
model {
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/07478b1f9a505e160f976ebd97eb1d19b253b151/modules/iam-role-for-service-accounts/main.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/02f28c40a57a7b5ca104c855d5e437c1335b8b67/modules/iam-role-for-service-accounts/variables.tf",
  ]
  ignored = [
    "amazon_managed_service_prometheus_workspace_arns",
    "attach_amazon_managed_service_prometheus_policy", "attach_aws_gateway_controller_policy",
    "attach_cert_manager_policy", "attach_cloudwatch_observability_policy",
    "attach_cluster_autoscaler_policy", "attach_ebs_csi_policy", "attach_efs_csi_policy",
    "attach_external_dns_policy", "attach_external_secrets_policy", "attach_fsx_lustre_csi_policy",
    "attach_fsx_openzfs_csi_policy", "attach_load_balancer_controller_aga_policy",
    "attach_load_balancer_controller_policy",
    "attach_load_balancer_controller_targetgroup_binding_only_policy",
    "attach_mountpoint_s3_csi_policy", "attach_node_termination_handler_policy",
    "attach_velero_policy", "attach_vpc_cni_policy", "cert_manager_hosted_zone_arns",
    "cluster_autoscaler_cluster_names", "description", "ebs_csi_kms_cmk_arns",
    "ebs_csi_restrict_tagging_to_create", "external_dns_hosted_zone_arns",
    "external_secrets_kms_key_arns", "external_secrets_secrets_manager_arns",
    "external_secrets_secrets_manager_create_permission", "external_secrets_ssm_parameter_arns",
    "fsx_lustre_csi_service_role_arns", "fsx_openzfs_csi_service_role_arns",
    "load_balancer_controller_targetgroup_arns", "max_session_duration",
    "mountpoint_s3_csi_bucket_arns", "mountpoint_s3_csi_kms_arns", "mountpoint_s3_csi_path_arns",
    "node_termination_handler_sqs_queue_arns", "oidc_providers", "override_trust_policy_documents",
    "policy_description", "region", "source_trust_policy_documents", "tags", "trust_condition_test",
    "velero_s3_bucket_arns", "vpc_cni_enable_cloudwatch_logs", "vpc_cni_enable_ipv4",
    "vpc_cni_enable_ipv6",
  ]
}

variable "create" { default = true }
variable "name" { default = "" }
variable "use_name_prefix" { default = true }
variable "path" { default = "/" }
variable "permissions_boundary" { default = null }
variable "policies" { default = {} }
variable "create_policy" { default = true }
variable "policy_name" { default = null }
variable "policy_path" { default = null }
variable "source_policy_documents" { default = [] }
variable "override_policy_documents" { default = [] }
variable "permissions" { default = null }

locals {
  own_policy = var.create && var.create_policy && (
    length(var.source_policy_documents) > 0 || length(var.override_policy_documents) > 0
    || var.permissions != null
  )
}

resource "aws_iam_role" "this" {
  count = var.create ? 1 : 0

  name                 = var.use_name_prefix ? null : var.name
  path                 = var.path
  permissions_boundary = var.permissions_boundary
  assume_role_policy   = unmodelled.trust_policy
}

resource "aws_iam_role_policy_attachment" "additional" {
  for_each = { for name, arn in var.policies : name => arn if var.create }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "this" {
  count = local.own_policy ? 1 : 0

  source_policy_documents   = var.source_policy_documents
  override_policy_documents = var.override_policy_documents

  dynamic "statement" {
    for_each = var.permissions == null ? {} : var.permissions

    content {
      effect        = try(statement.value.effect, "Allow")
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)

      dynamic "condition" {
        for_each = try(statement.value.condition, [])

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_policy" "this" {
  count = local.own_policy ? 1 : 0

  name   = var.use_name_prefix ? null : coalesce(var.policy_name, unmodelled.policy_name)
  path   = coalesce(var.policy_path, var.path)
  policy = data.aws_iam_policy_document.this[0].json
}

resource "aws_iam_role_policy_attachment" "this" {
  count = local.own_policy ? 1 : 0

  role       = aws_iam_role.this[0].name
  policy_arn = aws_iam_policy.this[0].arn
}

variable "create_inline_policy" { default = false }
variable "source_inline_policy_documents" { default = [] }
variable "override_inline_policy_documents" { default = [] }
variable "inline_policy_permissions" { default = null }

data "aws_iam_policy_document" "inline" {
  count = var.create && var.create_inline_policy ? 1 : 0

  source_policy_documents   = var.source_inline_policy_documents
  override_policy_documents = var.override_inline_policy_documents

  dynamic "statement" {
    for_each = var.inline_policy_permissions == null ? {} : var.inline_policy_permissions

    content {
      effect        = try(statement.value.effect, "Allow")
      actions       = try(statement.value.actions, null)
      not_actions   = try(statement.value.not_actions, null)
      resources     = try(statement.value.resources, null)
      not_resources = try(statement.value.not_resources, null)

      dynamic "condition" {
        for_each = try(statement.value.condition, [])

        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "inline" {
  count = var.create && var.create_inline_policy ? 1 : 0

  role   = aws_iam_role.this[0].name
  policy = data.aws_iam_policy_document.inline[0].json
}

output "arn" { value = try(aws_iam_role.this[0].arn, null) }
output "name" { value = try(aws_iam_role.this[0].name, null) }
