# A role of version 5 for a service account of a cluster.
# The policies that the module writes for controllers (`attach_*_policy`) grant nothing on the tags of
# clusters, and are left out.
model {
  sources = [
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/0024928698ffc9f35213c1fe3564f6eb62664a3f/modules/iam-role-for-service-accounts-eks/main.tf",
    "https://github.com/terraform-aws-modules/terraform-aws-iam/blob/0018043511a27310c550ef08aa6870b3600af742/modules/iam-role-for-service-accounts-eks/variables.tf",
  ]
  ignored = [
    "allow_self_assume_role", "amazon_managed_service_prometheus_workspace_arns",
    "assume_role_condition_test", "attach_amazon_managed_service_prometheus_policy",
    "attach_appmesh_controller_policy", "attach_appmesh_envoy_proxy_policy",
    "attach_aws_gateway_controller_policy", "attach_cert_manager_policy",
    "attach_cloudwatch_observability_policy", "attach_cluster_autoscaler_policy",
    "attach_ebs_csi_policy", "attach_efs_csi_policy", "attach_external_dns_policy",
    "attach_external_secrets_policy", "attach_fsx_lustre_csi_policy",
    "attach_fsx_openzfs_csi_policy", "attach_karpenter_controller_policy",
    "attach_load_balancer_controller_policy",
    "attach_load_balancer_controller_targetgroup_binding_only_policy",
    "attach_mountpoint_s3_csi_policy", "attach_node_termination_handler_policy",
    "attach_velero_policy", "attach_vpc_cni_policy", "cert_manager_hosted_zone_arns",
    "cluster_autoscaler_cluster_ids", "cluster_autoscaler_cluster_names", "ebs_csi_kms_cmk_ids",
    "enable_karpenter_instance_profile_creation", "external_dns_hosted_zone_arns",
    "external_secrets_kms_key_arns", "external_secrets_secrets_manager_arns",
    "external_secrets_secrets_manager_create_permission", "external_secrets_ssm_parameter_arns",
    "force_detach_policies", "fsx_lustre_csi_service_role_arns",
    "fsx_openzfs_csi_service_role_arns", "karpenter_controller_cluster_id",
    "karpenter_controller_cluster_name", "karpenter_controller_node_iam_role_arns",
    "karpenter_controller_ssm_parameter_arns", "karpenter_sqs_queue_arn",
    "karpenter_subnet_account_id", "karpenter_tag_key", "load_balancer_controller_targetgroup_arns",
    "max_session_duration", "mountpoint_s3_csi_bucket_arns", "mountpoint_s3_csi_kms_arns",
    "mountpoint_s3_csi_path_arns", "node_termination_handler_sqs_queue_arns", "oidc_providers",
    "policy_name_prefix", "role_description", "tags", "velero_s3_bucket_arns",
    "vpc_cni_enable_cloudwatch_logs", "vpc_cni_enable_ipv4", "vpc_cni_enable_ipv6",
  ]
}

variable "create_role" { default = true }
variable "role_name" { default = null }
variable "role_name_prefix" { default = null }
variable "role_path" { default = "/" }
variable "role_permissions_boundary_arn" { default = null }
variable "role_policy_arns" { default = {} }

resource "aws_iam_role" "this" {
  count = var.create_role ? 1 : 0

  name                 = var.role_name
  path                 = var.role_path
  permissions_boundary = var.role_permissions_boundary_arn
  assume_role_policy   = unmodelled.trust_policy
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for name, arn in var.role_policy_arns : name => arn if var.create_role }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

output "iam_role_arn" { value = try(aws_iam_role.this[0].arn, "") }
output "iam_role_name" { value = try(aws_iam_role.this[0].name, "") }
output "iam_role_path" { value = try(aws_iam_role.this[0].path, "") }
