# EKS clusters of version 2: the cluster with its network and tags, and its add-ons. Its role and
# the rules of the security group that EKS makes are left out.
model {
  parts = ["v2-v4.tf"]
  sources = [
    "https://github.com/cloudposse/terraform-aws-eks-cluster",
  ]
  ignored = [
    "additional_tag_map", "addons_depends_on", "allowed_cidr_blocks", "allowed_security_group_ids",
    "allowed_security_groups", "apply_config_map_aws_auth", "attributes",
    "aws_auth_yaml_strip_quotes", "cloudwatch_log_group_kms_key_id", "cluster_attributes",
    "cluster_depends_on", "cluster_encryption_config_enabled",
    "cluster_encryption_config_kms_key_deletion_window_in_days",
    "cluster_encryption_config_kms_key_enable_key_rotation", "cluster_encryption_config_kms_key_id",
    "cluster_encryption_config_kms_key_policy", "cluster_encryption_config_resources",
    "cluster_log_retention_period", "create_eks_service_role", "create_security_group",
    "custom_ingress_rules", "delimiter", "descriptor_formats", "dummy_kubeapi_server",
    "eks_cluster_service_role_arn", "enabled_cluster_log_types", "endpoint_private_access",
    "endpoint_public_access", "environment", "id_length_limit", "kube_data_auth_enabled",
    "kube_exec_auth_aws_profile", "kube_exec_auth_aws_profile_enabled", "kube_exec_auth_enabled",
    "kube_exec_auth_role_arn", "kube_exec_auth_role_arn_enabled", "kubeconfig_context",
    "kubeconfig_context_enabled", "kubeconfig_path", "kubeconfig_path_enabled",
    "kubernetes_config_map_ignore_role_changes", "kubernetes_network_ipv6_enabled",
    "kubernetes_version", "label_key_case", "label_order", "label_value_case", "labels_as_tags",
    "local_exec_interpreter", "managed_security_group_rules_enabled", "map_additional_aws_accounts",
    "map_additional_iam_roles", "map_additional_iam_users", "map_additional_worker_roles", "name",
    "namespace", "oidc_provider_enabled", "permissions_boundary", "public_access_cidrs",
    "regex_replace_chars", "region", "security_group_description", "security_group_name",
    "service_ipv4_cidr", "stage", "tenant", "vpc_id", "wait_for_cluster_command",
    "workers_role_arns", "workers_security_group_ids",
  ]
}
