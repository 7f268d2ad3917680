# VPCs of version 1 with their default security group. The module makes no subnets and no endpoints.
model {
  parts = ["v1-v2.tf"]
  sources = [
    "https://github.com/cloudposse/terraform-aws-vpc/blob/00860ce853e4da3b7bb6a67c723807b936ee7795/variables.tf",
    "https://github.com/cloudposse/terraform-aws-vpc/blob/022f08a7b365710e05b984decc3b8418a3f40c2d/outputs.tf",
  ]
  ignored = [
    "additional_tag_map", "assign_generated_ipv6_cidr_block", "attributes",
    "default_network_acl_deny_all", "default_route_table_no_routes", "delimiter",
    "descriptor_formats", "environment", "id_length_limit", "instance_tenancy",
    "internet_gateway_enabled", "ipv4_cidr_block_association_timeouts",
    "ipv4_primary_cidr_block_association", "ipv6_additional_cidr_block_associations",
    "ipv6_cidr_block_association_timeouts", "ipv6_cidr_block_network_border_group",
    "ipv6_egress_only_internet_gateway_enabled", "ipv6_primary_cidr_block_association",
    "label_key_case", "label_order", "label_value_case", "labels_as_tags", "name", "namespace",
    "network_address_usage_metrics_enabled", "regex_replace_chars", "stage", "tenant",
  ]
}
