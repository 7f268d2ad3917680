# EKS clusters of version 4: the cluster with its network and tags, and its add-ons. Its role and
# the rules of the security group that EKS makes are left out.
model {
  parts = ["v2-v4.tf"]
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
